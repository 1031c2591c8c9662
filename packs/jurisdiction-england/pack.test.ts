import { compile, filterFor, type Jurisdiction, optOutReaches, readJurisdiction, type Role } from '#agreement';
import {
  classNumber,
  type DataClass,
  holds,
  type Label,
  labelBits,
  type Relationship,
  relationshipBits,
} from '#agreement';
import { day } from '#base';
import { expect, test } from 'vitest';
import england from '#packs/jurisdiction-england/pack.json';
import uganda from '#packs/jurisdiction-uganda/pack.json';

const read = (json: unknown): Jurisdiction => {
  const found = readJurisdiction(json);
  if (!found.ok) throw new Error(found.refusals.map(({ text }) => text).join(' '));
  return found.value;
};
const packs = { england: read(england), uganda: read(uganda) };

/** Whether a seat of another organisation sees an item where nothing was agreed at all. */
function sees(
  law: Jurisdiction,
  role: Role,
  item: { cls: DataClass; labels?: readonly Label[]; rel: Relationship; denied?: boolean },
): boolean {
  const filter = filterFor(
    compile([], day('2026-06-01'), law),
    { organization: 2, role, purpose: 'direct-care' },
    () => undefined,
  );
  const row = { org: 1, basis: 1, cls: classNumber(item.cls), lab: labelBits(...(item.labels ?? [])), personal: true };
  return holds(filter, row, {
    rel: relationshipBits(item.rel),
    denyOrg: item.denied ? [1] : [],
    denyLab: 0,
    denyCls: 0,
  });
}

test('the example of each register is in the form that it gives, and nothing longer is', () => {
  const forms = Object.values(packs).flatMap(({ registers = [] }) => registers.flatMap(({ forms: all }) => all));
  expect(forms.length).toBe(5);
  for (const { form, example } of forms) {
    const whole = new RegExp(`^(?:${form})$`);
    expect(example).toMatch(whole);
    expect(`${example} ${example}`).not.toMatch(whole);
    expect('').not.toMatch(whole);
  }
  const kinds = forms.slice(0, 4).flatMap(({ of }) => of);
  expect(new Set(kinds).size).toBe(kinds.length);
});

test('both packs are read, and every rule names its law', () => {
  for (const pack of Object.values(packs)) {
    const rules = [
      ...pack.floors,
      ...pack.optOuts,
      ...pack.excludedFunctions,
      ...pack.ages,
      ...pack.clocks,
      ...pack.speakers,
    ];
    expect(rules.every(({ law, words }) => law.length > 5 && words.length > 10)).toBe(true);
    expect(pack.floors.filter(({ reviewDays }) => reviewDays === undefined).map(({ id }) => id)).toEqual([
      'safety-alert',
      'direct-care',
    ]);
  }
});

test.each([
  ['england', 'general-practice', ['safety-case', 'dtac', 'dspt', 'dpia']],
  ['england', 'acute-trust', ['safety-case', 'dtac', 'dspt', 'dpia']],
  ['england', 'facility', ['safety-case', 'dtac', 'dspt', 'dpia']],
  ['england', 'local-authority', ['dspt', 'dpia']],
  ['england', 'donor', []],
  ['uganda', 'facility', ['safety-case', 'dpia', 'registration']],
  ['uganda', 'ministry', ['dpia', 'registration']],
] as const)('%s: what a %s has accepted before it shares', (place, kind, ids) => {
  const asked = (packs[place].assurances ?? []).filter(({ of }) => of.includes(kind));
  expect(asked.map(({ id }) => id)).toEqual(ids);
  expect(asked.every(({ law, words, approver }) => law.length > 5 && words.length > 10 && approver !== '')).toBe(true);
});

test('a pack with a misspelt member is refused by its place', () => {
  expect(readJurisdiction({ ...england, flors: [] })).toMatchObject({
    ok: false,
    refusals: [{ expression: 'Jurisdiction.flors' }],
  });
});

test.each(Object.entries(packs))('%s: without any agreement only what the law says is seen', (_, law) => {
  expect(sees(law, 'gp', { cls: 'problems', rel: 'registered' })).toBe(false);
  expect(sees(law, 'gp', { cls: 'plans', rel: 'referred' })).toBe(true);
  expect(sees(law, 'gp', { cls: 'plans', rel: 'referred', denied: true })).toBe(false);
  expect(sees(law, 'gp', { cls: 'problems', rel: 'referred' })).toBe(false);
  expect(sees(law, 'gp', { cls: 'allergies', labels: ['hiv'], rel: 'safety-alert', denied: true })).toBe(true);
  expect(sees(law, 'therapist', { cls: 'allergies', rel: 'safety-alert' })).toBe(false);
  expect(
    sees(law, 'social-worker', { cls: 'documents', labels: ['safeguarding'], rel: 'safeguarding-duty', denied: true }),
  ).toBe(true);
  expect(sees(law, 'receptionist', { cls: 'documents', rel: 'safeguarding-duty' })).toBe(false);
  expect(sees(law, 'gp', { cls: 'results', labels: ['tuberculosis'], rel: 'notification-duty', denied: true })).toBe(
    true,
  );
});

test('the same emergency opens a result of an HIV test in England and not in Uganda', () => {
  const item = { cls: 'results', labels: ['hiv'], rel: 'emergency' } as const;
  expect(sees(packs.england, 'consultant', item)).toBe(true);
  expect(sees(packs.uganda, 'consultant', item)).toBe(false);
});

test('the national opt-out leaves out planning person by person, and nothing else', () => {
  const reaches = (use: Partial<Parameters<typeof optOutReaches>[2]>) =>
    optOutReaches(packs.england, 'national-data-opt-out', {
      purpose: 'planning',
      identifiability: 'pseudonymised',
      ...use,
    }).reaches;
  expect(reaches({})).toBe(true);
  expect(reaches({ identifiability: 'anonymised' })).toBe(false);
  expect(reaches({ lawRequires: true })).toBe(false);
  expect(reaches({ consented: true })).toBe(false);
  expect(reaches({ purpose: 'direct-care' })).toBe(false);
});
