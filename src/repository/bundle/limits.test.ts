import { accepted } from '#fhir';
import { expect, test } from 'vitest';
import { type Asked, askedBy } from './entries.ts';
import { withinFound, withinLimits } from './limits.ts';

const search: Asked = { does: 'search', request: { type: 'Patient', parameters: [], handling: 'strict' } };
const conditional = (at: number) =>
  askedBy(
    {
      method: 'POST',
      url: 'Observation',
      resource: JSON.stringify({
        resourceType: 'Observation',
        status: 'final',
        code: { text: 'x' },
        subject: { reference: `Patient?identifier=urn:x|${at}` },
      }),
    },
    at,
    [],
  );
const refusalOf = (outcome: ReturnType<typeof withinLimits>) => (outcome.ok ? undefined : outcome.refusals[0].code);

test('a bundle of 200 searches is run, one of 201 is refused by name', () => {
  expect(withinLimits(Array.from({ length: 200 }, () => accepted(search))).ok).toBe(true);
  expect(refusalOf(withinLimits(Array.from({ length: 201 }, () => accepted(search))))).toBe(
    'repository.too-many-searches',
  );
});

test('conditions are counted over all entries, the same question once', () => {
  expect(withinLimits(Array.from({ length: 1_500 }, () => conditional(7))).ok).toBe(true);
  expect(refusalOf(withinLimits(Array.from({ length: 1_001 }, (_, at) => conditional(at))))).toBe(
    'repository.too-many-conditions',
  );
});

test('searches of a bundle end once they have found what one answer holds', () => {
  expect(withinFound(9_999).ok).toBe(true);
  expect(withinFound(10_000)).toMatchObject({ ok: false, refusals: [{ code: 'repository.too-much-found' }] });
});
