import { expect, test } from 'vitest';
import { type Known, type Look, PEOPLE_AN_HOUR, unusualAmong } from './rules.ts';

const KNOWN: Known = {
  families: new Map([
    ['account/1', ['khan']],
    ['p-khan', ['khan']],
    ['p-own', ['khan']],
    ['p-other', ['smith']],
  ]),
  names: new Map([['account/1', 'Samira Khan']]),
  ownPerson: new Map([['account/1', 'p-own']]),
  colleagues: new Set(['p-own', 'p-colleague']),
  hourOf: (at) => at.getUTCHours(),
};

const look = (change: Partial<Look> = {}): Look => ({
  principal: 'account/1',
  role: 'practice-nurse',
  at: new Date('2026-03-02T10:00:00Z'),
  person: 'p-other',
  related: true,
  emergency: false,
  ...change,
});

const rules = (...looks: readonly Look[]) => unusualAmong(looks, KNOWN).map(({ rule }) => rule);

test('a usual look is not unusual', () => {
  expect(rules(look())).toEqual([]);
});

test('each rule speaks for itself', () => {
  expect(rules(look({ person: 'p-khan' }))).toEqual(['same-surname']);
  expect(rules(look({ person: 'p-own' }))).toEqual(['own-record']);
  expect(rules(look({ person: 'p-colleague' }))).toEqual(['colleague']);
  expect(rules(look({ related: false }))).toEqual(['no-relationship']);
  expect(rules(look({ at: new Date('2026-03-02T23:10:00Z') }))).toEqual(['night']);
  expect(rules(look({ at: new Date('2026-03-02T06:00:00Z') }))).toEqual([]);
});

test('an opening in an emergency has no relationship by its nature, and is reviewed by itself', () => {
  expect(rules(look({ related: false, emergency: true }))).toEqual([]);
});

test('looks of one member of staff at one person are one entry', () => {
  const found = unusualAmong(
    [look({ person: 'p-khan' }), look({ person: 'p-khan', at: new Date('2026-03-02T11:00:00Z') })],
    KNOWN,
  );
  expect(found).toMatchObject([
    { who: 'Samira Khan', times: 2, first: '2026-03-02T10:00:00.000Z', last: '2026-03-02T11:00:00.000Z' },
  ]);
});

test('very many people in one hour are told with their number', () => {
  const many = (count: number) => Array.from({ length: count }, (_, at) => look({ person: `p${at}` }));
  expect(rules(...many(PEOPLE_AN_HOUR))).toEqual([]);
  expect(unusualAmong(many(PEOPLE_AN_HOUR + 1), KNOWN)).toMatchObject([
    { rule: 'many-people', times: PEOPLE_AN_HOUR + 1 },
  ]);
});
