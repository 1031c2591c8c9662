import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sql, type Store } from '#store';
import { type Answered, type Ask, askingServer } from '../asking.testing.ts';

let ask: Ask;
let close: () => Promise<void>;
let store: Store;
beforeAll(async () => {
  const asking = await askingServer();
  ask = asking.ask;
  close = asking.server.close;
  store = asking.server.app.core.services.store;
});
afterAll(() => close?.());

type Entry = {
  readonly resource: { readonly resourceType: string; readonly id: string };
  readonly search: { readonly mode: string };
};
const entries = ({ json }: Answered) => (json['entry'] ?? []) as unknown as readonly Entry[];
const namesOf = (answer: Answered, mode: string) =>
  entries(answer).flatMap(({ resource, search }) =>
    search.mode === mode ? [`${resource.resourceType}/${resource.id}`] : [],
  );
const nextOf = ({ json }: Answered) =>
  (json['link'] as unknown as { relation: string; url: string }[]).find(({ relation }) => relation === 'next')?.url;

async function create(resource: { readonly resourceType: string; readonly [name: string]: unknown }): Promise<string> {
  const { json } = await ask('POST', `/${resource.resourceType}`, { body: resource });
  return `${resource.resourceType}/${json['id']}`;
}

const observation = (patient: string, effectiveDateTime: string | undefined, more: object = {}) => ({
  resourceType: 'Observation',
  status: 'final',
  code: { text: 'weight' },
  subject: { reference: patient },
  ...(effectiveDateTime === undefined ? {} : { effectiveDateTime }),
  ...more,
});

/** A person with care of three years, people and places that it names, and somebody else in whose record they stand too. */
async function person() {
  const [organization, other] = [
    await create({ resourceType: 'Organization', name: 'Practice' }),
    await create({ resourceType: 'Patient' }),
  ];
  const practitioner = await create({ resourceType: 'Practitioner', name: [{ family: randomUUID() }] });
  const role = await create({
    resourceType: 'PractitionerRole',
    practitioner: { reference: practitioner },
    organization: { reference: organization },
  });
  const patient = await create({ resourceType: 'Patient', generalPractitioner: [{ reference: role }] });
  const years: string[] = [];
  for (const year of ['2020', '2021', '2022'])
    years.push(await create(observation(patient, `${year}-06-01`, { performer: [{ reference: practitioner }] })));
  const undated = await create(observation(patient, undefined));
  const shared = await create({
    resourceType: 'Appointment',
    status: 'booked',
    participant: [other, patient].map((one) => ({ status: 'accepted', actor: { reference: one } })),
  });
  await create(observation(other, '2021-01-01', { focus: [{ reference: patient }] }));
  return { patient, other, years, undated, shared, directory: [organization, practitioner, role] };
}

test('holds all of the compartment, what is at home with somebody else too, and the directory that it names', async () => {
  const { patient, years, undated, shared, directory } = await person();
  const answer = await ask('GET', `/${patient}/$everything`);
  expect(answer).toMatchObject({ status: 200, json: { type: 'searchset', total: 6 } });
  expect(namesOf(answer, 'match')[0]).toBe(patient);
  expect(namesOf(answer, 'match').toSorted()).toEqual([patient, ...years, undated, shared].toSorted());
  expect(namesOf(answer, 'include').toSorted()).toEqual(directory.toSorted());
});

test('pages are complete, whatever is written meanwhile, and their marks belong to one question', async () => {
  const { patient, years, undated, shared } = await person();
  for (const size of [1, 2, 4]) {
    const seen: string[] = [];
    let next: string | undefined = `/${patient}/$everything?_count=${size}`;
    for (let pages = 0; next !== undefined && pages < 12; pages += 1) {
      const page: Answered = await ask('GET', next);
      expect(page.status).toBe(200);
      expect(namesOf(page, 'match').length).toBeLessThanOrEqual(size);
      seen.push(...namesOf(page, 'match'));
      next = nextOf(page);
    }
    expect(seen.toSorted()).toEqual([patient, ...years, undated, shared].toSorted());
  }
  const mark = new URL(nextOf(await ask('GET', `/${patient}/$everything?_count=1`)) ?? '').searchParams.get('_page');
  const elsewhere = await create({ resourceType: 'Patient' });
  expect((await ask('GET', `/${elsewhere}/$everything?_count=1&_page=${mark}`)).status).toBe(400);
  expect((await ask('GET', `/${patient}/$everything?_type=Observation&_page=${mark}`)).status).toBe(400);
});

test('is narrowed by type, by time of care and by time of writing', async () => {
  const { patient, years, undated, shared, directory } = await person();
  const asked = async (query: string) => namesOf(await ask('GET', `/${patient}/$everything?${query}`), 'match');
  expect((await asked('_type=Observation')).toSorted()).toEqual([...years, undated].toSorted());
  expect((await asked('_type=Patient,Appointment')).toSorted()).toEqual([patient, shared].toSorted());
  const care = await asked('_type=Observation&start=2021-01-01&end=2021-12-31');
  expect(care.toSorted()).toEqual([years[1], undated].toSorted());
  expect((await asked('_type=Observation&start=2022')).toSorted()).toEqual([years[2], undated].toSorted());
  const { json } = await ask('GET', `/${shared}`);
  expect(await asked(`_since=${json['meta']?.['lastUpdated']}`)).toEqual([shared]);
  const roles = await ask('GET', `/${patient}/$everything?_type=Patient,PractitionerRole`);
  expect(namesOf(roles, 'include')).toEqual([directory[2]]);
});

test('is asked by Parameters too, and each look is told to the person', async () => {
  const { patient, shared } = await person();
  const parameter = [
    { name: '_type', valueCode: 'Appointment' },
    { name: '_count', valueInteger: 5 },
  ];
  const answer = await ask('POST', `/${patient}/$everything`, { body: { resourceType: 'Parameters', parameter } });
  expect(namesOf(answer, 'match')).toEqual([shared]);
  const lines = await store.all<{ cmp: string | null }>(
    sql`select cmp from audit where action = 'everything' and id = ${patient.slice(8)} and outcome = 'done'`,
  );
  expect(lines.length).toBeGreaterThan(0);
});

test('what it cannot be asked is refused by name', async () => {
  const { patient, directory } = await person();
  expect((await ask('GET', '/Patient/absent/$everything')).status).toBe(404);
  expect((await ask('GET', `/${directory[0]}/$everything`)).text).toContain('http.operation');
  for (const [query, code] of [
    ['_type=Nothing', 'http.unknown-type'],
    ['start=spring', 'http.date'],
    ['_count=0', 'http.count'],
    ['code=x', 'http.parameter'],
  ]) {
    expect((await ask('GET', `/${patient}/$everything?${query}`)).text).toContain(code);
  }
  const odd = await ask('POST', `/${patient}/$everything`, { body: { resourceType: 'Patient' } });
  expect(odd.text).toContain('http.parameters');
});
