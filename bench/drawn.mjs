// Stands in for preact-render-to-string in a server that is measured: the CPU of each drawing, in µs, to the file `CONCORD_BENCH_DRAWN`.
import { appendFileSync } from 'node:fs';
import { renderToString as draw } from 'preact-render-to-string';

const file = process.env.CONCORD_BENCH_DRAWN;

/** Drawing is one piece of work on one thread, so that what the process used meanwhile is what it cost, its share of collecting included. */
export function renderToString(...asked) {
  const before = process.cpuUsage();
  const html = draw(...asked);
  const { user, system } = process.cpuUsage(before);
  if (file !== undefined) appendFileSync(file, `${html.startsWith('<html') ? 'shell' : 'page'} ${user + system}\n`);
  return html;
}
