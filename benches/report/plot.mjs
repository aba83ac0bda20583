/**
 * A plot for the README: how many times as long as ours the others take, a point for each median and a line over
 * the middle half. It stands on a ground of its own, for a page may be dark where the reader's system is light.
 */
import { ours } from './goals.mjs';

const WIDTH = 760;
const LEFT = 200;
const RIGHT = 84;
const ROW = 24;
const PANEL = { head: 40, gap: 14 };
const HEAD = 52;
const FOOT = 40;

const panels = [
  { title: 'Fresh tokens, each seen once · Node 24', name: 'fresh-2048', runtime: 'Node 24' },
  { title: 'Repeated tokens · Node 24', name: 'repeated', runtime: 'Node 24' },
  { title: 'Fresh tokens · Chromium', name: 'fresh-2048', runtime: 'Chromium' },
  { title: 'Fresh tokens · WebKitGTK', name: 'fresh-2048', runtime: 'WebKitGTK' },
  { title: 'Fresh tokens · Cloudflare Workers (workerd)', name: 'fresh-2048', runtime: 'workerd' },
];

const style = `
  .paper { fill: #ffffff; stroke: #d1d9e0 }
  text { font: 13px system-ui, -apple-system, 'Segoe UI', sans-serif; fill: #1f2328 }
  .title { font-size: 15px; font-weight: 600 } .panel { font-weight: 600 }
  .minor { fill: #59636e; font-size: 12px }
  .grid { stroke: #e4e8ec } .one { stroke: #0969da; stroke-opacity: .5 }
  .other { stroke: #6e7781; fill: #6e7781 } .ours { stroke: #0969da; fill: #0969da }
  text.ours { stroke: none; font-weight: 600 }
  @media (prefers-color-scheme: dark) {
    .paper { fill: #0d1117; stroke: #3d444d }
    text { fill: #f0f6fc } .minor { fill: #9198a1 }
    .grid { stroke: #262c36 } .one { stroke: #4493f8 }
    .other { stroke: #9198a1; fill: #9198a1 } .ours { stroke: #4493f8; fill: #4493f8 }
  }`;

const ticks = [0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100];

const escaped = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
const times = (value) => (value >= 10 ? String(Math.round(value)) : value.toPrecision(2));

/** The rows of a panel, the quickest first, each as a multiple of ours; ours by the way that is compared with the others. */
function rowsOf(results, { name, runtime }) {
  const result = results.find((other) => other.name === name && other.runtime === runtime);
  const our = result && ours(result);
  if (!our) return [];
  return result.rows
    .filter((row) => row === our || !row.name.startsWith('symbolon'))
    .map((row) => ({
      name: row === our ? 'symbolon' : row.name,
      ours: row === our,
      median: row.median / our.median,
      low: row.low / our.median,
      high: row.high / our.median,
    }))
    .sort((one, other) => one.median - other.median);
}

/** @param {object[]} results with their `rows` @returns {string} the picture; of nothing, where nothing of it was measured */
export function plot(results) {
  const shown = panels
    .map((panel) => ({ ...panel, rows: rowsOf(results, panel) }))
    .filter(({ rows }) => rows.length > 1);
  const all = shown.flatMap(({ rows }) => rows);
  const from = Math.log10(Math.min(0.5, ...all.map(({ low }) => low)) * 0.9);
  const to = Math.log10(Math.max(2, ...all.map(({ high }) => high)) * 1.1);
  const x = (value) => LEFT + ((Math.log10(value) - from) / (to - from)) * (WIDTH - LEFT - RIGHT);
  const within = ticks.filter((tick) => x(tick) >= LEFT && x(tick) <= WIDTH - RIGHT);

  const parts = [
    '<text class="title" x="16" y="28">Time for one verification, as a multiple of symbolon’s</text>',
    `<text class="minor" x="${WIDTH - 16}" y="28" text-anchor="end">RS256, 2048 bits · less is quicker</text>`,
  ];
  let y = HEAD;
  for (const { title, rows } of shown) {
    parts.push(`<text class="panel" x="16" y="${y + 20}">${escaped(title)}</text>`);
    const [top, bottom] = [y + PANEL.head - 8, y + PANEL.head + rows.length * ROW];
    for (const tick of within)
      parts.push(`<path class="${tick === 1 ? 'one' : 'grid'}" d="M${x(tick).toFixed(1)} ${top}V${bottom}"/>`);
    for (const [n, row] of rows.entries()) parts.push(...point(row, y + PANEL.head + n * ROW + ROW / 2, x));
    y = bottom + PANEL.gap;
  }
  for (const tick of within)
    parts.push(`<text class="minor" x="${x(tick).toFixed(1)}" y="${y + 8}" text-anchor="middle">${tick}×</text>`);
  parts.push(`<text class="minor" x="16" y="${y + FOOT - 10}">point: median · line: middle half</text>`);
  const height = y + FOOT;
  const words = shown.map(({ title, rows }) => `${title}: ${rows.map(said).join(', ')}`).join('. ');
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img" aria-label="${escaped(words)}">
<style>${style}
</style>
<rect class="paper" x=".5" y=".5" width="${WIDTH - 1}" height="${height - 1}" rx="8"/>
${parts.join('\n')}
</svg>
`;
}

const said = ({ name, median }) => `${name} ${times(median)}`;

function point({ name, ours: isOurs, median, low, high }, y, x) {
  const kind = isOurs ? 'ours' : 'other';
  const baseline = y + 4;
  return [
    `<text class="${isOurs ? 'ours' : ''}" x="${LEFT - 14}" y="${baseline}" text-anchor="end">${escaped(name)}</text>`,
    `<path class="${kind}" stroke-width="3" stroke-opacity=".4" d="M${x(low).toFixed(1)} ${y}H${x(high).toFixed(1)}"/>`,
    `<circle class="${kind}" stroke="none" cx="${x(median).toFixed(1)}" cy="${y}" r="5"/>`,
    `<text class="minor" x="${(x(Math.max(median, high)) + 10).toFixed(1)}" y="${baseline}">${times(median)}×</text>`,
  ];
}
