import json from '#packs/diabetes-uk/pack.json';
import { expect, test } from 'vitest';
import { isLoinc, isSnomed } from './check-digit.ts';
import { checkPack } from './pack-check.ts';

const person = {
  name: 'HbA1c only',
  born: '1960-05-01',
  facts: [
    ['diabetes', '2015-01-01', 2],
    ['hba1c', '2026-01-10', 70],
  ],
  register: true,
  counted: json.measures
    .flatMap(({ id, of }) => (of === 'register' ? [id] : []))
    .concat('hba1c-58', 'statin-prevention', 'all-eight-type-2'),
  met: ['hba1c-recorded', 'hba1c-58'],
};

function check(pack: unknown, people: readonly unknown[] = [person]) {
  return checkPack({ pack: JSON.stringify(pack), golden: JSON.stringify({ today: '2026-03-15', people }) });
}

test('says which person, which measure, what was expected and got, and why', () => {
  const { ok, lines } = check(json);
  expect(ok).toBe(false);
  expect(lines).toHaveLength(1);
  expect(lines[0]).toContain('HbA1c only\n  hba1c-58: expected met, got counted, not met');
  expect(lines[0]).toContain('the latest HbA1c in the last 12 months is 58 mmol/mol or less: does not hold');
  expect(lines[0]).toContain('hba1c 70 2026-01-10');
  expect(check(json, [{ ...person, met: ['hba1c-recorded'] }]).lines).toEqual([]);
});

test('names file, place and rule of a pack that is none', () => {
  const wrong = { ...json, use: 'both', register: { all: [{ has: 'sugar' }] }, smallNumber: 'few' };
  expect(check(wrong).lines).toEqual([
    "pack.json, use: is 'care' or 'report'",
    'pack.json, smallNumber: is a whole number',
    "pack.json, register.all[0].has: names the fact 'sugar', which the pack does not define",
  ]);
  expect(checkPack({ pack: '{', golden: '{}' }).lines[0]).toMatch(/^pack.json: is no JSON/);
});

test('names a golden person who asks for a measure that is none', () => {
  expect(check(json, [{ ...person, met: ['hba1c'] }]).lines).toEqual([
    "golden.json, people[0].met: names 'hba1c', which is no measure of the pack",
  ]);
});

test('tells a code that was typed wrongly by its last digit', () => {
  expect(['44054006', '999791000000106'].every(isSnomed)).toBe(true);
  expect(['44054007', '44504006'].some(isSnomed)).toBe(false);
  expect(['4548-4', '59261-8', '85354-9'].every(isLoinc)).toBe(true);
  expect(isLoinc('4548-5')).toBe(false);
  const facts = json.facts.map((fact) =>
    fact.id === 'foot-check' ? { ...fact, codes: { 1: ['http://snomed.info/sct|401191003'] } } : fact,
  );
  expect(check({ ...json, facts }).lines[0]).toMatch(
    /^pack.json, facts\[\d+\].codes.1\[0\]: 401191003 is no SNOMED CT code/,
  );
});

test('names what is wrong with how answers to a form are read', () => {
  const form = { id: 'said', title: 'Said', type: 'QuestionnaireResponse', path: 'questionnaire' };
  const value = { from: 'answers', items: ['one'], options: { 0: ['urn:scale|never'] } };
  const said = (more: object) =>
    check({ ...json, facts: [...json.facts, { ...form, codes: { 1: ['urn:form'] }, value, ...more }] }).lines.filter(
      (line) => line.startsWith('pack.json'),
    );
  const place = `pack.json, facts[${json.facts.length}]`;
  expect(said({})).toEqual([]);
  expect(said({ codes: { 1: ['urn:form|2'] } })).toEqual([
    `${place}.codes.1[0]: is the address of a form, without its version`,
  ]);
  expect(said({ value: { ...value, from: 'code' } })).toEqual([`${place}.value.from: is answers, of a form`]);
  expect(said({ value: { ...value, items: [] } })).toEqual([`${place}.value.items: lists link ids of questions`]);
  expect(said({ value: { ...value, options: { never: ['urn:scale'] } } })).toEqual([
    `${place}.value.options.never: is named by a number, which is the value`,
    `${place}.value.options.never[0]: is written 'system|code'`,
  ]);
  expect(said({ type: 'Observation', path: 'code', codes: { 1: ['http://loinc.org|4548-4'] } })).toEqual([
    `${place}.value.from: is one of quantity, component, code, end, self, target`,
  ]);
});
