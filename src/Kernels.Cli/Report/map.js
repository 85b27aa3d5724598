// The map: a circle a topic, its area the topic's share. For a word the circles become outlines, and discs show where the word is.
const mapArea = byId('map-area');
const mapView = draw('svg', { role: 'listbox', tabindex: 0, 'aria-label': 'Map of topics; arrow keys go to the next topic in that direction, plus and minus zoom' });
const tip = make('div', { class: 'tip', hidden: true });
mapArea.append(mapView, tip);
let places = [];
let wordOnMap = null;
// Nearer than 1 the map shows what lies around a topic.
const NEAREST = 32;
let zoom = 1, middle = 0;

function layOut() {
  const width = Math.max(280, mapArea.clientWidth || 280), height = Math.round(Math.min(Math.max(0.8 * width, 280), 520));
  const smaller = Math.min(width, height), largest = Math.max(...topics.share);
  // All circles cover about an eighth of the map, but none is wider than a quarter of it.
  const area = Math.min(width * height / 8 / Math.PI, (smaller / 8) ** 2 / largest);
  const radius = topic => Math.max(1.5, Math.sqrt(topics.share[topic] * area * Math.sqrt(zoom)));
  const margin = Math.sqrt(largest * area) + 6;
  const span = axis => [Math.min(...axis), Math.max(...axis)];
  const [left, right] = span(topics.x), [low, high] = span(topics.y);
  const fit = Math.min((width - 2 * margin) / (right - left || 1e-9), (height - 2 * margin) / (high - low || 1e-9), 1e9);
  const spread = right - left > 1e-9 || high - low > 1e-9;
  const scale = spread ? fit * zoom : 0;
  const [middleX, middleY] = zoom > 1 ? [topics.x[middle], topics.y[middle]] : [(left + right) / 2, (low + high) / 2];
  const x = value => width / 2 + (value - middleX) * scale;
  const y = value => height / 2 - (value - middleY) * scale;
  places = topics.share.map((_, topic) => ({ topic, x: x(topics.x[topic]), y: y(topics.y[topic]), radius: radius(topic) }));
  return { width, height, zeroX: x(0), zeroY: y(0) };
}

function drawMap() {
  const { width, height, zeroX, zeroY } = layOut();
  mapView.setAttribute('viewBox', `0 0 ${width} ${height}`);
  mapView.replaceChildren(
    draw('line', { class: 'axis', x1: 0, x2: width, y1: zeroY, y2: zeroY }),
    draw('line', { class: 'axis', x1: zeroX, x2: zeroX, y1: 0, y2: height }));
  // Large ones first, so that small ones lie on top.
  for (const place of [...places].sort((a, b) => b.radius - a.radius)) {
    const { topic, x, y, radius } = place;
    place.element = draw('g', { class: 'topic', id: 'circle-' + topic, role: 'option', 'aria-selected': 'false', 'aria-label': `Topic ${topic}, ${share(topic)}: ${nameOf(topic).join(', ')}` },
      draw('circle', { class: 'outline', cx: x, cy: y, r: radius }),
      place.disc = draw('circle', { class: 'disc', cx: x, cy: y, r: 0 }),
      place.label = draw('text', { x, y, 'aria-hidden': 'true' }, String(topic)));
    mapView.append(place.element);
    on(place.element, 'click', () => choose({ topic }));
    on(place.element, 'pointerenter', () => showTip(topic));
    on(place.element, 'pointerleave', hideTip);
  }
  showOnMap();
}

// Numbers where there is room; the chosen topic's always.
function label() {
  const taken = [];
  const order = [...places].sort((a, b) => (b.topic === state.topic) - (a.topic === state.topic) || b.radius - a.radius);
  for (const { topic, x, y, radius, label } of order) {
    // The chosen one's would hide a small circle.
    const half = 4 * String(topic).length + 1, at = topic === state.topic && radius < half + 2 ? (y > radius + 18 ? y - radius - 10 : y + radius + 10) : y;
    const box = [x - half, at - 7, x + half, at + 7];
    label.setAttribute('y', at);
    const fits = (topic === state.topic || (radius >= 6 || K <= 60)) && !taken.some(other => box[0] < other[2] && other[0] < box[2] && box[1] < other[3] && other[1] < box[3]);
    label.toggleAttribute('hidden', !fits);
    label.style.display = fits ? '' : 'none';
    if (fits) taken.push(box);
  }
}

function showOnMap() {
  const word = wordOnMap ?? state.word;
  const parts = new Map(word === null ? [] : topicsOf(word).map(({ topic, part }) => [topic, part]));
  const most = Math.min(mapView.viewBox.baseVal.width, mapView.viewBox.baseVal.height) / 10;
  mapView.classList.toggle('of-word', word !== null);
  for (const { topic, element, disc } of places) {
    disc.setAttribute('r', word === null ? 0 : Math.sqrt(parts.get(topic) ?? 0) * most);
    element.classList.toggle('chosen', topic === state.topic);
    element.setAttribute('aria-selected', topic === state.topic);
  }
  mapView.setAttribute('aria-activedescendant', 'circle-' + state.topic);
  label();
  byId('map-note').textContent = word !== null
    ? `Discs: how much of “${words[word]}” each topic has, by area. Outlines: the topics.`
    : `A circle’s area is the topic’s share of all tokens; topics near each other use similar words (Jensen–Shannon distance). These two axes hold ${percent(topics.mapShare[0], 0)} of the spread${topics.mapSettled ? '' : ', and others nearly as much'}.`;
}

function preview(word) {
  if (wordOnMap === word) return;
  wordOnMap = word;
  showOnMap();
}

function showTip(topic) {
  const { x, y, radius } = places[topic], scale = mapView.clientWidth / mapView.viewBox.baseVal.width;
  tip.replaceChildren(make('b', {}, `Topic ${topic} · ${share(topic)}`), nameOf(topic).join(', '));
  tip.hidden = false;
  const leftMost = mapArea.clientWidth - tip.offsetWidth, below = (y + radius) * scale + 8;
  tip.style.left = Math.max(0, Math.min(leftMost, x * scale - tip.offsetWidth / 2)) + 'px';
  tip.style.top = (below + tip.offsetHeight > mapView.clientHeight ? Math.max(0, (y - radius) * scale - 8 - tip.offsetHeight) : below) + 'px';
}
function hideTip() { tip.hidden = true; }

// The nearest topic that lies more in a direction than beside it.
function neighbour(topic, dx, dy) {
  const from = places[topic];
  let best = topic, least = Infinity;
  for (const { topic: other, x, y } of places) {
    const along = (x - from.x) * dx + (y - from.y) * dy, aside = Math.abs((x - from.x) * dy) + Math.abs((y - from.y) * dx);
    if (other !== topic && along > 0 && aside <= along && Math.hypot(along, 2 * aside) < least) [best, least] = [other, Math.hypot(along, 2 * aside)];
  }
  return best;
}

function zoomTo(nearness) {
  zoom = Math.min(NEAREST, Math.max(1, nearness));
  middle = state.topic;
  byId('farther').disabled = zoom === 1;
  byId('nearer').disabled = zoom === NEAREST;
  hideTip();
  drawMap();
}
on(byId('nearer'), 'click', () => zoomTo(2 * zoom));
on(byId('farther'), 'click', () => zoomTo(zoom / 2));

on(mapView, 'keydown', event => {
  if (event.key === '+' || event.key === '-') return zoomTo(event.key === '+' ? 2 * zoom : zoom / 2);
  const go = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
  const topic = go ? neighbour(state.topic, ...go) : event.key === 'Home' ? 0 : event.key === 'End' ? K - 1 : null;
  if (topic === null) return;
  event.preventDefault();
  choose({ topic });
  showTip(state.topic);
});
on(mapView, 'focus', () => { if (mapView.matches(':focus-visible')) showTip(state.topic); });
on(mapView, 'blur', hideTip);
parts.push(changed => {
  const { x, y } = places[state.topic], { width, height } = mapView.viewBox.baseVal;
  if (changed.includes('topic') && (x < 0 || y < 0 || x > width || y > height)) zoomTo(zoom);
  else if (changed.includes('topic') || changed.includes('word')) showOnMap();
});
