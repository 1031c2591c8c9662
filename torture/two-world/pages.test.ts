import { seeded } from '#base';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { SEATED } from '../matrix/factors.ts';
import { type Matrix, openMatrix } from '../matrix/run.ts';
import { openTwice } from './pages.ts';

const PROGRAMS = Number(process.env['CONCORD_PAGE_PROGRAMS'] ?? (process.env['CONCORD_TESTS'] === 'whole' ? 8 : 2));

let matrix: Matrix;
beforeAll(async () => {
  matrix = await openMatrix(Date.now());
}, 300_000);
afterAll(() => matrix?.close());

// Shows requirement API1:2023.
// Shows a control of hazard H5.
test('no page, list, calendar or figure of a seat moves when what it may not see is changed', async () => {
  const random = seeded(Number(process.env['CONCORD_MATRIX_SEED'] ?? 3));
  const moving = new Set<string>();
  let [requests, changed] = [0, 0];
  for (let program = 0; program < PROGRAMS; program += 1) {
    const role = SEATED[program % SEATED.length] ?? 'gp';
    const agreement = matrix.agreements[Math.floor(random() * matrix.agreements.length)];
    if (agreement === undefined) throw new Error('nothing was agreed');
    const opened = await openTwice(matrix, { role, agreement, random });
    expect(opened.differences).toEqual([]);
    for (const one of opened.moving) moving.add(one);
    requests += opened.requests;
    changed += opened.changed;
  }
  console.log(
    `${PROGRAMS} programs, ${requests} requests, ${changed} items changed; moved by being looked at: ${[...moving].join(' ')}`,
  );
  expect(changed).toBeGreaterThan(PROGRAMS * 20);
}, 3_600_000);
