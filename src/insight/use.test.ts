import { optOutsOn, readJurisdiction, type Use } from '#agreement';
import { expect, test } from 'vitest';
import england from '#packs/jurisdiction-england/pack.json' with { type: 'json' };
import { CARE_LIST, declared, FIGURES } from './use.ts';

const read = readJurisdiction(england, []);
if (!read.ok) throw new Error(read.refusals[0].text);
const law = read.value;
const of = (use: Use) => declared(use, optOutsOn(law, use));

test('figures say that nobody can be recognised in them, and so nobody is left out', () => {
  const found = of(FIGURES);
  expect(found).toMatchObject({ ok: true, value: FIGURES });
  expect(found.ok && found.value.because[0]).toContain('Nobody can be recognised in it');
});

test('a list for care is a use that the opt-outs are not about', () => {
  const found = of(CARE_LIST);
  expect(found.ok && found.value.because).toHaveLength(law.optOuts.length);
  expect(found.ok && found.value.because[0]).toContain('The opt-out is about other uses');
});

test('a use that an opt-out reaches is refused, since nobody would be left out of it', () => {
  const found = of({ purpose: 'planning', identifiability: 'pseudonymised' });
  expect(found).toMatchObject({ ok: false, refusals: [{ code: 'insight.opt-outs' }] });
});
