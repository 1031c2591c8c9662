import { testStore } from '#testing/database';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import feet from '#packs/forms/feet-at-home/questionnaire.json' with { type: 'json' };
import type { Access, Role } from '#agreement';
import { fc } from '#testing/chance';
import type { Outcome } from '#fhir';
import { CLINIC, ELM, type Opened, openForTest, PARTNERS } from '../record.testing.ts';
import type { FormAnswers } from './contract.ts';

let opened: Opened;
let forms: FormAnswers;
let lead: Access;

beforeAll(async () => {
  const store = await testStore();
  opened = await openForTest(store, PARTNERS);
  ({ forms } = opened.answers);
  lead = { ...(await seat(ELM.organization, 'programme-lead')), name: 'Nadia Rahman' };
  return () => opened.stop();
});

let forms_made = 0;
/** A form under an address of its own, so that tests do not meet. */
function form(version: string, more: object = {}): { readonly url: string; readonly [member: string]: unknown } {
  return { ...feet, url: `urn:test:form-${forms_made}`, version, ...more };
}
beforeEach(() => void (forms_made += 1));

const seat = (organization: string, role: Role) => opened.staff(organization, role);
const code = (found: Outcome<unknown>) => (found.ok ? 'accepted' : found.refusals[0].code);
const said = (found: Outcome<unknown>) => (found.ok ? '' : found.refusals.map(({ text }) => text).join('\n'));
const must = <T>(found: Outcome<T>): T => {
  if (!found.ok) throw new Error(JSON.stringify(found));
  return found.value;
};
const publish = (access: Access, json: object, seen: string) =>
  forms.publish(access, { text: JSON.stringify(json), seen });

const shoes = { linkId: 'shoes', type: 'boolean', text: 'Do the shoes fit?' };
const more = { item: [...feet.item, shoes] };

test('a new version takes the place of the former, with who did it and what it changed', async () => {
  const first = must(await publish(lead, form('1'), ''));
  const tried = must(await forms.tryOne(lead, JSON.stringify(form('2', more))));
  expect(tried).toMatchObject({ former: { id: first, version: '1', by: 'Nadia Rahman' }, seen: first });
  expect(tried.changes?.map(({ words }) => words)).toEqual(['The question “Do the shoes fit?” is new.']);
  const second = must(await publish(lead, form('2', more), tried.seen));
  const { versions } = must(await forms.versions(lead, first));
  expect(versions.map(({ id, version, active, by }) => ({ id, version, active, by }))).toEqual([
    { id: second, version: '2', active: true, by: 'Nadia Rahman' },
    { id: first, version: '1', active: false, by: 'Nadia Rahman' },
  ]);
  expect(versions[0]?.changes).toEqual(tried.changes);
  const listed = must(await forms.list(lead)).forms.filter(({ canonical }) =>
    canonical.startsWith(`${form('1').url}|`),
  );
  expect(listed.map(({ id }) => id)).toEqual([second]);
});

test('an answer to an older version is read as it was asked; nobody answers it anew, but who had begun it', async () => {
  const first = must(await publish(lead, form('1'), ''));
  const items = [
    { linkId: 'looked', answer: [feet.item[0]?.answerOption?.[0] ?? {}] },
    { linkId: 'wound', answer: [{ valueBoolean: false }] },
  ];
  const answer = must(await forms.submit(lead, { form: first }, { sheet: `s-${first}`, items }));
  const gp = await seat(ELM.organization, 'gp');
  must(await forms.keep(gp, { form: first }, { fields: 'wound:0=true', page: '/forms/x/fill', sheet: 'begun' }));
  const other = feet.item.map((one) => (one.linkId === 'wound' ? { ...one, text: 'Is the skin broken?' } : one));
  const second = must(await publish(lead, form('2', { item: other }), first));
  const read = must(await forms.response(lead, answer));
  expect(read.form).toMatchObject({ id: first });
  expect(read.items.map(({ text }) => text)).toEqual(['Who looks at the feet?', 'Is there a wound or a sore place?']);
  expect(code(await forms.open(lead, { form: first }))).toBe('record.form-retired');
  expect(must(await forms.open(gp, { form: first })).draft?.fields).toBe('wound:0=true');
  expect(must(await forms.open(lead, { form: second })).program.items[1]?.text).toBe('Is the skin broken?');
  expect(must(await forms.one(lead, first))).toMatchObject({ active: false, versions: 2 });
});

test('what was asked for is answered to the version in use', async () => {
  const first = must(await publish(lead, form('1'), ''));
  const who = `${ELM.organization}|gp`;
  must(await forms.ask(lead, { form: first, who, until: '2026-04-01', words: '' }));
  const second = must(await publish(lead, form('2', more), first));
  const gp = await seat(ELM.organization, 'gp');
  const ask = must(await forms.list(gp)).asked.find((one) => one.form === first);
  expect(must(await forms.open(gp, { ask: ask?.id ?? '' })).form.id).toBe(second);
});

test('of two who publish at once one is told who was first and what it changed, and nothing of theirs is kept', async () => {
  const first = must(await publish(lead, form('1'), ''));
  const ana = { ...lead, principal: 'account/ana', name: 'Ana Lima' };
  const both = await Promise.all([
    publish(lead, form('2', more), first),
    publish(ana, form('2', { ...more, title: 'Feet' }), first),
  ]);
  const lost = both.find((one) => !one.ok);
  expect(both.filter((one) => one.ok)).toHaveLength(1);
  expect(lost && code(lost)).toBe('record.form-overtaken');
  expect(lost && said(lost)).toMatch(
    /^(Nadia Rahman|Ana Lima) published version 2 while .*“Do the shoes fit\?” is new\./,
  );
  expect(must(await forms.versions(lead, first)).versions).toHaveLength(2);
});

test('however many publish at once, over whatever they saw, one version is in use and each got its own place or a reason', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat({ max: 2 }), { minLength: 2, maxLength: 5 }), async (looks) => {
      forms_made += 1;
      const ids = [''];
      for (const [at, look] of looks.entries()) {
        const seen = ids.at(-1 - (look % ids.length)) ?? '';
        const twice = await Promise.all([publish(lead, form(`${at}-a`), seen), publish(lead, form(`${at}-b`), seen)]);
        for (const one of twice) if (!one.ok) expect(code(one)).toBe('record.form-overtaken');
        const kept = twice.flatMap((one) => (one.ok ? [one.value] : []));
        // Only over the newest can anything go, and then one of the two.
        expect(kept).toHaveLength(seen === ids.at(-1) ? 1 : 0);
        ids.push(...kept);
        const { versions } = must(await forms.versions(lead, ids.at(-1) ?? ''));
        expect(versions.filter(({ active }) => active).map(({ id }) => id)).toEqual([ids.at(-1)]);
        expect(versions).toHaveLength(ids.length - 1);
      }
    }),
    { numRuns: 5 },
  );
}, 60_000);

test('what cannot be carried out is refused at its question, by its words', async () => {
  const broken = { item: [...feet.item, { ...shoes, type: 'choice' }, { ...shoes, linkId: 'shoes' }] };
  const found = await forms.tryOne(lead, JSON.stringify(form('1', broken)));
  expect(said(found)).toMatch(/At “Do the shoes fit\?”: .*twice/);
  const lost = await forms.tryOne(
    lead,
    JSON.stringify(form('1', { item: [{ linkId: 'x', type: 'colour', text: 'Which?' }] })),
  );
  expect(said(lost)).toContain('At “Which?”:');
  for (const [text, words] of [
    ['', 'Choose the file'],
    ['{', 'This is not JSON'],
    ['{"resourceType":"Patient"}', 'no FHIR Questionnaire'],
    [JSON.stringify({ ...form('1'), version: undefined }), 'lacks version'],
  ] as const) {
    const refused = await forms.tryOne(lead, text);
    expect(code(refused)).toBe('record.form-text');
    expect(said(refused)).toContain(words);
  }
  expect(code(await publish(lead, { ...form('1'), item: [] }, ''))).toBe('forms.questionnaire');
});

test('published by whom the organisation names, under addresses that it keeps, and each version once', async () => {
  const nurse = await seat(ELM.organization, 'practice-nurse');
  expect(code(await publish(nurse, form('1'), ''))).toBe('record.form-publisher');
  const first = must(await publish(lead, form('1'), ''));
  expect(code(await publish(lead, form('1', more), first))).toBe('record.form-twice');
  const other = await seat(CLINIC.organization, 'programme-lead');
  const refused = await publish(other, form('2', more), first);
  expect(code(refused)).toBe('record.form-kept-elsewhere');
  const rights = { decides: async (access: Access) => access.role === 'practice-nurse' };
  (opened.services.answers as Record<string, unknown>)['governance'] = {
    ...(opened.services.answers['governance'] as object),
    rights,
  };
  expect(code(await publish(lead, form('2', more), first))).toBe('record.form-publisher');
  expect(code(await publish(nurse, form('2', more), first))).toBe('accepted');
});
