// How the model was learnt: what was noted of each pass, and the options.
function steps(least, most) {
  const rough = (most - least || Math.abs(most) || 1) / 4, unit = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map(factor => factor * unit).find(size => size >= rough * 0.999), list = [];
  for (let i = Math.ceil(least / step - 1e-9); i * step <= most + 1e-9 * step; i++) list.push(Number((i * step).toPrecision(12)));
  return list;
}

function chart(title, passes, values) {
  const points = passes.map((pass, i) => [pass, values[i]]).filter(point => point[1] !== null);
  const width = 400, height = 190, left = 56, right = 54, top = 14, bottom = 30;
  const ys = points.map(point => point[1]), least = Math.min(...ys), most = Math.max(...ys), first = points[0][0], end = points[points.length - 1][0];
  const x = pass => left + (width - left - right) * (end > first ? (pass - first) / (end - first) : 0.5);
  const y = value => height - bottom - (height - top - bottom) * (most > least ? (value - least) / (most - least) : 0.5);
  const picture = draw('svg', { viewBox: `0 0 ${width} ${height}`, role: 'img', 'aria-label': `${title}: ${short(ys[0])} after pass ${first}, ${short(ys[ys.length - 1])} after pass ${end}` });
  for (const tick of steps(least, most)) {
    picture.append(draw('line', { class: 'axis', x1: left, x2: width - right, y1: y(tick), y2: y(tick) }), draw('text', { x: left - 6, y: y(tick) + 4, 'text-anchor': 'end' }, minus(short(tick))));
  }
  for (const tick of steps(first, end).filter(Number.isInteger)) picture.append(draw('text', { x: x(tick), y: height - 10, 'text-anchor': 'middle' }, String(tick)));
  picture.append(
    draw('path', { class: 'line', d: 'M' + points.map(point => `${x(point[0]).toFixed(1)} ${y(point[1]).toFixed(1)}`).join('L') }),
    draw('circle', { class: 'dot', cx: x(end), cy: y(ys[ys.length - 1]), r: 3.5 }),
    draw('text', { class: 'last', x: x(end) + 8, y: y(ys[ys.length - 1]) + 4 }, minus(short(ys[ys.length - 1]))));
  return make('figure', {}, make('figcaption', {}, title), picture);
}

function showLearning() {
  const history = data.history, passes = history.pass;
  const series = [
    ['bound', 'Bound a token, by pass'], ['alphaSum', 'Sum of α, by pass'], ['etaSum', 'Sum of η over words, by pass'], ['rho', 'Last step size ρ of a pass'],
  ].filter(([name]) => history[name].filter(value => value !== null).length > 1);
  const table = [
    ['pass', passes], ['seconds', history.seconds], ['bound a token', history.bound], ['sum of α', history.alphaSum], ['sum of η', history.etaSum],
    ['ρ', history.rho], ['documents not settled', history.unsettled], ['pairs in log space', history.rescued],
  ].filter(([, values]) => values.some(value => value !== null && value !== 0));
  byId('learning').replaceChildren(
    make('h2', { id: 'learning-title' }, 'How it was learnt'),
    series.length > 0 ? make('div', { class: 'charts' }, ...series.map(([name, title]) => chart(title, passes, history[name])))
      : make('p', { class: 'note' }, passes.length === 0 ? 'The model has no history: nothing is known of its training.' : 'The history is too short for a picture.'),
    passes.length === 0 ? null : make('details', {}, make('summary', {}, `The history as a table: ${plural(passes.length, 'pass', 'passes')}`),
      make('p', { class: 'note' }, 'The bound is that of the topics with which a pass began.'),
      make('div', { class: 'wide', role: 'region', tabindex: 0, 'aria-label': 'History' }, make('table', {},
        make('thead', {}, make('tr', {}, ...table.map(([name]) => make('th', { scope: 'col' }, name)))),
        make('tbody', {}, ...passes.map((_, i) => make('tr', {}, ...table.map(([name, values]) => make(name === 'pass' ? 'th' : 'td', { scope: name === 'pass' && 'row' }, values[i] === null ? '–' : name === 'bound a token' ? minus(values[i].toFixed(4)) : minus(short(values[i])))))))))),
    make('dl', {}, ...data.facts.flatMap(([name, value]) => [make('dt', {}, name), make('dd', {}, value)])));
}
