import { array, assert, constantFrom, property, record } from '#testing/chance';
import { expect, test } from 'vitest';
import { blockKeys } from './block.ts';
import { likeness, oneSlip } from './likeness.ts';
import { nhsNumber } from './nhs-number.ts';
import { score } from './score.ts';
import { sideOf } from './side.ts';
import { sound } from './sound.ts';

const amina = {
  identifier: [{ system: 'https://fhir.nhs.uk/Id/nhs-number', value: '999 000 0018' }],
  name: [{ family: 'Okafor', given: ['Amina', 'Grace'] }],
  birthDate: '1957-07-04',
  gender: 'female',
  telecom: [{ system: 'phone', value: '+44 7700 900123' }],
  address: [{ line: ['14 Mill Lane'], city: 'Norbury', postalCode: 'ZZ1 2AB' }],
};
const changed = (change: object) => sideOf({ ...amina, ...change });
const withoutNumber = { identifier: [] };

test('an NHS number counts only with its check digit', () => {
  expect(nhsNumber('999 000 0018')).toBe('9990000018');
  expect(nhsNumber('9990000017')).toBeUndefined();
  expect(nhsNumber('1111111111')).toBeUndefined();
});

test('records alike in everything are certainly one person, with a reason a field', () => {
  const found = score(sideOf(amina), sideOf(amina));
  expect(found.verdict).toBe('certain');
  expect(found.reasons.map(({ field }) => field)).toEqual(
    expect.arrayContaining(['nhs', 'family', 'given', 'born', 'gender', 'postcode', 'address', 'phone']),
  );
});

test.each([
  ['a misspelt family name', { ...withoutNumber, name: [{ family: 'Okaforr', given: ['Amina'] }] }],
  ['capitals and an initial', { ...withoutNumber, name: [{ family: 'OKAFOR', given: ['A'] }] }],
  ['day and month of birth swapped', { ...withoutNumber, birthDate: '1957-04-07' }],
  ['given and family name swapped', { ...withoutNumber, name: [{ family: 'Amina', given: ['Okafor'] }] }],
  [
    'a moved address, with the same telephone',
    { ...withoutNumber, address: [{ line: ['2 High St'], postalCode: 'ZZ9 9ZZ' }] },
  ],
  ['a new family name under one NHS number', { name: [{ family: 'Bello', given: ['Amina'] }] }],
])('links through %s', (_, change) => {
  expect(score(sideOf(amina), changed(change)).verdict).toBe('certain');
});

// Shows a control of hazard H1.
test('never links on an identifier alone when names and birth date disagree', () => {
  const other = { name: [{ family: 'Hughes', given: ['Peter'] }], birthDate: '1990-01-31', gender: 'male' };
  expect(score(sideOf(amina), changed(other)).verdict).not.toBe('certain');
});

// Shows a control of hazard H1.
test('twins in one house are not linked', () => {
  const twin = { ...withoutNumber, name: [{ family: 'Okafor', given: ['Beatrice'] }] };
  expect(score(sideOf(amina), changed(twin)).verdict).not.toBe('certain');
  const numbered = { identifier: [{ system: 'https://fhir.nhs.uk/Id/nhs-number', value: '9990000190' }] };
  expect(score(sideOf(amina), changed({ ...twin, ...numbered })).verdict).not.toBe('certain');
});

// Shows a control of hazard H1.
test('two valid NHS numbers and two given names are two people, whatever they share', () => {
  const twin = {
    identifier: [{ system: 'https://fhir.nhs.uk/Id/nhs-number', value: '9434765919' }],
    name: [{ family: 'Okafor', given: ['Beatrice'] }],
  };
  expect(score(sideOf(amina), changed(twin)).verdict).toBe('different');
});

test('two different valid NHS numbers wait for a human, however alike the rest', () => {
  const other = { identifier: [{ system: 'https://fhir.nhs.uk/Id/nhs-number', value: '9434765919' }] };
  expect(score(sideOf(amina), changed(other)).verdict).toBe('doubtful');
});

test('namesakes with nothing else in common are two people', () => {
  const namesake = { identifier: [], birthDate: '1990-02-28', telecom: [], address: [{ postalCode: 'ZZ8 1AA' }] };
  expect(score(sideOf(amina), changed(namesake)).verdict).toBe('different');
});

test('name and birth date without anything beside them wait for a human', () => {
  const bare = { identifier: [], telecom: [], address: [] };
  expect(score(sideOf(amina), changed(bare)).verdict).toBe('doubtful');
});

test('a score is the same both ways round', () => {
  const name = constantFrom('Okafor', 'Okaforr', 'Amina', 'Bill', 'William', '', 'O’Neil', 'Ng');
  const patient = record({
    name: array(record({ family: name, given: array(name, { maxLength: 2 }) }), { maxLength: 2 }),
    birthDate: constantFrom('1957-07-04', '1957-04-07', '1957', '1957-07-05', '2001-01-01'),
    gender: constantFrom('female', 'male', 'unknown'),
    address: array(record({ postalCode: constantFrom('ZZ1 2AB', 'ZZ1 2AC') }), { maxLength: 1 }),
  });
  assert(
    property(patient, patient, (left, right) => {
      const there = score(sideOf(left), sideOf(right));
      const back = score(sideOf(right), sideOf(left));
      expect([there.score, there.verdict]).toEqual([back.score, back.verdict]);
    }),
  );
});

// Shows a control of hazard H2.
test('a record with two mistakes still meets the other in a block', () => {
  const keys = (change: object) => new Set(blockKeys(changed(change)));
  const whole = blockKeys(sideOf(amina));
  for (const change of [
    { identifier: [], telecom: [], birthDate: '1957-04-07', address: [] },
    { identifier: [], telecom: [], name: [{ family: 'Amina', given: ['Okafor'] }] },
    { identifier: [], telecom: [], birthDate: '1967-07-04' },
    { identifier: [], telecom: [], name: [{ family: 'Ocafor', given: ['Ameena'] }], address: [] },
  ])
    expect(whole.some((key) => keys(change).has(key))).toBe(true);
});

test('names that sound alike have one code', () => {
  for (const [left, right] of [
    ['philips', 'fillips'],
    ['catherine', 'katherin'],
    ['knight', 'nite'],
    ['wright', 'rite'],
    ['okafor', 'ocafor'],
  ] as const)
    expect([left, sound(left)]).toEqual([left, sound(right)]);
  expect(sound('smith')).not.toBe(sound('jones'));
});

test('likeness is that of Jaro and Winkler', () => {
  expect(likeness('martha', 'marhta')).toBeCloseTo(0.9611, 4);
  expect(likeness('dwayne', 'duane')).toBeCloseTo(0.84, 4);
  expect(likeness('dixon', 'dicksonx')).toBeCloseTo(0.8133, 4);
  expect(likeness('', 'a')).toBe(0);
});

test('one slip is one edit or a swap of neighbours', () => {
  for (const [left, right] of [
    ['abcd', 'abd'],
    ['abcd', 'abxcd'],
    ['abcd', 'abxd'],
    ['abcd', 'acbd'],
  ] as const)
    expect(oneSlip(left, right)).toBe(true);
  expect(oneSlip('abcd', 'badc')).toBe(false);
});
