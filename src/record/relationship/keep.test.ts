import { afterAll, beforeAll, expect, test } from 'vitest';
import { RELATIONSHIPS } from '#agreement';
import { sql, type Store } from '#store';
import { freshDatabase } from '#testing/database';
import { hba1c, loadFrom, type Opened, openForTest, PARTNERS, patient } from '../record.testing.ts';

let opened: Opened;
let store: Store;

beforeAll(async () => {
  ({ store } = await freshDatabase());
  opened = await openForTest(store, PARTNERS);
});

afterAll(async () => opened.stop());

const ODS = 'https://fhir.nhs.uk/Id/ods-organization-code';

/** Who may have what relationship with the person of a record, in every compartment of theirs alike. */
async function relationships(source: string) {
  const rows = await store.all<{ holder: string; purpose: number; rel: number; cmp: string }>(sql`
    select v.holder, a.purpose, a.rel, a.cmp from access a join viewer v on v.key = a.viewer
    join person_record p on (p.bkt, p.cmp) = (a.bkt, a.cmp)
    where p.person in (select q.person from person_record q join resource r on (r.bkt, r.cmp) = (q.bkt, q.cmp)
      where r.body::json->'meta'->>'source' like ${`%#Patient/${source}`}) and a.until > ${new Date(opened.clock.now)}
    order by 1, 2`);
  const words = rows.map(({ holder, purpose, rel }) => {
    const names = RELATIONSHIPS.filter((_, bit) => (rel & (1 << bit)) !== 0).join('+');
    return `${holder.startsWith('Person/') ? 'self' : holder.slice('Organization/'.length)} ${purpose} ${names}`;
  });
  return [...new Set(words)];
}

async function partner(id: string, code: string) {
  const access = await opened.system('Organization/loader');
  const body = JSON.stringify({
    resourceType: 'Organization',
    id,
    identifier: [{ system: ODS, value: code }],
    name: id,
  });
  const written = await opened.repository.bind(access).update('Organization', id, body);
  if (!written.ok) throw new Error(written.refusals[0].text);
}

test('whoever contributed, is registered with, or plans for a person has access rows; the person has their own', async () => {
  await partner('elm', 'K84001');
  await loadFrom(
    opened,
    'trust',
    patient('t1', {
      generalPractitioner: [{ identifier: { system: ODS, value: 'K84001' }, display: 'Elm Tree Surgery' }],
    }),
  );
  await opened.follow();
  expect(await relationships('t1')).toEqual([
    'board 1 population',
    'board 3 population',
    'elm 0 registered',
    'trust 0 contributed',
    'trust 3 contributed',
    'self 4 self',
  ]);
});

test('a link gives each the relationship with the whole person, and unlinking takes it back', async () => {
  await loadFrom(opened, 'clinic', patient('c1', { identifier: [], telecom: [] }));
  await opened.follow();
  expect(await relationships('c1')).toEqual([
    'board 1 population',
    'board 3 population',
    'clinic 0 contributed',
    'clinic 3 contributed',
    'elm 0 registered',
    'trust 0 contributed',
    'trust 3 contributed',
    'self 4 self',
  ]);
  const system = await opened.system('Organization/loader');
  const found = await opened.answers.findPeople(system, { text: 'okafor', limit: 1 });
  const links = await opened.answers.linked(system, found.ok ? (found.value.people[0]?.person ?? '') : '');
  const clinic = links.ok ? links.value.find(({ organization }) => organization === 'Foot Clinic') : undefined;
  await opened.answers.unlink(system, clinic?.compartment ?? '', 'Not hers');
  await opened.follow();
  expect(await relationships('c1')).toEqual([
    'board 1 population',
    'board 3 population',
    'clinic 0 contributed',
    'clinic 3 contributed',
    'self 4 self',
  ]);
  expect(await relationships('t1')).not.toContain('clinic 0 contributed');
});

// Shows a control of hazard H9.
test('a care team, an open referral and a caseload are relationships while they stand', async () => {
  const subject = { reference: 'Patient/x1' };
  const to = (id: string) => ({ reference: `Organization/${id}` });
  const referral = (status: string) => ({
    resourceType: 'ServiceRequest',
    id: 'r',
    status,
    intent: 'order',
    subject,
    performer: [to('clinic')],
  });
  await loadFrom(
    opened,
    'elm',
    patient('x1', { identifier: [], name: [{ family: 'Zhou', given: ['Wei'] }], birthDate: '1999-12-31' }),
    {
      resourceType: 'CareTeam',
      id: 'ct',
      status: 'active',
      subject,
      participant: [{ member: to('trust') }],
      period: { end: '2026-03-05' },
    },
    { resourceType: 'EpisodeOfCare', id: 'e', status: 'active', patient: subject, managingOrganization: to('trust') },
    referral('active'),
  );
  await opened.follow();
  expect(await relationships('x1')).toEqual(
    expect.arrayContaining(['clinic 0 referred', 'trust 0 team+caseload', 'elm 0 contributed']),
  );
  await loadFrom(opened, 'elm', referral('completed'));
  // Before the feed has been read, and after.
  expect((await relationships('x1')).filter((row) => row.startsWith('clinic'))).toEqual([]);
  await opened.follow();
  expect((await relationships('x1')).filter((row) => row.startsWith('clinic'))).toEqual([]);
});

// Shows a control of hazard H9.
test('whoever owns an open task for a person was referred them, and sees the task; not before, and not after', async () => {
  const subject = { reference: 'Patient/tk' };
  const task = (status: string, owner = 'clinic') => ({
    resourceType: 'Task',
    id: 'call',
    status,
    intent: 'order',
    for: subject,
    owner: { reference: `Organization/${owner}` },
    description: 'Fit an insole',
  });
  const person = patient('tk', {
    identifier: [],
    name: [{ family: 'Abara', given: ['Ngozi'] }],
    birthDate: '1951-07-01',
  });
  await loadFrom(opened, 'elm', person, task('requested', 'trust'));
  await opened.follow();
  const told = async (organization: string) => {
    const found = await opened.repository
      .bind(await opened.staff(`Organization/${organization}`))
      .search({ type: 'Task', parameters: [], handling: 'strict' });
    return found.ok ? found.value.entries.length : 0;
  };
  expect([await told('elm'), await told('trust'), await told('clinic')]).toEqual([1, 1, 0]);
  await loadFrom(opened, 'elm', task('accepted'));
  await opened.follow();
  expect(await relationships('tk')).toContain('clinic 0 referred');
  expect([await told('elm'), await told('trust'), await told('clinic')]).toEqual([1, 0, 1]);
  await loadFrom(opened, 'elm', task('completed'));
  expect([await told('elm'), await told('clinic')]).toEqual([1, 0]);
  await opened.follow();
  expect([await told('elm'), await told('clinic')]).toEqual([1, 0]);
});

test('an organisation that writes into the record of another has contributed; deleted, it has not', async () => {
  const access = await opened.system('Organization/clinic');
  const repository = opened.repository.bind(access);
  const [home] = await store.all<{ id: string }>(sql`
    select id from resource where body::json->'meta'->>'source' like '%#Patient/x1'`);
  const written = await repository.create(
    'Observation',
    JSON.stringify({ ...hba1c('', home?.id ?? '', { value: 50, unit: 'mmol/mol', on: '2026-01-01' }), id: undefined }),
  );
  if (!written.ok) throw new Error(written.refusals[0].text);
  await opened.follow();
  expect(await relationships('x1')).toContain('clinic 0 contributed');
  await repository.remove('Observation', written.value.id);
  await opened.follow();
  expect(await relationships('x1')).not.toContain('clinic 0 contributed');
});

test('whoever writes again is not looked into again; whoever writes first has it with the whole person', async () => {
  const patients = await store.all<{ id: string; bkt: number; cmp: string }>(sql`
    select id, bkt, cmp from resource where body::json->'meta'->>'source' like any(array['%#Patient/t1', '%#Patient/x1']) order by id`);
  const places = patients.map(({ bkt, cmp }) => ({ bkt, cmp }));
  await store.write((transaction) =>
    opened.services.ports.persons.link(transaction, places[0] as never, places[1] as never),
  );
  await opened.follow();
  const writtenBy = async (organization: string) => {
    const repository = opened.repository.bind(await opened.system(organization));
    const body = {
      ...hba1c('', patients[0]?.id ?? '', { value: 51, unit: 'mmol/mol', on: '2026-01-02' }),
      id: undefined,
    };
    const written = await repository.create('Observation', JSON.stringify(body));
    if (!written.ok) throw new Error(written.refusals[0].text);
    const created = [{ ...(places[0] as { bkt: number; cmp: string }), type: 'Observation', id: written.value.id }];
    const asked = await opened.services.ports.persons.newlyContributed(store, created);
    await opened.follow();
    return asked.length;
  };
  expect(await writtenBy('Organization/clinic')).toBe(1);
  expect(await relationships('x1')).toEqual(
    expect.arrayContaining(['clinic 0 contributed', 'clinic 3 contributed', 'board 3 population']),
  );
  expect(await relationships('t1')).toEqual(await relationships('x1'));
  expect(await writtenBy('Organization/clinic')).toBe(0);
  await store.write((transaction) => opened.services.ports.persons.unlink(transaction, places[1] as never));
  await opened.follow();
});

test('rebuilding everybody changes nothing that is right', async () => {
  const before = await store.all(sql`select * from access order by viewer, purpose, bkt, cmp`);
  expect(before.length).toBeGreaterThan(5);
  await opened.answers.rebuildRelationships(await opened.system('Organization/loader'));
  expect(await store.all(sql`select * from access order by viewer, purpose, bkt, cmp`)).toEqual(before);
});

test('a partner whose identifier is learnt after its people has its relationship then', async () => {
  const registered = {
    generalPractitioner: [{ identifier: { system: ODS, value: 'K99' } }, { reference: 'Organization/copy' }],
  };
  const other = { identifier: [], name: [{ family: 'Late', given: ['Lou'] }], birthDate: '1941-01-01' };
  await loadFrom(opened, 'trust', patient('l1', { ...other, ...registered }));
  await opened.follow();
  expect(await relationships('l1')).not.toContain('clinic 0 registered');
  await partner('clinic', 'K99');
  await opened.follow();
  expect(await relationships('l1')).toContain('clinic 0 registered');
});

test('a partner that loses its identifier sees less with that write, before anybody follows it', async () => {
  await partner('clinic', 'K98');
  expect(await relationships('l1')).not.toContain('clinic 0 registered');
  await opened.follow();
  expect(await relationships('l1')).not.toContain('clinic 0 registered');
});

test('a contributor’s copy of a partner’s Organization stands for the partner', async () => {
  const other = { identifier: [], name: [{ family: 'Copy', given: ['Cat'] }], birthDate: '1942-01-01' };
  await loadFrom(opened, 'trust', patient('k1', { ...other, managingOrganization: { reference: 'Organization/77' } }), {
    resourceType: 'Organization',
    id: '77',
    name: 'Elm, as the trust writes it',
    identifier: [{ system: ODS, value: 'K84001' }],
  });
  await opened.follow();
  expect(await relationships('k1')).toContain('elm 0 registered');
});

test('a name that no partner has gives nobody access', async () => {
  await loadFrom(
    opened,
    'trust',
    patient('y1', {
      identifier: [],
      name: [{ family: 'Nemo', given: ['Nils'] }],
      birthDate: '1931-01-01',
      managingOrganization: { reference: 'Organization/99' },
    }),
  );
  await opened.follow();
  expect(await relationships('y1')).toEqual([
    'board 1 population',
    'board 3 population',
    'trust 0 contributed',
    'trust 3 contributed',
    'self 4 self',
  ]);
});
