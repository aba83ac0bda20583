/** A plot for the README: a point for each median and a line over the middle half, on one logarithmic scale. */

const WIDTH = 760;
const LEFT = 190;
const RIGHT = 90;
const ROW = 24;
const HEAD = 44;
const FOOT = 34;

const panels = [
  { title: 'Fresh tokens, Node 24', name: 'fresh-2048', runtime: 'Node 24' },
  {
    title: 'Repeated tokens, Node 24',
    name: 'repeated',
    runtime: 'Node 24',
    without: ['symbolon, remembering nothing'],
  },
  { title: 'Fresh tokens, Chromium', name: 'fresh-2048', runtime: 'Chromium' },
  { title: 'Fresh tokens, workerd', name: 'fresh-2048', runtime: 'workerd' },
];

const style = `
  text { font: 13px system-ui, sans-serif; fill: #1f2328 }
  .title { font-weight: 600 }
  .minor { fill: #59636e; font-size: 12px }
  .grid { stroke: #d1d9e0 }
  .other { stroke: #818b98; fill: #818b98 }
  .ours { stroke: #0969da; fill: #0969da }
  text.ours { stroke: none; font-weight: 600 }
  @media (prefers-color-scheme: dark) {
    text { fill: #f0f6fc } .minor { fill: #9198a1 } .grid { stroke: #3d444d }
    .other { stroke: #9198a1; fill: #9198a1 } .ours { stroke: #4493f8; fill: #4493f8 }
  }`;

const escaped = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
const figure = (value) => (value >= 100 ? String(Math.round(value)) : value.toPrecision(value >= 1 ? 3 : 2));

/** The rows of a panel, the quickest first, ours by the way that is compared with the others. */
function rowsOf(results, { name, runtime, without = [] }) {
  const rows = results.find((result) => result.name === name && result.runtime === runtime)?.rows ?? [];
  return rows.filter((row) => !without.includes(row.name)).sort((a, b) => a.median - b.median);
}

/** @param {object[]} results with their `rows` */
export function plot(results) {
  const shown = panels
    .map((panel) => ({ ...panel, rows: rowsOf(results, panel) }))
    .filter(({ rows }) => rows.length > 0);
  const all = shown.flatMap(({ rows }) => rows);
  const [least, most] = [Math.min(...all.map(({ low }) => low)), Math.max(...all.map(({ high }) => high))];
  const [from, to] = [Math.floor(2 * Math.log10(least)) / 2, Math.ceil(2 * Math.log10(most)) / 2];
  const x = (value) => LEFT + ((Math.log10(value) - from) / (to - from)) * (WIDTH - LEFT - RIGHT);
  const ticks = [0.1, 0.3, 1, 3, 10, 30, 100, 300, 1000, 3000].filter(
    (tick) => x(tick) >= LEFT && x(tick) <= WIDTH - RIGHT + 1,
  );

  const parts = [];
  let y = 0;
  for (const { title, rows } of shown) {
    parts.push(`<text class="title" x="12" y="${y + 28}">${escaped(title)}</text>`);
    const [top, bottom] = [y + HEAD - 6, y + HEAD + rows.length * ROW];
    for (const tick of ticks) parts.push(`<path class="grid" d="M${x(tick).toFixed(1)} ${top}V${bottom}"/>`);
    for (const [n, row] of rows.entries()) parts.push(...point(row, y + HEAD + n * ROW + ROW / 2, x));
    y = bottom;
  }
  for (const tick of ticks) {
    parts.push(`<text class="minor" x="${x(tick).toFixed(1)}" y="${y + 18}" text-anchor="middle">${tick}</text>`);
  }
  parts.push(`<text class="minor" x="${WIDTH - 12}" y="${y + 18}" text-anchor="end">µs, RSA-2048</text>`);
  const height = y + FOOT;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img" aria-label="Microseconds for one verification">
<style>${style}
</style>
${parts.join('\n')}
</svg>
`;
}

function point({ name, median, low, high }, y, x) {
  const kind = name.startsWith('symbolon') ? 'ours' : 'other';
  const baseline = y + 4;
  return [
    `<text class="${kind === 'ours' ? 'ours' : ''}" x="${LEFT - 12}" y="${baseline}" text-anchor="end">${escaped(name)}</text>`,
    `<path class="${kind}" stroke-width="3" stroke-opacity=".45" d="M${x(low).toFixed(1)} ${y}H${x(high).toFixed(1)}"/>`,
    `<circle class="${kind}" stroke="none" cx="${x(median).toFixed(1)}" cy="${y}" r="5"/>`,
    `<text class="minor" x="${(x(Math.max(median, high)) + 12).toFixed(1)}" y="${baseline}">${figure(median)}</text>`,
  ];
}
