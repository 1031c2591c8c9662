import { expect, test } from 'vitest';
import { covers, grantable, readScope, readScopes, scopeText } from './scope.ts';
import { reachesRecord, scopesOf, whyNotHeld } from './reach.ts';
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
  const scope = readScope('patient/Observation.rs?value-quantity=gt5') as NonNullable<ReturnType<typeof readScope>>;
  expect(whyNotHeld(scope)).toContain('value-quantity cannot limit what an app sees');
  const people = [{ bkt: 1, cmp: '5' }];
  const scopes = scopesOf({ scopes: scopeText(scope), contexts: ['patient'], people });
  expect(JSON.stringify(scopes.read)).toContain('"never"');
});

test.each([
  ['code=a,b', 'code=a', true],
  ['code=a,b', 'code=a&date=ge2024', true],
  ['code=a,b', 'code=b,a', true],
  ['code=a', 'code=a,b', false],
  ['code=a', 'code=a%2Cb', false],
  ['code=a', 'date=ge2024', false],
  ['code=a&status=final', 'code=a', false],
  ['code:not=a,b', 'code:not=a', false],
  ['code:not=a,b', 'code:not=a,b', true],
  ['code=a%5C,b', 'code=b', false],
])('of what is limited by %s, %s is a part: %s', (wide, narrow, is) => {
  const most = readScopes(`patient/Observation.rs?${wide}`);
  const scope = readScope(`patient/Observation.rs?${narrow}`) as NonNullable<ReturnType<typeof readScope>>;
  expect(covers(most, scope)).toBe(is);
});

test.each(['patient/*.rs?status=final', 'patient/AuditEvent.rs?date=ge2024'])(
  '%s is said not to be held to',
  (text) => {
    const scope = readScope(text) as NonNullable<ReturnType<typeof readScope>>;
    expect(whyNotHeld(scope)).toContain('cannot be limited by a search');
  },
);

test('scopes of another kind of token say nothing', () => {
  expect(reachesRecord({ scopes: 'user/*.rs patient/*.rs openid', contexts: ['system'], people: [] })).toBe(false);
  expect(scopesOf({ scopes: 'system/*.rs', contexts: ['patient', 'user'], people: [] }).read).toEqual({
    op: 'or',
    of: [],
  });
});
