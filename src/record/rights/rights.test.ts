import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Access } from '#agreement';
import { day, dayIn, daysBetween, plusDays, plusMonths } from '#base';
import type { Outcome } from '#fhir';
import type { RecordJoint } from '#record';
import { compartmentOf } from '#repository';
import { sql } from '#store';
import { startTestServer, type TestServer } from '#testing/server';
import { tablesWith } from '../../repository/purge/scan.testing.ts';
import { ndjson } from '../record.testing.ts';
import type { RightsAnswers, Wanted } from './contract.ts';
import { copyLine, SHARED_UNDER } from './copy-line.ts';
import { eraseItems } from './erase.ts';

/*
 * Amina Okafor has a record at one surgery. Another organisation's system was shown one of her results. Everything runs as in the
 * program: obligations, jobs, the log.
 */
const CANARY = 'Zyxwvucanary';
const OWN = 'Organization/test';
const YESTERDAY = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);

let server: TestServer;
let record: RecordJoint;
let rights: RightsAnswers;
let self: Access;
let doctor: Access;
let lead: Access;
let otherLead: Access;
let person: string;

const observation = (id: string, change: object = {}) => ({
  resourceType: 'Observation',
  id,
  status: 'final',
  code: { text: 'HbA1c', coding: [{ system: 'http://loinc.org', code: '59261-8' }] },
  subject: { reference: 'Patient/a' },
  effectiveDateTime: YESTERDAY,
  valueQuantity: { value: 52, unit: 'mmol/mol', system: 'http://unitsofmeasure.org', code: 'mmol/mol' },
  ...change,
});
const SENT: readonly { readonly resourceType: string; readonly id: string }[] = [
  {
    resourceType: 'Patient',
    id: 'a',
    name: [{ family: 'Okafor', given: ['Amina'] }],
    birthDate: '1957-07-04',
  } as never,
  observation('o1'),
  observation('o2'),
  observation('o3', { code: { text: `About ${CANARY}` }, note: [{ text: CANARY }] }),
  {
    resourceType: 'Flag',
    id: 'f',
    status: 'active',
    code: { text: 'Child protection plan' },
    subject: { reference: 'Patient/a' },
    meta: { security: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'SDV' }] },
  } as never,
  {
    resourceType: 'RelatedPerson',
    id: 'r',
    patient: { reference: 'Patient/a' },
    name: [{ family: 'Neighbour' }],
  } as never,
];

beforeAll(async () => {
  server = await startTestServer();
  const { app } = server;
  record = app.core.services.answers['record'] as RecordJoint;
  ({ rights } = record);
  for (const one of SENT) await put(one);
  await caughtUp();
  const { store } = app.core.services;
  person = (await store.first<{ person: string }>(sql`select person from person_record`))?.person ?? '';
  const seat = (role: 'gp' | 'ig-lead' | 'person', organization = OWN) =>
    app.core.auth.accessOfSeat({
      id: role,
      account: `${role}-of-${organization.slice(13)}`,
      name: 'Noor Haddad',
      role,
      organization,
      organizationName: organization,
      ...(role === 'person' ? { person: `Person/${person}` } : {}),
    });
  [self, doctor, lead] = await Promise.all([seat('person'), seat('gp'), seat('ig-lead')]);
  otherLead = await seat('ig-lead', 'Organization/other');
  await app.core.services.ports.contributors.organizationKey('Organization/other', 'Harbour Trust');
  await app.core.services.ports.contributors.organizationKey(OWN, 'Elm Tree Surgery');
});
afterAll(() => server?.close());

/** A transaction of another test on the same server holds the feed back for a moment: until nothing waits. */
async function caughtUp(): Promise<void> {
  const { feed } = server.app.core;
  const waits = async () =>
    (await Promise.all(['record', 'insight'].map((name) => feed.behind(name, 1)))).some(Boolean);
  do await server.app.caughtUp();
  while (await waits());
}

async function put(
  resource: { readonly resourceType: string; readonly id: string },
  token = server.token,
): Promise<number> {
  const sent = await fetch(`${server.base}/${resource.resourceType}/${resource.id}`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/fhir+json' },
    body: JSON.stringify(resource),
  });
  return sent.status;
}

function value<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(`${outcome.refusals[0].code}: ${outcome.refusals[0].text}`);
  return outcome.value;
}
const code = (outcome: Outcome<unknown>) => (outcome.ok ? 'accepted' : outcome.refusals[0].code);

async function asked(wanted: Partial<Wanted> & Pick<Wanted, 'right'>): Promise<string> {
  const [id = ''] = value(await rights.ask(self, { of: [OWN], words: 'Because I say so', ...wanted }));
  return id;
}
const bind = (access: Access) => server.app.core.services.repository(access);
/** Rows of an item by which figures count it. */
const facts = async (id: string) => {
  const { store } = server.app.core.services;
  return (await store.all(sql`select 1 from insight_fact where id = ${id}`)).length;
};
const sees = async (access: Access, id: string) => (await bind(access).read('Observation', id)).ok;

test('a copy has a clock of a month, leaves out what tells about others, and can be taken for thirty days', async () => {
  const id = await asked({ right: 'copy' });
  const today = dayIn('Europe/London', Date.now());
  const [mine] = value(await rights.mine(self)).requests;
  expect(mine).toMatchObject({ id, right: 'copy', state: 'open', organization: 'Elm Tree Surgery', late: false });
  expect((mine?.due ?? '') >= plusMonths(today, 1)).toBe(true);
  expect((mine?.due ?? '') <= plusDays(plusMonths(today, 1), 4)).toBe(true);
  expect(code(await rights.ask(self, { right: 'copy', of: [OWN], words: '' }))).toBe('record.request-open');
  const seen = value(await rights.forLead(lead, id));
  expect(seen.name).toContain('OKAFOR');
  expect(seen.heldBack.map(({ because }) => because).sort()).toEqual([
    'it is marked safeguarding, or an order holds it back',
    'it tells about somebody else',
  ]);
  expect(code(await rights.forLead(otherLead, id))).toBe('record.no-request');
  value(await rights.decide(lead, id, { given: 'granted', words: '' }));
  await expect.poll(async () => value(await rights.one(self, id)).copy?.ready, { timeout: 20_000 }).toBe(true);
  const done = value(await rights.one(self, id));
  expect(done).toMatchObject({ state: 'done', decision: { given: 'granted' } });
  expect(done.complain).toContain('Information Commissioner');
  const text = async (format: 'ndjson' | 'html') => {
    let all = '';
    for await (const piece of value(await rights.file(self, id, format)).pieces) all += piece;
    return all;
  };
  const lines = (await text('ndjson'))
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as { resourceType: string; meta: { extension: readonly object[] } });
  expect(lines.map(({ meta: { extension } }) => extension)).toEqual(
    lines.map(() => [{ url: SHARED_UNDER, valueString: 'Not shared by any agreement' }]),
  );
  expect(lines.map(({ resourceType }) => resourceType).sort()).toEqual([
    'Observation',
    'Observation',
    'Observation',
    'Patient',
  ]);
  const page = await text('html');
  expect(page).toContain('HbA1c, 52 mmol/mol');
  expect(page).toContain('Who looked, and why');
  expect(page).toContain('Not shared by any agreement');
  expect(page).not.toContain('Neighbour');
  expect(page).not.toContain('Child protection');
  const list = await server.app.core.services.obligations?.owedBy(lead, { state: 'all' });
  expect(list?.items.find(({ page: at }) => at === `/audit/requests/${id}`)).toMatchObject({ state: 'kept' });
});

test('a line of a copy names what it is shared under, keeps the digits of numbers, and believes no sender', () => {
  const under = ['Vale data sharing agreement, version 2, paragraph 5.1: Vale Hospitals (doctors), direct care'];
  const one = (meta: string) => `{"resourceType":"Observation","meta":${meta},"valueQuantity":{"value":1.50}}`;
  const [mine] = under.map((words) => `{"url":"${SHARED_UNDER}","valueString":"${words}"}`);
  expect(copyLine(one('{"versionId":"1"}'), under)).toBe(`${one(`{"versionId":"1","extension":[${mine}]}`)}\n`);
  const theirs = '{"url":"urn:theirs","valueDecimal":2.0}';
  const forged = `{"url":"${SHARED_UNDER}","valueString":"Everybody"}`;
  expect(copyLine(one(`{"extension":[${theirs},${forged}]}`), under)).toBe(
    `${one(`{"extension":[${theirs},${mine}]}`)}\n`,
  );
});

test('what came by letter waits for proof of identity, can be put off once, and is refused on a ground of the law alone', async () => {
  const wanted = {
    right: 'object',
    person: 'Okafor 1957',
    way: 'letter',
    came: YESTERDAY,
    words: 'Not with everybody',
    proved: false,
  } as const;
  const id = value(await rights.enter(lead, wanted));
  const open = () => rights.forLead(lead, id).then(value);
  expect((await open()).state).toBe('identity');
  expect((await open()).due).toBeUndefined();
  expect(
    code(await rights.decide(lead, id, { given: 'refused', ground: 'claims', words: 'We need it for a claim.' })),
  ).toBe('record.request-identity');
  value(await rights.identified(lead, id, 'Passport seen at the desk'));
  const before = (await open()).due ?? '';
  value(await rights.extend(lead, id, 'Three services hold parts of it.'));
  expect(daysBetween(day(before), day((await open()).due ?? ''))).toBeGreaterThan(50);
  expect(code(await rights.extend(lead, id, 'And again.'))).toBe('record.request-extended');
  expect(
    code(await rights.decide(lead, id, { given: 'refused', ground: 'because', words: 'We do not want to.' })),
  ).toBe('record.request-ground');
  expect(code(await rights.decide(lead, id, { given: 'refused', ground: 'claims', words: '' }))).toBe(
    'record.request-reason',
  );
  value(
    await rights.decide(lead, id, {
      given: 'refused',
      ground: 'claims',
      words: 'A claim of yours is open, and it is needed for it.',
    }),
  );
  const told = value(await rights.one(self, id));
  expect(told).toMatchObject({ state: 'refused', decision: { given: 'refused', ground: { id: 'claims' } } });
  expect(told.steps.map(({ what }) => what)).toEqual([
    'Came in',
    'Waits for proof of identity',
    'Identity is clear: the clock runs',
    'Put off by 2 months',
    'Not granted',
  ]);
  expect(code(await rights.decide(lead, id, { given: 'granted', words: 'x' }))).toBe('record.request-over');
});

test('a correction is a new version, both stand beside the item, and who was shown it is told', async () => {
  const other = await server.tokenFor('reader', 'Organization/other');
  await fetch(`${server.base}/Observation/o1`, { headers: { authorization: `Bearer ${other}` } });
  const id = await asked({ right: 'correct', item: 'Observation/o1', words: 'It was 42' });
  const seen = value(await rights.forLead(lead, id));
  expect(seen.fields.find(({ name }) => name === 'valueQuantity/value')?.value).toBe('52');
  const decision = { given: 'granted', ground: 'wrong', words: 'The laboratory says 42.' } as const;
  expect(code(await rights.decide(lead, id, { ...decision, fields: { 'valueQuantity/value': '52' } }))).toBe(
    'record.amend-nothing',
  );
  expect(code(await rights.decide(lead, id, { ...decision, fields: { 'valueQuantity/value': 'many' } }))).toBe(
    'record.amend-value',
  );
  value(await rights.decide(lead, id, { ...decision, fields: { 'valueQuantity/value': '42' } }));
  const now = value(await bind(doctor).read('Observation', 'o1'));
  expect(JSON.parse(now.body)).toMatchObject({
    valueQuantity: { value: 42, unit: 'mmol/mol' },
    meta: { versionId: '2' },
  });
  expect(JSON.parse(value(await bind(doctor).vread('Observation', 'o1', 1)).body)).toMatchObject({
    valueQuantity: { value: 52 },
  });
  value(await rights.disagree(self, id, 'It was 41, I have the letter.'));
  const page = value(await record.openPerson(doctor, person, day('2026-03-02')));
  const notes = page.results.flatMap(({ points }) => points).find(({ source }) => source.reference === 'Observation/o1')
    ?.source.notes;
  expect(notes).toMatchObject([
    { kind: 'corrected', words: 'The laboratory says 42.' },
    { kind: 'disputed', words: 'It was 41, I have the letter.' },
  ]);
  const owed = await server.app.core.services.obligations?.owedBy(otherLead, { state: 'open' });
  const [told] = owed?.items ?? [];
  expect(told).toMatchObject({ kind: 'record-told', title: 'Take over a correction of something that you were shown' });
  expect(value(await rights.told(otherLead, told?.page?.split('/').at(-1) ?? ''))).toMatchObject({
    from: 'Elm Tree Surgery',
    right: 'correct',
  });
  expect(code(await rights.told(lead, told?.page?.split('/').at(-1) ?? ''))).toBe('record.no-request');
});

test('a restriction holds from the moment it is asked for, keeps new versions too, and ends with notice', async () => {
  expect([await sees(doctor, 'o2'), await facts('o2')]).toEqual([true, 1]);
  const id = await asked({ right: 'restrict', item: 'Observation/o2' });
  expect([await sees(doctor, 'o2'), await sees(self, 'o2'), await sees(lead, 'o2')]).toEqual([false, true, true]);
  expect(await put(observation('o2', { status: 'amended' }))).toBe(200);
  expect([await sees(doctor, 'o2'), await facts('o2')]).toEqual([false, 0]);
  value(
    await rights.decide(lead, id, { given: 'granted', ground: 'contested', words: 'While we ask the laboratory.' }),
  );
  expect(await sees(doctor, 'o2')).toBe(false);
  value(await rights.lift(lead, id, 'The laboratory has confirmed it.'));
  expect([await sees(doctor, 'o2'), await facts('o2')]).toEqual([true, 1]);
  expect(code(await rights.lift(lead, id, 'The laboratory has confirmed it.'))).toBe('record.not-restricted');
});

test('of a whole record it holds for what is added later, before and after the feed was read', async () => {
  const id = await asked({ right: 'restrict' });
  expect(await sees(doctor, 'o1')).toBe(false);
  await put(observation('o4'));
  expect(await sees(doctor, 'o4')).toBe(false);
  await caughtUp();
  expect([await sees(doctor, 'o4'), await sees(self, 'o4')]).toEqual([false, true]);
  expect((await record.openPerson(doctor, person, day('2026-03-02'))).ok).toBe(false);
  value(await rights.withdraw(self, id));
  await caughtUp();
  expect([await sees(doctor, 'o1'), await sees(doctor, 'o4')]).toEqual([true, true]);
});

test('an erasure checks what the law has kept, leaves nothing behind, and what comes again is named and not taken', async () => {
  const { store } = server.app.core.services;
  expect(await tablesWith(store, CANARY)).not.toEqual([]);
  const id = await asked({ right: 'erase', item: 'Observation/o3', words: `It speaks of ${CANARY}` });
  expect(value(await rights.forLead(lead, id)).kept).toMatchObject([{ reference: 'Observation/o3' }]);
  const said = `Nothing of ${CANARY} is needed.`;
  expect(code(await rights.decide(lead, id, { given: 'granted', ground: 'not-needed', words: said }))).toBe(
    'record.kept-by-law',
  );
  value(await rights.decide(lead, id, { given: 'granted', ground: 'unlawful', words: 'It was about somebody else.' }));
  await caughtUp();
  expect(await tablesWith(store, CANARY)).toEqual([]);
  expect(value(await rights.one(self, id))).toMatchObject({
    state: 'done',
    about: 'Something that was erased',
    words: '',
  });
  expect(await put(observation('o3'))).toBe(410);
  const question = {
    organization: 'test',
    name: 'feed.ndjson',
    content: ndjson(observation('o5', { subject: { reference: 'Patient/z' } })),
  };
  const system = {
    ...lead,
    role: 'system',
    filter: { op: 'always' },
    writes: 'everything',
    choosesIds: true,
  } as Access;
  const first = value(await record.intake(system, question));
  expect(first.refused).toEqual([]);
  const own = await store.first<{ id: string }>(
    sql`select id from resource where body like '%o5%' and typ = (select typ from resource where id = 'o1')`,
  );
  const taken = own?.id ?? '';
  const { rights: port } = server.app.core.services.ports;
  await store.write((transaction) =>
    port.purge(transaction, [`Observation/${taken}`], { access: system, at: new Date(), because: 'test' }),
  );
  const again = value(
    await record.intake(system, {
      ...question,
      content: ndjson(observation('o5', { subject: { reference: 'Patient/z' }, status: 'amended' })),
    }),
  );
  expect(again.refused).toMatchObject([{ code: 'repository.erased' }]);
});

test('what is older than a thousand others is in a copy, can be put right, and counts among what is kept', async () => {
  const token = server.token;
  const entry = Array.from({ length: 1_001 }, (_, at) => ({
    resource: observation(`many${at}`, { effectiveDateTime: '2026-02-01' }),
    request: { method: 'PUT', url: `Observation/many${at}` },
  }));
  const sent = await fetch(server.base, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/fhir+json' },
    body: JSON.stringify({ resourceType: 'Bundle', type: 'batch', entry }),
  });
  expect(sent.status).toBe(200);
  expect(await put(observation('oldest', { effectiveDateTime: '1999-01-01' }))).toBe(201);
  await caughtUp();
  const wrong = await asked({ right: 'correct', item: 'Observation/oldest' });
  expect(value(await rights.forLead(lead, wrong)).fields.length).toBeGreaterThan(0);
  const away = await asked({ right: 'erase' });
  const { kept, keptCount } = value(await rights.forLead(lead, away));
  expect(kept.length).toBe(50);
  expect(keptCount).toBeGreaterThan(1_000);
  const copy = await asked({ right: 'copy' });
  value(await rights.decide(lead, copy, { given: 'granted', words: '' }));
  await expect.poll(async () => value(await rights.one(self, copy)).copy?.ready, { timeout: 30_000 }).toBe(true);
  let lines = '';
  for await (const piece of value(await rights.file(self, copy, 'ndjson')).pieces) lines += piece;
  expect(lines.split('\n').filter((line) => line.includes('"Observation"')).length).toBeGreaterThan(1_001);
  expect(lines).toContain('"oldest"');
}, 60_000);

test('of somebody of whom nothing is left it is not kept who could look', async () => {
  const { services } = server.app.core;
  const { store, ports, now, zone } = services;
  const home = compartmentOf('Patient/gone');
  expect(await put({ resourceType: 'Patient', id: 'gone' })).toBe(201);
  expect(await put(observation('last', { subject: { reference: 'Patient/gone' } }))).toBe(201);
  await caughtUp();
  const kept = () => store.all(sql`select 1 from access_past where cmp = ${home.cmp}::bigint`);
  // As when everybody's relationship ended: who could look until then is kept.
  await store.write((transaction) => ports.keepAccess(transaction, [home], []));
  expect(await kept()).not.toEqual([]);
  const erasing = { places: [home], items: ['Observation/last', 'Patient/gone'], access: lead, because: 'test' };
  const keeping = { ports, now, zone, planners: async () => [] };
  await store.write((transaction) => eraseItems(services, keeping, transaction, erasing));
  expect(await kept()).toEqual([]);
});
