// All topics in a table that can be ordered by each of its columns.
const FIRST_TOPICS = 200;
const columns = [
  { name: 'topic', value: topic => topic, ascending: true },
  { name: 'share', value: topic => topics.share[topic], text: share, bar: true },
  { name: 'α', value: topic => topics.alpha[topic], text: alphaText, unless: !alphaVaries },
  { name: 'documents', value: topic => data.documents.holding[topic], text: topic => whole(data.documents.holding[topic]), unless: data.documents === null },
  { name: 'spread', value: topic => topics.effectiveWords[topic], text: topic => whole(topics.effectiveWords[topic]) },
  { name: 'exclusive', value: topic => topics.exclusivity[topic], text: topic => percent(topics.exclusivity[topic], 0) },
].filter(column => !column.unless);
const order = { column: columns[0], ascending: true };
let allTopics = false;

function topicRow(topic) {
  const largest = Math.max(...topics.share);
  const cells = columns.slice(1).map(column => {
    const cell = make('td', {}, column.text(topic));
    if (column.bar) cell.append(make('span', { class: 'share', 'aria-hidden': 'true' }, wide(make('i'), topics.share[topic] / largest)));
    return cell;
  });
  const line = make('tr', { 'data-topic': topic, class: topic === state.topic && 'chosen' },
    make('th', { scope: 'row' }, make('button', { type: 'button', class: 'link', 'aria-label': `Topic ${topic}` }, String(topic))), make('td', { class: 'said' }, nameOf(topic).join(' ')), ...cells);
  return line;
}

function showTopics() {
  const section = byId('topics'), had = section.querySelector('thead button:focus')?.dataset.column;
  const sign = order.ascending ? 1 : -1;
  const all = topics.share.map((_, topic) => topic).sort((a, b) => sign * (order.column.value(a) - order.column.value(b)) || a - b);
  const shown = allTopics ? all : all.slice(0, FIRST_TOPICS);
  const head = columns.map(column => make('th', { scope: 'col', 'aria-sort': column === order.column && (order.ascending ? 'ascending' : 'descending') },
    on(make('button', { type: 'button', 'data-column': column.name }, column.name + (column === order.column ? (order.ascending ? ' ↑' : ' ↓') : '')), 'click', () => {
      order.ascending = column === order.column ? !order.ascending : column.ascending === true;
      order.column = column;
      showTopics();
    })));
  const body = make('tbody', {}, ...shown.map(topicRow));
  on(body, 'click', event => {
    const line = event.target.closest('tr');
    if (!line) return;
    choose({ topic: Number(line.dataset.topic) });
    byId('topic').scrollIntoView({ block: 'start' });
  });
  section.replaceChildren(
    make('h2', { id: 'topics-title' }, 'All topics'),
    make('div', { class: 'wide tall', role: 'region', tabindex: 0, 'aria-label': 'All topics' },
      make('table', {}, make('thead', {}, make('tr', {}, head[0], make('th', { scope: 'col', class: 'said' }, 'most frequent words'), ...head.slice(1))), body)),
    ...(shown.length < K ? [on(make('button', { type: 'button', class: 'more' }, `Show all ${whole(K)} topics`), 'click', () => { allTopics = true; showTopics(); })] : []),
    make('p', { class: 'note' }, (data.documents ? `Documents: those of which the topic is ${percent(data.documents.holdingShare, 0)} or more. ` : '')
      + 'Spread: over how many words, as equally heavy ones would have its entropy. Exclusive: of its ten most frequent words, the part that it has for itself.'));
  if (had) section.querySelector(`thead button[data-column="${had}"]`).focus();
}

parts.push(changed => {
  if (changed.includes('topic')) {
    for (const line of document.querySelectorAll('#topics tbody tr')) line.classList.toggle('chosen', Number(line.dataset.topic) === state.topic);
  }
});
