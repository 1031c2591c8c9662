import england from '#packs/jurisdiction-england/pack.json';
import { readJurisdiction } from '#agreement';
import { expect, test } from 'vitest';
import { runMatrix } from '../../src/agreement/matrix.testing.ts';

test('every 29th cell of the matrix of authorisation: the compiled policy and the second reading agree', () => {
  const law = readJurisdiction(england);
  if (!law.ok) throw new Error(law.refusals[0].text);
  const began = performance.now();
  const { cells, visible, differing } = runMatrix(law.value, { step: 29 });
  console.log(`${cells} cells, ${visible} of them visible, in ${((performance.now() - began) / 1000).toFixed(1)} s`);
  expect(differing).toEqual([]);
  expect(cells).toBeGreaterThan(600_000);
}, 300_000);
