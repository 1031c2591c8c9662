import { day } from '#base';
import { expect, test } from 'vitest';
import { checkInstrument } from './check.ts';
import { difference } from './difference.ts';
import { explain } from './explain.ts';
import type { Population } from './instrument.ts';
import { compile } from './policy.ts';
import { keyOf, sharing, signedByAll, today, elmTree, riverside } from './sample.testing.ts';
import { classNumber, relationshipBits } from './words.ts';

const older: Population = {
  words: 'older people with diabetes of Elm Tree',
  organizations: [elmTree],
  fromAge: 65,
  conditions: { system: 'http://snomed.info/sct', codes: ['44054006'] },
};
const KNOWN = {
  registered: [1],
  born: [day('1961-06-01')],
  conditions: [{ code: 'http://snomed.info/sct|44054006', org: 1 }],
};

function why(population: Population, about: typeof KNOWN, on = today) {
  const access = { rel: relationshipBits('referred'), denyOrg: [], denyLab: 0, denyCls: 0, about };
  const row = { org: 1, basis: 1, cls: classNumber('results'), lab: 0, personal: true };
  const seat = { organization: 2, role: 'therapist', purpose: 'direct-care' } as const;
  return explain(compile([signedByAll(sharing({ population }))], on), { row, access, seat }, keyOf);
}

test('shares about those whom it is about, and names its population to whoever asks about others', () => {
  expect(why(older, KNOWN)).toMatchObject({ visible: true, decidedBy: { instrument: 'sharing' } });
  expect(why(older, { ...KNOWN, registered: [2] }).words).toContain(
    'Not visible: the person is not in the population of Vale data-sharing agreement (older people with diabetes of Elm Tree).',
  );
  expect(why(older, { ...KNOWN, conditions: [{ code: 'http://snomed.info/sct|44054006', org: 9 }] }).visible).toBe(
    false,
  );
  expect(why(older, { ...KNOWN, born: [] }).visible).toBe(false);
});

test('a birthday brings somebody in, and the policy says that tomorrow is another day', () => {
  const almost = { ...KNOWN, born: [day('1961-06-02')] };
  expect(why(older, almost).visible).toBe(false);
  expect(why(older, almost, day('2026-06-02')).visible).toBe(true);
  expect(compile([signedByAll(sharing({ population: older }))], today).nextChange).toBe('2026-06-02');
});

test('whoever is born on 29 February comes of age on 1 March', () => {
  const child = { ...KNOWN, born: [day('2012-02-29')] };
  const young: Population = { words: 'children', belowAge: 18 };
  const seen = (on: string) => why(young, child, day(on)).visible;
  expect([seen('2030-02-28'), seen('2030-03-01')]).toEqual([true, false]);
});

test('words alone narrow nothing', () => {
  expect(why({ words: 'older people' }, { registered: [], born: [], conditions: [] }).visible).toBe(true);
});

test('a difference between versions names what is asked of a person', () => {
  const words = difference(
    sharing(),
    sharing({ version: 2, population: { ...older, organizations: [elmTree, riverside] } }),
  );
  expect(words.map((one) => one.words)).toContain(
    'It is about older people with diabetes of Elm Tree (registered with Elm Tree Surgery or Riverside Community Trust; aged 65 or over; with a condition that a party recorded under 44054006).',
  );
});

test('refuses a population that nobody can be in', () => {
  expect(checkInstrument(sharing({ population: { ...older, belowAge: 65 } })).map(({ code }) => code)).toContain(
    'agreement.population',
  );
});
