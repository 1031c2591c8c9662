import { expect, test } from 'vitest';
import { covers, grantable, readScope, readScopes, scopeText } from './scope.ts';
import { isRestrictable, reachesRecord, scopesOf } from './reach.ts';
import { narrowed } from './smart.ts';

test.each([
  ['patient/Observation.rs', 'patient/Observation.rs'],
  ['patient/Observation.read', 'patient/Observation.rs'],
  ['user/*.write', 'user/*.cud'],
  ['system/Patient.*', 'system/Patient.cruds'],
  ['patient/Observation.rs?category=a|b', 'patient/Observation.rs?category=a|b'],
])('reads %s', (text, same) => {
  const scope = readScope(text);
  expect(scope && scopeText(scope)).toBe(same);
});

test.each([
  'openid',
  'launch/patient',
  'patient/Observation',
  'patient/Observation.',
  'patient/Observation.sr',
  'patient/observation.rs',
  'patient/Nothing.rs',
  'Patient/Observation.rs',
  'patient/Observation.rs?',
  'patient/Observation.rsx',
  'patient/*.read,write',
])('%s is no scope of the record', (text) => {
  expect(readScope(text)).toBeUndefined();
});

test('an app is given what it was registered for, and the rest is passed over', () => {
  const registered = 'openid launch/patient patient/Observation.rs patient/Condition.cruds?category=problem-list-item';
  const asked =
    'openid offline_access patient/Observation.r patient/Observation.rs?category=x patient/*.rs patient/Condition.rs system/*.rs';
  expect(grantable(asked, registered)).toEqual([
    'openid',
    'patient/Observation.r',
    'patient/Observation.rs?category=x',
  ]);
});

test('a scope with a search covers only itself', () => {
  const most = readScopes('patient/Observation.rs?category=laboratory');
  const wanted = (text: string) => covers(most, readScope(text) as NonNullable<ReturnType<typeof readScope>>);
  expect(wanted('patient/Observation.rs')).toBe(false);
  expect(wanted('patient/Observation.r?category=vital-signs')).toBe(false);
  expect(wanted('patient/Observation.r?category=laboratory')).toBe(true);
});

test('what is chosen is never more than what was asked', () => {
  const asked = ['openid', 'patient/*.rs'];
  const chosen = [
    'patient/Condition.rs',
    'patient/Condition.cruds',
    'user/*.rs',
    'offline_access',
    'patient/Observation.rs?nothing=1',
  ];
  expect(narrowed(asked, chosen)).toEqual(['patient/Condition.rs']);
});

test('a search that cannot be held to is not given, and lets nothing through', () => {
  const scope = readScope('patient/Observation.rs?date=gt2020') as NonNullable<ReturnType<typeof readScope>>;
  expect(isRestrictable(scope)).toBe(false);
  const people = [{ bkt: 1, cmp: '5' }];
  const scopes = scopesOf({ scopes: scopeText(scope), contexts: ['patient'], people });
  expect(JSON.stringify(scopes.read)).toContain('"never"');
});

test('scopes of another kind of token say nothing', () => {
  expect(reachesRecord({ scopes: 'user/*.rs patient/*.rs openid', contexts: ['system'], people: [] })).toBe(false);
  expect(scopesOf({ scopes: 'system/*.rs', contexts: ['patient', 'user'], people: [] }).read).toEqual({
    op: 'or',
    of: [],
  });
});
