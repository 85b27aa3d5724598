// Finding a word, and the topics of the word that is chosen.
const searchText = byId('search-text'), searchList = byId('search-list'), searchNote = byId('search-note');
const MOST_FOUND = 12, TOPICS_SHOWN = 12;
let lower = null, active = -1;

// Words that begin as the text does come first, then those that hold it; within each the frequent ones.
function find(text) {
  lower ??= words.map(word => word.toLowerCase());
  const wanted = text.trim().toLowerCase(), found = [];
  if (wanted === '') return { found, total: 0 };
  let total = 0;
  for (let word = 0; word < wordCount; word++) {
    const at = lower[word].indexOf(wanted);
    if (at < 0) continue;
    total++;
    found.push({ word, rank: lower[word] === wanted ? 0 : at === 0 ? 1 : 2 });
  }
  found.sort((a, b) => a.rank - b.rank || weightOf[b.word] - weightOf[a.word] || a.word - b.word);
  return { found: found.slice(0, MOST_FOUND).map(item => item.word), total };
}

function leftOutNote() {
  const { leftOut, heaviestLeftOut } = data.words;
  return leftOut === 0 ? '' : `${plural(leftOut, 'rare word is', 'rare words are')} not in this page, of ${count(heaviestLeftOut[0])} tokens or fewer.`;
}

function showFound() {
  const { found, total } = find(searchText.value);
  active = found.length > 0 ? 0 : -1;
  searchList.replaceChildren(...found.map((word, i) => {
    const item = make('li', { role: 'option', id: 'found-' + i }, make('span', {}, words[word]), make('span', {}, count(weightOf[word])));
    item.dataset.word = word;
    return item;
  }));
  const empty = searchText.value.trim() === '';
  searchNote.textContent = empty ? leftOutNote()
    : total === 0 ? `No such word. ${leftOutNote()}`
    : total > found.length ? `${whole(found.length)} of ${plural(total, 'word', 'words')}: type on for others.` : '';
  searchList.hidden = found.length === 0;
  searchText.setAttribute('aria-expanded', found.length > 0);
  activate(active);
}

function activate(place) {
  active = place;
  [...searchList.children].forEach((item, i) => item.setAttribute('aria-selected', i === active));
  if (active >= 0) searchText.setAttribute('aria-activedescendant', 'found-' + active); else searchText.removeAttribute('aria-activedescendant');
}

function closeFound() {
  searchList.hidden = true;
  searchText.setAttribute('aria-expanded', false);
  activate(-1);
}

function take(item) {
  const word = Number(item.dataset.word);
  searchText.value = words[word];
  closeFound();
  searchNote.textContent = '';
  choose({ word });
}

on(searchText, 'input', showFound);
on(searchText, 'focus', () => { if (searchText.value.trim() !== '') showFound(); });
on(searchText, 'blur', closeFound);
on(searchText, 'keydown', event => {
  const n = searchList.hidden ? 0 : searchList.children.length;
  if (event.key === 'ArrowDown' && n === 0) showFound();
  else if (event.key === 'ArrowDown') activate((active + 1) % n);
  else if (event.key === 'ArrowUp' && n > 0) activate((active + n - 1) % n);
  else if (event.key === 'Enter' && active >= 0 && n > 0) take(searchList.children[active]);
  else if (event.key === 'Escape') { searchText.value = ''; closeFound(); choose({ word: null }); return; }
  else return;
  event.preventDefault();
});
// Before the field loses its focus.
on(searchList, 'pointerdown', event => {
  const item = event.target.closest('li');
  if (item) { event.preventDefault(); take(item); }
});

const card = byId('word');
function showWord() {
  const word = state.word;
  card.hidden = word === null;
  if (word === null) return card.replaceChildren();
  const all = topicsOf(word), found = all.filter((item, i) => i < TOPICS_SHOWN && item.part >= 0.005), most = found[0]?.part ?? 1;
  const rest = Math.max(0, 1 - found.reduce((sum, item) => sum + item.part, 0)), others = K - found.length;
  const list = make('ol', { class: 'bars', 'aria-label': 'Its topics' }, ...found.map(({ topic, part }) => {
    const button = row(`${topic} ${nameOf(topic).slice(0, 3).join(' · ')}`, part / most, null, [percent(part)], `Topic ${topic} has ${percent(part)} of it: ${nameOf(topic).slice(0, 3).join(', ')}`);
    button.classList.toggle('chosen', topic === state.topic);
    return make('li', {}, on(button, 'click', () => choose({ topic })));
  }));
  card.replaceChildren(
    make('div', { class: 'card-head' }, make('h2', { id: 'word-title' }, `“${words[word]}”`),
      on(make('button', { type: 'button', class: 'close', 'aria-label': 'Close the word' }, 'Close'), 'click', () => { choose({ word: null }); searchText.focus(); })),
    make('p', { class: 'facts' }, `${exact(weightOf[word])} tokens, in`),
    list,
    make('p', { class: 'note' }, others > 0 ? `${percent(rest)} in ${plural(others, 'other topic', 'other topics')}.` : ''));
}
on(document, 'keydown', event => { if (event.key === 'Escape' && state.word !== null) choose({ word: null }); });
searchNote.textContent = leftOutNote();
parts.push(changed => {
  if (changed.includes('word')) {
    if (state.word !== null) say(`${words[state.word]}: ${topicsOf(state.word).slice(0, 3).map(({ topic, part }) => `topic ${topic} ${percent(part)}`).join(', ')}`);
    else searchText.value = '';
  }
  if (changed.includes('word') || changed.includes('topic')) showWord();
});
