import england from '#packs/jurisdiction-england/pack.json';
import { expect, test } from 'vitest';
import type { Expr } from './expr.ts';
import { readJurisdiction } from './jurisdiction.ts';
import { runMatrix } from './matrix.testing.ts';

const read = readJurisdiction(england);
if (!read.ok) throw new Error(read.refusals[0].text);
const law = read.value;

// test/all/matrix.test.ts runs ten times as many.
test('a sample of the matrix of authorisation: the compiled policy and the second reading agree on each cell', () => {
  const { cells, visible, differing } = runMatrix(law, { step: 293 });
  expect(differing).toEqual([]);
  expect(cells).toBeGreaterThan(60_000);
  expect(visible).toBeGreaterThan(500);
});

/** The policy with every part of one kind taken for granted. */
const without =
  (op: Expr['op']) =>
  (expr: Expr): Expr => {
    if (expr.op === op) return { op: 'always' };
    if (expr.op === 'and' || expr.op === 'or') return { op: expr.op, of: expr.of.map(without(op)) };
    return expr.op === 'not' && op !== 'not' ? { op: 'not', of: expr.of } : expr;
  };

test.each([
  'undenied',
  'unrestricted',
  'unlabelled',
  'class',
  'org',
  'basis',
  'relationship',
  'within',
  'charged',
  'not',
] as const)('the matrix notices a policy that has lost its "%s"', (op) => {
  expect(runMatrix(law, { step: 499, change: without(op) }).differing).not.toEqual([]);
});
