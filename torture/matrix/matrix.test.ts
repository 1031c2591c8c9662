import { afterAll, beforeAll, expect, test } from 'vitest';
import { CHANNELS } from './channels.ts';
import { brokenServer, CONTROLS } from './controls.ts';
import { type Matrix, openMatrix } from './run.ts';

let matrix: Matrix;
beforeAll(async () => {
  const began = performance.now();
  matrix = await openMatrix(Date.now());
  console.log(`${matrix.world.people.length} people in ${((performance.now() - began) / 1_000).toFixed(1)} s`);
}, 300_000);
afterAll(() => matrix?.close());

/** Rows in which each two values of two factors meet; in the nightly run (`npm run torture -- --only A4`) each three of three. */
const WHOLE = process.env['CONCORD_MATRIX'] === 'whole';
const SEED = Number(process.env['CONCORD_MATRIX_SEED'] ?? 7);
const TIME_MS = WHOLE ? 3_600_000 : 180_000;

// Shows requirements API1:2023, V8.2.2.
// Shows a control of hazard H8.
test(
  'what each seat is told by each channel is what was agreed, said and given',
  async () => {
    const began = performance.now();
    const { rows, requests, cells, visible, telling, differing } = await matrix.run(matrix.rows(WHOLE ? 3 : 2, SEED));
    const seconds = ((performance.now() - began) / 1_000).toFixed(1);
    console.log(
      `${rows} rows, ${requests} requests, ${cells} cells, ${visible} findings visible, ${differing.length} differences in ${seconds} s`,
    );
    expect(differing).toEqual([]);
    expect(visible).toBeGreaterThan(300);
    expect(CHANNELS.map(({ name }) => name).filter((name) => !telling.has(name))).toEqual([]);
  },
  TIME_MS,
);

test.each(CONTROLS)(
  '$name: this is caught',
  async ({ breaking, channels }) => {
    const broken = await brokenServer(matrix.world.server, breaking);
    const all = matrix.rows(channels === undefined ? 2 : 3, SEED);
    const rows = all.filter(({ channel }) => channels?.includes(channel.name) ?? channel.page === undefined);
    const { differing } = await matrix.run(rows, { address: broken.address, most: 1 });
    await broken.close();
    expect(differing.length).toBeGreaterThan(0);
  },
  60_000,
);
