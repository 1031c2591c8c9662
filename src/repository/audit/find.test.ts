import { testStore } from '#testing/database';
import { beforeAll, expect, test } from 'vitest';
import { type Access, PURPOSES, relationshipBits } from '#agreement';
import { validate } from '#fhir';
import { type Store, sql } from '#store';
import { type Opened, openForTest } from '../open.testing.ts';
import { compartmentOf } from '../place/compartment.ts';
import type { Compartment } from '../repository.ts';

type Event = {
  readonly id: string;
  readonly meta: { readonly profile?: readonly string[] };
  readonly action: string;
  readonly outcome: string;
  readonly agent: readonly { readonly altId?: string; readonly who?: { readonly reference?: string } }[];
  readonly entity: readonly { readonly what?: { readonly reference?: string }; readonly query?: string }[];
  readonly purposeOfEvent: readonly { readonly coding: readonly { readonly code: string }[] }[];
};

let store: Store;
let opened: Opened;
let system: Access;
let patient: string;
let place: Compartment;
let person: string;

beforeAll(async () => {
  store = await testStore();
  opened = openForTest(store);
  system = await opened.system();
  const written = await opened.bind(system).create('Patient', '{"resourceType":"Patient"}');
  patient = `Patient/${written.ok ? written.value.id : ''}`;
  place = compartmentOf(patient);
  person = (await opened.persons.of(store, [place]))[0]?.person ?? '';
  const viewer = await opened.contributors.viewerKey('Organization/trust');
  await allow(viewer, 'audit', relationshipBits('contributed'));
});

async function allow(viewer: number, purpose: (typeof PURPOSES)[number], rel: number) {
  await store.run(sql`insert into access (viewer, purpose, bkt, cmp, rel)
    values (${viewer}, ${PURPOSES.indexOf(purpose)}, ${place.bkt}, ${place.cmp}, ${rel}) on conflict do nothing`);
}

async function officer(organization = 'Organization/trust'): Promise<Access> {
  const own = await opened.nurse(organization);
  return { ...own, role: 'ig-lead', purpose: 'audit', principal: `account/officer of ${organization}` };
}

async function themself(): Promise<Access> {
  const viewer = await opened.contributors.viewerKey(`Person/${person}`);
  await allow(viewer, 'own-record', relationshipBits('self'));
  const filter = { op: 'relationship', bits: relationshipBits('self') } as const;
  return { ...(await opened.nurse('Organization/nobody')), role: 'person', purpose: 'own-record', viewer, filter };
}

async function events(
  access: Access,
  ...parameters: readonly (readonly [string, string])[]
): Promise<readonly Event[]> {
  const page = await opened.bind(access).search({ type: 'AuditEvent', parameters, handling: 'strict' });
  if (!page.ok) throw new Error(page.refusals[0].text);
  return page.value.entries.map(({ resource }) => JSON.parse(resource.body) as Event);
}

test('every kind of line is a valid AuditEvent, in the pattern that BALP has for it', async () => {
  const nurse = await opened.nurse('Organization/trust');
  const done = [
    'read',
    'vread',
    'search',
    'history',
    'everything',
    'open-record',
    'disclose',
    'receive',
    'break-glass',
    'denied',
  ];
  for (const action of done) {
    await opened.audit.note(nurse, {
      action,
      outcome: 'done',
      type: 'Observation',
      compartment: place,
      found: ['Observation/x'],
      query: 'code=x',
    });
  }
  await opened.audit.note(nurse, { action: 'read', outcome: 'refused', type: 'Observation', id: 'x' });
  const found = await events(await officer(), ['_count', '100']);
  for (const event of found) expect(validate(event)).toEqual([]);
  const profiles = new Set(found.flatMap(({ meta }) => meta.profile ?? []).map((url) => url.split('BasicAudit.')[1]));
  expect([...profiles].sort()).toEqual([
    'PatientCreate',
    'PatientQuery',
    'PatientRead',
    'PrivacyDisclosure.Recipient',
    'PrivacyDisclosure.Source',
  ]);
  expect(found.filter(({ outcome }) => outcome === '8')).toHaveLength(1);
});

test('is found by patient, date, agent, action, outcome, entity and altid, and paged', async () => {
  const access = await officer();
  expect(await events(access, ['patient', patient], ['action', 'C'])).toHaveLength(2);
  expect(await events(access, ['date', 'ge2026-03-02'], ['outcome', '8'])).toHaveLength(1);
  expect(await events(access, ['date', 'lt2026-03-01'])).toHaveLength(0);
  expect((await events(access, ['agent', 'Organization/trust'])).length).toBeGreaterThan(5);
  expect(await events(access, ['agent', 'Organization/nowhere'])).toHaveLength(0);
  expect((await events(access, ['entity', 'Observation/x'])).length).toBeGreaterThan(5);
  expect(await events(access, ['altid', 'client/Organization/trust'])).toHaveLength(1);
  expect(await events(access, ['subtype', 'vread'])).toHaveLength(1);
  const repository = opened.bind(access);
  const seen: string[] = [];
  let page: string | undefined;
  do {
    const parameters = [['_count', '4'], ...(page === undefined ? [] : [['_page', page]])] as [string, string][];
    const found = await repository.search({ type: 'AuditEvent', parameters, handling: 'strict' });
    if (!found.ok) throw new Error(found.refusals[0].text);
    seen.push(...found.value.entries.map(({ resource }) => resource.id));
    page = found.value.next;
  } while (page !== undefined);
  expect(new Set(seen).size).toBe(seen.length);
  expect(seen).toHaveLength((await events(access, ['_count', '100'])).length);
  const odd = await repository.search({ type: 'AuditEvent', parameters: [['entity-name', 'x']], handling: 'strict' });
  expect(odd).toMatchObject({ ok: false, refusals: [{ code: 'audit.unsupported' }] });
});

test('another organisation sees nothing of people it has nothing to do with; nobody else reads the log', async () => {
  expect(await events(await officer('Organization/stranger'))).toEqual([]);
  const nurse = await opened.nurse('Organization/trust');
  expect(await events(nurse)).toEqual([]);
  const [one] = await events(await officer(), ['patient', patient]);
  expect(await opened.bind(nurse).read('AuditEvent', one?.id ?? '')).toMatchObject({ ok: false });
  expect(await opened.bind(await officer('Organization/stranger')).read('AuditEvent', one?.id ?? '')).toMatchObject({
    ok: false,
  });
  expect(await opened.bind(await officer()).read('AuditEvent', one?.id ?? '')).toMatchObject({ ok: true });
});

test('a person sees who looked at theirs, and neither accounts, what was asked, nor items that are kept from them', async () => {
  const found = await events(await themself(), ['_count', '100']);
  expect(found.length).toBeGreaterThan(5);
  const text = JSON.stringify(found);
  expect(text).not.toContain('account/');
  expect(text).not.toContain('Observation/x');
  expect(text).not.toContain(Buffer.from('Observation?code=x').toString('base64'));
  expect(text).toContain(patient);
});

test('what was read under an opening is marked, and told to the person from its time on', async () => {
  const under = { ...(await opened.nurse('Organization/trust')), under: 'opening-1' };
  await opened.audit.note(under, { action: 'open-record', outcome: 'done', person });
  const marked = (list: readonly Event[]) =>
    list.filter(({ purposeOfEvent }) => purposeOfEvent.some(({ coding }) => coding[0]?.code === 'BTG'));
  expect(marked(await events(await officer(), ['_count', '100']))).toHaveLength(1);
  const later = new Date(opened.clock.now + 60_000);
  await store.write((transaction) => opened.audit.showFrom(transaction, 'opening-1', later));
  expect(marked(await events(await themself(), ['_count', '100']))).toHaveLength(0);
  opened.clock.now += 61_000;
  expect(marked(await events(await themself(), ['_count', '100']))).toHaveLength(1);
});

test('a system asks for the log by its site, and keeps AuditEvents of its own beside it', async () => {
  expect((await events(system, ['site', 'concord'])).length).toBeGreaterThan(5);
  expect(await events(system)).toEqual([]);
});
