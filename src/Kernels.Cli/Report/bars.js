// The words of the chosen topic, by relevance.
const bars = byId('bars');
let barWithFocus = 0;

function row(name, inside, overall, numbers, label) {
  return make('button', { type: 'button', class: 'bar', 'aria-label': label, title: label },
    make('span', { class: 'name' }, name),
    make('span', { class: 'track', 'aria-hidden': 'true' }, overall === null ? null : wide(make('i', { class: 'overall' }), overall), wide(make('i', { class: 'inside' }), inside)),
    ...numbers.map(number => make('span', { class: 'number' }, number)));
}

function showBars() {
  const list = ranking(state.topic, state.lambda, data.wordsShown);
  const most = Math.max(...list.map(item => item.overall));
  const written = tokens(list.map(item => item.inside));
  const hadFocus = bars.contains(document.activeElement);
  bars.replaceChildren(...list.map(({ word, inside, overall }, i) => {
    const button = row(words[word], inside / most, overall / most, [written(inside), written(overall)],
      `${words[word]}: ${exact(inside)} tokens in this topic, ${exact(overall)} in all`);
    button.dataset.word = word;
    button.tabIndex = i === Math.min(barWithFocus, list.length - 1) ? 0 : -1;
    button.classList.toggle('chosen', word === state.word);
    button.setAttribute('aria-pressed', word === state.word);
    return make('li', {}, button);
  }));
  if (hadFocus) focusBar(barWithFocus);
}

function focusBar(place) {
  const buttons = [...bars.querySelectorAll('button')];
  barWithFocus = Math.max(0, Math.min(place, buttons.length - 1));
  buttons.forEach((button, i) => { button.tabIndex = i === barWithFocus ? 0 : -1; });
  buttons[barWithFocus].focus();
}

const barOf = event => event.target.closest('.bar');
const wordOf = event => barOf(event) ? Number(barOf(event).dataset.word) : null;
on(bars, 'pointerover focusin', event => preview(wordOf(event)));
on(bars, 'pointerleave focusout', () => preview(null));
on(bars, 'click', event => {
  const word = wordOf(event);
  if (word === null) return;
  barWithFocus = [...bars.querySelectorAll('button')].indexOf(barOf(event));
  choose({ word: word === state.word ? null : word });
});
on(bars, 'keydown', event => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const place = step ? barWithFocus + step : event.key === 'Home' ? 0 : event.key === 'End' ? Infinity : null;
  if (place === null) return;
  event.preventDefault();
  focusBar(place);
});

function showTopic() {
  const topic = state.topic, documents = data.documents;
  byId('topic-title').replaceChildren(`Topic ${topic} `, make('small', {}, nameOf(topic).slice(0, 4).join(' · ')));
  byId('topic-facts').textContent = [
    `${share(topic)} of tokens`,
    `spread over ${plural(topics.effectiveWords[topic], 'word', 'words')}`,
    alphaVaries ? `α\u00a0${alphaText(topic)}` : null,
    documents ? `${percent(documents.holdingShare, 0)} or more of each of ${plural(documents.holding[topic], 'document', 'documents')}` : null,
  ].filter(fact => fact !== null).join(' · ');
}
const alphaVaries = topics.alpha.some(value => value !== topics.alpha[0]);
// Decimal points below each other, where four decimals say enough of every topic.
const alphaText = Math.min(...topics.alpha) >= 1e-3 ? topic => topics.alpha[topic].toFixed(4) : topic => topics.alpha[topic].toExponential(2);

const slider = byId('relevance');
on(slider, 'input', () => choose({ lambda: Number(slider.value) }));
on(byId('previous'), 'click', () => choose({ topic: (state.topic + K - 1) % K }));
on(byId('next'), 'click', () => choose({ topic: (state.topic + 1) % K }));
byId('bars-note').textContent = `Tokens as the model expects them, its prior included. These are the first ${whole(Math.min(data.wordsShown, data.vocabulary))} of all ${plural(data.vocabulary, 'word', 'words')} at every λ.`;

function showLambda() {
  slider.value = state.lambda;
  byId('relevance-value').textContent = state.lambda.toFixed(2);
}
parts.push(changed => {
  if (changed.includes('topic')) { showTopic(); say(`Topic ${state.topic}, ${share(state.topic)}: ${nameOf(state.topic).join(', ')}`); }
  if (changed.includes('lambda')) showLambda();
  showBars();
});
