// The documents that hold most of the chosen topic.
const FIRST_DOCUMENTS = 12;
let allDocuments = false;

function documentRow(place, part) {
  const { numbers, titles, lengths, mainTopics, mainShares } = data.documents;
  const title = titles ? titles[place] : '';
  const others = mainTopics[place].map((topic, i) => ({ topic, part: mainShares[place][i] })).filter(item => item.topic !== state.topic);
  return make('tr', { role: 'row' },
    make('td', { class: 'lead', role: 'cell' }, percent(part), make('span', { class: 'share', 'aria-hidden': 'true' }, wide(make('i'), part))),
    make('th', { scope: 'row', role: 'rowheader', class: 'said' }, title || `document ${whole(numbers[place] + 1)}`),
    make('td', { role: 'cell', class: 'length' }, short(lengths[place])),
    make('td', { role: 'cell', class: 'said shares' }, ...others.flatMap(({ topic, part }, i) => [
      i > 0 ? ', ' : null,
      on(make('button', { type: 'button', class: 'link', 'aria-label': `Topic ${topic}`, title: nameOf(topic).join(', ') }, String(topic)), 'click', () => choose({ topic })),
      ` ${percent(part, 0)}`])));
}

function showDocuments() {
  const documents = data.documents, section = byId('documents');
  if (documents === null) return;
  section.hidden = false;
  const top = documents.top[state.topic], shown = allDocuments ? top : top.slice(0, FIRST_DOCUMENTS);
  const note = [
    `${percent(documents.shares[state.topic])} of ${data.corpus}’s ${whole(documents.tokens)} tokens are of topic ${state.topic}.`,
    `It is ${percent(documents.holdingShare, 0)} or more of each of ${plural(documents.holding[state.topic], 'document', 'documents')}, out of ${whole(documents.count)}.`,
    documents.empty > 0 ? `${plural(documents.empty, 'document has', 'documents have')} no word that the model knows.` : '',
  ].join(' ');
  section.replaceChildren(
    make('h2', { id: 'documents-title' }, `Documents with most of topic ${state.topic}`),
    make('p', { class: 'note' }, note),
    top.length === 0 ? make('p', {}, 'No document holds one per cent of it.') : make('div', { class: 'wide', role: 'region', tabindex: 0, 'aria-label': 'Documents' },
      // Roles, as on a phone the rows are no table to the eye.
      make('table', { role: 'table' },
        make('thead', { role: 'rowgroup' }, make('tr', { role: 'row' }, ...['share', 'document', 'tokens', 'other topics'].map((name, i) => make('th', { scope: 'col', role: 'columnheader', class: i === 0 ? 'lead' : i % 2 === 1 && 'said' }, name)))),
        make('tbody', { role: 'rowgroup' }, ...shown.map((place, i) => documentRow(place, documents.topShares[state.topic][i]))))),
    ...(shown.length < top.length ? [on(make('button', { type: 'button', class: 'more' }, `Show ${whole(top.length - shown.length)} more`), 'click', () => { allDocuments = true; showDocuments(); })] : []));
}

parts.push(changed => { if (changed.includes('topic')) showDocuments(); });
