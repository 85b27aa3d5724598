// Words and topics: λ of each word in the topics that the page holds, word by word.
const words = data.words.texts;
const wordCount = words.length;

function decode(text, Kind) {
  const characters = atob(text);
  const bytes = new Uint8Array(characters.length);
  for (let i = 0; i < bytes.length; i++) bytes[i] = characters.charCodeAt(i);
  return new Kind(bytes.buffer);
}

const weightOf = decode(data.words.weights, Float64Array);
const topicOf = decode(data.words.topics, Uint16Array);
const lambdaOf = decode(data.words.lambda, Float32Array);
const firstOf = new Uint32Array(wordCount + 1);
decode(data.words.counts, Uint16Array).forEach((n, word) => { firstOf[word + 1] = firstOf[word] + n; });

// The same entries topic by topic: where each topic's begin, which word each is of, and its λ.
const topicStart = new Uint32Array(K + 1);
for (const topic of topicOf) topicStart[topic + 1]++;
for (let topic = 0; topic < K; topic++) topicStart[topic + 1] += topicStart[topic];
const wordIn = new Uint32Array(topicOf.length);
const lambdaIn = new Float32Array(topicOf.length);
{
  const next = topicStart.slice();
  for (let word = 0; word < wordCount; word++) {
    for (let entry = firstOf[word]; entry < firstOf[word + 1]; entry++) {
      const at = next[topicOf[entry]]++;
      wordIn[at] = word;
      lambdaIn[at] = lambdaOf[entry];
    }
  }
}

// The logarithms of the topic that was asked for last: the slider asks for it again and again.
let logs = { topic: -1 };
function logsOf(topic) {
  if (logs.topic !== topic) {
    const start = topicStart[topic], n = topicStart[topic + 1] - start;
    logs = { topic, start, n, weight: new Float64Array(n), ratio: new Float64Array(n) };
    for (let i = 0; i < n; i++) {
      logs.weight[i] = Math.log(lambdaIn[start + i]);
      logs.ratio[i] = Math.log(lambdaIn[start + i] / weightOf[wordIn[start + i]]);
    }
  }
  return logs;
}

// The first words of a topic by relevance: ℓ·log λ_wk + (1 − ℓ)·log(λ_wk / Σ_k λ_wk), which orders as Sievert and Shirley's does.
// Equal ones by λ_wk, then by their ratio, then as the model numbers them; so all words but the page's come later.
function ranking(topic, lambda, most) {
  const { start, n, weight, ratio } = logsOf(topic);
  const value = i => (1 - lambda) * ratio[i] + lambda * weight[i];
  const before = (a, b) => value(b) - value(a) || weight[b] - weight[a] || ratio[b] - ratio[a] || a - b;
  const top = [];
  let last = -Infinity;
  for (let i = 0; i < n; i++) {
    if (top.length === most && (value(i) < last || before(i, top[most - 1]) > 0)) continue;
    let at = top.length;
    while (at > 0 && before(i, top[at - 1]) < 0) at--;
    top.splice(at, 0, i);
    if (top.length > most) top.pop();
    last = value(top[top.length - 1]);
  }
  return top.map(i => ({ word: wordIn[start + i], inside: lambdaIn[start + i], overall: weightOf[wordIn[start + i]] }));
}

// A topic in a few words.
const names = new Map();
function nameOf(topic, most = 8) {
  if (!names.has(topic)) {
    const start = topicStart[topic], top = [];
    for (let i = start; i < topicStart[topic + 1]; i++) {
      if (top.length === most && lambdaIn[i] <= lambdaIn[top[most - 1]]) continue;
      let at = top.length;
      while (at > 0 && lambdaIn[i] > lambdaIn[top[at - 1]]) at--;
      top.splice(at, 0, i);
      if (top.length > most) top.pop();
    }
    names.set(topic, top.map(i => words[wordIn[i]]));
  }
  return names.get(topic);
}

// A word's topics with the part of it that each has, the largest first.
function topicsOf(word) {
  const found = [];
  for (let entry = firstOf[word]; entry < firstOf[word + 1]; entry++) found.push({ topic: topicOf[entry], part: lambdaOf[entry] / weightOf[word] });
  return found.sort((a, b) => b.part - a.part || a.topic - b.topic);
}
