import { afterAll, beforeAll, expect, test } from 'vitest';
import { sql, type Store } from '#store';
import { freshDatabase } from '#testing/database';
import { hba1c, loadFrom, ndjson, type Opened, openForTest, PARTNERS, patient } from '../record.testing.ts';
import { mappingNamed } from './built-in.ts';
import { receiveOf } from './hl7v2/door.ts';
import { intakeRoutes } from './intake.routes.ts';

let opened: Opened;
let store: Store;

beforeAll(async () => {
  ({ store } = await freshDatabase());
  opened = await openForTest(store, PARTNERS);
});

afterAll(async () => opened.stop());

const counted = async (table: string) =>
  (await store.first<{ count: number }>(sql`select count(*)::int as count from ${sql.raw(table)}`))?.count;

// Shows a control of hazard H3.
test('the same file twice changes nothing, and a changed record alone is written', async () => {
  const file = [
    patient('a'),
    ...Array.from({ length: 450 }, (_, at) => hba1c(`o${at}`, 'a', { value: 50, unit: 'mmol/mol', on: '2026-01-01' })),
  ];
  expect(await loadFrom(opened, 'elm', ...file)).toMatchObject({ taken: 451, unchanged: 0, refused: [] });
  const before = [await counted('resource'), await counted('change'), await counted('history')];
  opened.clock.now += 60_000;
  expect(await loadFrom(opened, 'elm', ...file)).toMatchObject({ taken: 0, unchanged: 451, refused: [] });
  expect([await counted('resource'), await counted('change'), await counted('history')]).toEqual(before);
  const changed = [...file.slice(0, 451 - 1), hba1c('o449', 'a', { value: 51, unit: 'mmol/mol', on: '2026-01-01' })];
  expect(await loadFrom(opened, 'elm', ...changed)).toMatchObject({ taken: 1, unchanged: 450 });
});

test('everything that comes in says where from: source, contributor and a Provenance of its person', async () => {
  const access = await opened.system('Organization/elm');
  const repository = opened.repository.bind(access);
  const found = await repository.search({
    type: 'Patient',
    parameters: [['identifier', '9990000018']],
    handling: 'strict',
  });
  const stored = found.ok ? found.value.entries[0]?.resource : undefined;
  expect(JSON.parse(stored?.body ?? '{}')).toMatchObject({ meta: { source: 'urn:concord:feed:elm#Patient/a' } });
  expect(stored?.org).toBe(access.organization);
  const told = await repository.search({
    type: 'Provenance',
    parameters: [['target', `Patient/${stored?.id}`]],
    handling: 'strict',
  });
  const provenance = JSON.parse((told.ok ? told.value.entries[0]?.resource.body : undefined) ?? '{}');
  expect(provenance).toMatchObject({
    agent: [{ who: { reference: 'Organization/elm' } }],
    entity: [{ role: 'source', what: { display: 'feed.ndjson' } }],
  });
  expect(provenance.target).toContainEqual({ reference: `Patient/${stored?.id}` });
});

// Shows requirement API10:2023.
// Shows a control of hazard H11.
test('bad records are refused by name and the rest goes on', async () => {
  const report = await loadFrom(
    opened,
    'trust',
    patient('t'),
    { resourceType: 'Observation', id: 'no-status', code: { text: 'x' }, subject: { reference: 'Patient/t' } },
    { resourceType: 'Nonsense', id: 'n' },
    hba1c('good', 't', { value: 50, unit: 'mmol/mol', on: '2026-01-01' }),
    hba1c('bad-day', 't', { value: 50, unit: 'mmol/mol', on: '2026-02-31' }),
    { ...patient('div'), text: { status: 'generated', div: '<div><script>alert(1)</script></div>' } },
  );
  expect(report).toMatchObject({ taken: 2 });
  expect(report.refused.map(({ line, record, code }) => [line, record, code])).toEqual([
    [2, 'Observation/no-status', 'fhir.required'],
    [3, 'line 3', 'intake.no-resource'],
    [5, 'Observation/bad-day', 'fhir.value'],
    [6, 'Patient/div', 'fhir.narrative'],
  ]);
});

test('a record that says two things in one file is taken once and refused once', async () => {
  const report = await loadFrom(opened, 'clinic', patient('c'), patient('c'), patient('c', { gender: 'male' }));
  expect(report).toMatchObject({
    taken: 1,
    unchanged: 0,
    refused: [{ line: 3, record: 'Patient/c', code: 'intake.contradiction' }],
  });
});

// Shows a control of hazard H3.
test('a file known by its hash undoes nothing that came after it', async () => {
  const system = await opened.system('Organization/loader');
  const load = (name: string, ...resources: readonly object[]) =>
    opened.answers.intake(system, {
      organization: 'oak',
      name,
      content: ndjson(...resources),
      sha256: hashes[name] ?? '',
    });
  const hashes: Record<string, string> = {};
  await load('monday', patient('h'));
  const [row] = await store.all<{ sha256: string }>(sql`select sha256 from record_intake where file = 'monday'`);
  hashes['monday'] = row?.sha256 ?? '';
  await load('tuesday', patient('h', { gender: 'unknown' }));
  expect(await load('monday', patient('h'))).toMatchObject({ ok: true, value: { taken: 0, unchanged: 1 } });
  const kept = await store.first<{ body: string }>(
    sql`select body from resource where body like '%feed:oak#Patient/h%'`,
  );
  expect(kept?.body).toContain('"gender":"unknown"');
});

// Shows a control of hazard H11.
test('two organisations that call different people alike keep them apart', async () => {
  await loadFrom(
    opened,
    'north',
    patient('1', { identifier: [], name: [{ family: 'Ames', given: ['Ann'] }], birthDate: '1950-01-01' }),
  );
  await loadFrom(
    opened,
    'south',
    patient('1', { identifier: [], name: [{ family: 'Boyd', given: ['Bob'] }], birthDate: '1960-01-01' }),
  );
  const rows = await store.all<{ id: string }>(sql`select id from resource where body like '%#Patient/1"%'`);
  expect(new Set(rows.map(({ id }) => id)).size).toBe(2);
});

test('a CSV file comes in by a mapping that ships', async () => {
  const mapping = mappingNamed('council');
  if (!mapping.ok) throw new Error('no mapping');
  async function* content() {
    yield 'client_ref,surname,forename,dob,nhs_no,address,postcode,assessed_on,need,support,hours_per_week,lives_alone\n';
    yield 'SC1,Okafor,Amina,04/07/1957,999 000 0018,14 Mill Lane,zz1 2ab,01/02/2026,Mobility,Home care,7,Y\n';
    yield 'SC2,Doe,Jo,31/02/1957,,,,,,,,\n';
  }
  const system = await opened.system('Organization/loader');
  const report = await opened.answers.intake(system, {
    organization: 'council',
    name: 'council.csv',
    content: content(),
    mapping: mapping.value,
  });
  expect(report).toMatchObject({
    ok: true,
    value: { format: 'csv', taken: 3, refused: [{ line: 3, record: 'Patient/SC2', code: 'intake.date' }] },
  });
  expect(mappingNamed('nobody')).toMatchObject({ refusals: [{ code: 'intake.no-mapping' }] });
});

test('files are for systems, name their organisation, and hold something', async () => {
  const nurse = await opened.staff('Organization/elm');
  const ask = async (organization: string, ...resources: readonly object[]) =>
    opened.answers.intake(await opened.system('Organization/loader'), {
      organization,
      name: 'f',
      content: ndjson(...resources),
    });
  expect(
    await opened.answers.intake(nurse, { organization: 'elm', name: 'f', content: ndjson(patient('z')) }),
  ).toMatchObject({ refusals: [{ code: 'intake.systems-only' }] });
  expect(await ask(' ', patient('z'))).toMatchObject({ refusals: [{ code: 'intake.organization' }] });
  expect(await ask('elm')).toMatchObject({ refusals: [{ code: 'intake.empty' }] });
});

test('a new organisation is introduced by its name', async () => {
  await loadFrom(opened, 'St Anne’s Hospice', patient('s'));
  const repository = opened.repository.bind(await opened.system('Organization/loader'));
  const found = await repository.read('Organization', 'st-anne-s-hospice');
  expect(JSON.parse(found.ok ? found.value.body : '{}')).toMatchObject({ name: 'St Anne’s Hospice' });
});

test('over HTTP the answer is lines of progress and then the report', async () => {
  const [route] = intakeRoutes(opened.answers.intake, receiveOf(opened.services));
  const access = await opened.system('Organization/loader');
  const answer = await route?.handle({
    params: {},
    query: new URLSearchParams({ organization: 'elm', file: 'sent.ndjson' }),
    headers: {},
    body: ndjson(
      ...Array.from({ length: 420 }, (_, at) =>
        hba1c(`h${at}`, 'a', { value: 60, unit: 'mmol/mol', on: '2026-01-02' }),
      ),
    ),
    access,
    repository: opened.repository.bind(access),
  });
  const lines: unknown[] = [];
  if (answer?.ok) for await (const line of (answer.value as { lines: AsyncIterable<unknown> }).lines) lines.push(line);
  expect(lines.length).toBeGreaterThan(1);
  expect(lines.slice(0, -1).every((line) => typeof line === 'object' && line !== null && 'progress' in line)).toBe(
    true,
  );
  expect(lines.at(-1)).toMatchObject({ report: { file: 'sent.ndjson', taken: 420 } });
});

// Shows a control of hazard H6.
test('when the store fails in the middle the failure is told, and loading again completes it', async () => {
  const broken = {
    ...opened.services,
    repository: (access: Parameters<typeof opened.services.repository>[0]) =>
      failingAfter(1, opened.repository.bind(access)),
  };
  const { intakeOf } = await import('./intake.ts');
  const file = [
    patient('k'),
    ...Array.from({ length: 450 }, (_, at) => hba1c(`k${at}`, 'k', { value: 50, unit: 'mmol/mol', on: '2026-01-01' })),
  ];
  const question = () => ({ organization: 'kiln', name: 'k', content: ndjson(...file) });
  const system = await opened.system('Organization/loader');
  await expect(intakeOf(broken)(system, question())).rejects.toThrow('the database went away');
  expect(await opened.answers.intake(system, question())).toMatchObject({
    ok: true,
    value: { taken: 251, unchanged: 200 },
  });
});

/** The real repository, whose database goes away after some transactions. */
function failingAfter(count: number, repository: ReturnType<typeof opened.repository.bind>): typeof repository {
  let left = count;
  return {
    ...repository,
    transaction: async (entries) => {
      if (left-- <= 0) throw new Error('the database went away');
      return repository.transaction(entries);
    },
  };
}
