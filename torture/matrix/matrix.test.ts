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

/**
 * Beside the code a part of the rows. In A4 of `npm run torture`, whose CI tier every change runs, those in which each two values of two
 * factors meet, with the positive controls; in its nightly run each three of three.
 */
const RUN = process.env['CONCORD_MATRIX'];
const WHOLE = RUN === 'whole';
const PART = 8;
const SEED = Number(process.env['CONCORD_MATRIX_SEED'] ?? 7);
const TIME_MS = WHOLE ? 3_600_000 : 180_000;

// Shows requirements API1:2023, V8.2.2.
// Shows a control of hazard H8.
test(
  'what each seat is told by each channel is what was agreed, said and given',
  async () => {
    const began = performance.now();
    const lines = matrix.rows(WHOLE ? 3 : 2, SEED).filter((_, index) => RUN !== undefined || index % PART === 0);
    const { rows, requests, cells, visible, telling, differing } = await matrix.run(lines);
    const seconds = ((performance.now() - began) / 1_000).toFixed(1);
    console.log(
      `${rows} rows, ${requests} requests, ${cells} cells, ${visible} findings visible, ${differing.length} differences in ${seconds} s`,
    );
    expect(differing).toEqual([]);
    expect(visible).toBeGreaterThan(RUN === undefined ? 30 : 300);
    if (RUN === undefined) return;
    expect(CHANNELS.map(({ name }) => name).filter((name) => !telling.has(name))).toEqual([]);
  },
  TIME_MS,
);

test.runIf(RUN !== undefined).each(CONTROLS)(
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
