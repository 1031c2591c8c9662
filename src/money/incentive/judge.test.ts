import { fc } from '#testing/chance';
import { expect, test } from 'vitest';
import { day } from '#base';
import { type Claim, judge, sharesOf } from './judge.ts';
import { workersOf } from './worker.ts';

const visit: Claim = {
  typ: 1,
  id: 'a',
  day: day('2026-05-04'),
  person: 'p',
  pair: 'one#visits',
  activity: 'home-visit',
  minor: 250n,
  named: ['Practitioner/w'],
  workers: ['Practitioner/w'],
  shown: true,
};
const statesOf = (claims: readonly Claim[]) =>
  judge(claims).map(({ verdict }) => (verdict.state === 'earned' ? 'earned' : verdict.why));

test('a visit is earned once it is shown, by somebody of the role, and says otherwise why it waits', () => {
  expect(statesOf([visit])).toEqual(['earned']);
  expect(statesOf([{ ...visit, shown: false }])).toEqual(['not-shown']);
  expect(statesOf([{ ...visit, workers: [] }])).toEqual(['not-of-the-role']);
  expect(statesOf([{ ...visit, workers: [], named: [] }])).toEqual(['nobody-named']);
  expect(statesOf([{ ...visit, twice: 'two#visits' }])).toEqual(['funded-twice']);
});

test('what two programmes recorded of one visit is paid once, by the one that is shown', () => {
  const again = { ...visit, id: 'b', pair: 'two#visits' };
  expect(statesOf([visit, again])).toEqual(['earned', 'claimed-before']);
  expect(statesOf([{ ...visit, shown: false }, again])).toEqual(['claimed-before', 'earned']);
  expect(statesOf([visit, { ...again, person: 'q' }])).toEqual(['earned', 'earned']);
  expect(statesOf([visit, { ...again, activity: 'screening' }])).toEqual(['earned', 'earned']);
});

test('what is refused keeps nobody else from being paid', () => {
  const [w, v] = ['Practitioner/w', 'Practitioner/v'];
  const both = { ...visit, id: 'b', workers: [v, w], named: [v, w] };
  const later = { ...visit, id: 'c', workers: [v], named: [v] };
  expect(statesOf([visit, both, later])).toEqual(['earned', 'claimed-before', 'earned']);
});

test('the record names who did it, each once', () => {
  const by = (reference: string) => ({ individual: { reference } });
  const participant = [by('Practitioner/w'), by('Practitioner/w'), by('RelatedPerson/r'), {}];
  expect(workersOf({ resourceType: 'Encounter', participant })).toEqual(['Practitioner/w']);
  const performer = [{ actor: { reference: 'Practitioner/v' } }];
  expect(workersOf({ resourceType: 'Procedure', performer })).toEqual(['Practitioner/v']);
});

const claims = fc.array(
  fc.record({
    id: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'),
    person: fc.constantFrom('p', 'q'),
    pair: fc.constantFrom('one#visits', 'two#visits'),
    workers: fc.uniqueArray(fc.constantFrom('u', 'v', 'w'), { minLength: 0, maxLength: 3 }),
    shown: fc.boolean(),
    minor: fc.bigInt(1n, 1_000n),
  }),
  { maxLength: 12 },
);

test('nobody is paid twice for a person on a day, whatever was claimed in which order, and shares add up', () => {
  fc.assert(
    fc.property(claims, (some) => {
      const made = some.map((one, at): Claim => ({ ...visit, ...one, id: `${one.id}${at}`, named: one.workers }));
      const earned = judge(made).flatMap(({ claim, verdict }) => (verdict.state === 'earned' ? [claim] : []));
      const keys = earned.flatMap(({ workers, person }) => workers.map((worker) => `${worker} ${person}`));
      expect(new Set(keys).size).toBe(keys.length);
      expect(earned.every(({ shown, workers }) => shown && workers.length > 0)).toBe(true);
      const other = judge([...made].reverse()).flatMap(({ claim, verdict }) =>
        verdict.state === 'earned' ? [claim.id] : [],
      );
      expect(other.sort()).toEqual(earned.map(({ id }) => id).sort());
      for (const claim of earned)
        expect([...sharesOf(claim).values()].reduce((sum, part) => sum + part, 0n)).toBe(claim.minor);
    }),
    { numRuns: 200 },
  );
});
