// Begins: what the address asks for, else the largest topic; and keeps the address up to date.
let waiting = null;
// Not at every step of the slider: browsers allow only so many changes of the address.
function remember() { waiting ??= setTimeout(writeAddress, 300); }
function writeAddress() {
  waiting = null;
  const address = new URLSearchParams({ topic: state.topic, relevance: state.lambda });
  if (state.word !== null) address.set('word', words[state.word]);
  try { history.replaceState(null, '', '#' + address); } catch { /* A page in a frame of another origin may not; nothing else depends on it. */ }
}

function recall() {
  const address = new URLSearchParams(location.hash.slice(1));
  const topic = Number(address.get('topic') ?? NaN), lambda = Number(address.get('relevance') ?? NaN), word = address.has('word') ? words.indexOf(address.get('word')) : -1;
  return {
    topic: Number.isInteger(topic) && topic >= 0 && topic < K ? topic : topics.share.indexOf(Math.max(...topics.share)),
    lambda: lambda >= 0 && lambda <= 1 ? lambda : 0.6,
    word: word >= 0 ? word : null,
  };
}

byId('title').textContent = `Topics of ${data.title}`;
byId('about').textContent = [plural(K, 'topic', 'topics'), plural(data.vocabulary, 'word', 'words'),
  data.documents ? `${plural(data.documents.count, 'document', 'documents')} of ${data.corpus}` : null].filter(fact => fact !== null).join(' · ');
Object.assign(state, recall());
drawMap();
showLambda();
showTopic();
showBars();
showWord();
showDocuments();
showTopics();
showLearning();
let drawnWidth = mapArea.clientWidth;
new ResizeObserver(() => {
  if (mapArea.clientWidth !== drawnWidth) { drawnWidth = mapArea.clientWidth; drawMap(); }
}).observe(mapArea);
on(window, 'hashchange', () => { if (location.hash.includes('=')) choose(recall()); });
