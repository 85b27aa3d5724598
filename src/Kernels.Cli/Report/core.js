// What every part uses: the data, elements, numbers as a reader sees them, and what is chosen.
const data = JSON.parse(document.getElementById('data').textContent);
const topics = data.topics;
const K = topics.share.length;
const byId = id => document.getElementById(id);

// Text is only ever added as text: a word that looks like HTML is a word.
function furnish(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined && value !== false) element.setAttribute(name, value === true ? '' : value);
  }
  element.append(...children.filter(child => child !== null));
  return element;
}
const make = (tag, attributes = {}, ...children) => furnish(document.createElement(tag), attributes, children);
const draw = (tag, attributes = {}, ...children) => furnish(document.createElementNS('http://www.w3.org/2000/svg', tag), attributes, children);
const on = (element, events, handler) => { for (const event of events.split(' ')) element.addEventListener(event, handler); return element; };
function wide(element, share) { element.style.width = (100 * share).toFixed(2) + '%'; return element; }

const whole = x => Math.round(x).toLocaleString('en-US');
// One number of tokens, and the numbers of a column: with as many decimals as the largest wants.
const large = x => x >= 9.995e6 ? whole(x / 1e6) + 'M' : x >= 99950 ? whole(x / 1e3) + 'k' : whole(x);
const tokens = list => { const digits = Math.max(...list) >= 99.5 ? 0 : 1; return x => digits === 0 && x >= 0.5 ? large(x) : digits === 0 ? '<1' : count(x); };
const count = x => x >= 99.5 ? large(x) : x >= 0.05 ? x.toFixed(1) : x > 0 ? '<0.1' : '0';
const exact = x => x >= 99.5 ? whole(x) : count(x);
const short = x => x === null ? '–' : Math.abs(x) >= 1e5 || (x !== 0 && Math.abs(x) < 1e-3) ? x.toExponential(2) : String(Number(x.toPrecision(4)));
const minus = text => text.replaceAll('-', '−');
function percent(x, digits = 1) {
  const least = 10 ** -digits;
  return (x > 0 && 100 * x < least / 2 ? '<' + least : (100 * x).toFixed(digits)) + '\u00a0%';
}
// One topic in very many has a small share; all are written with the same digits.
const shareDigits = K > 60 ? 2 : 1;
const share = topic => percent(topics.share[topic], shareDigits);
const plural = (n, one, many) => `${whole(n)} ${n === 1 ? one : many}`;

// What is looked at; every part says how it shows a change.
const state = { topic: 0, lambda: 0.6, word: null };
const parts = [];
function choose(changes) {
  const changed = Object.keys(changes).filter(name => state[name] !== changes[name]);
  if (changed.length === 0) return;
  Object.assign(state, changes);
  for (const part of parts) part(changed);
  remember();
}
const say = text => { byId('said').textContent = text; };
