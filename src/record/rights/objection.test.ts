import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Access, classBits, dayWords, labelBits, relationshipBits } from '#agreement';
import { day, dayIn } from '#base';
import type { Outcome } from '#fhir';
import type { RecordJoint } from '#record';
import { accessRowOf, compartmentOf } from '#repository';
import { sql } from '#store';
import { startTestServer, type TestServer } from '#testing/server';
import type { Finding, RightsAnswers, Wanted } from './contract.ts';

/*
 * Daniel Hale has a record at the council and at two trusts. He objects to the trusts seeing what the council wrote. Everything runs as in the program.
 */
const COUNCIL = 'Organization/council';
const TRUST = 'Organization/trust';
const OTHER = 'Organization/other-trust';
const NAMES = { [COUNCIL]: 'Vale Council', [TRUST]: 'Vale Trust', [OTHER]: 'Harbour Trust' } as const;

let server: TestServer;
let rights: RightsAnswers;
let self: Access;
let lead: Access;
let trustLead: Access;
let council: number;

beforeAll(async () => {
  server = await startTestServer();
  const { app } = server;
  ({ rights } = app.core.services.answers['record'] as RecordJoint);
  const { contributors } = app.core.services.ports;
  for (const [organization, name] of Object.entries(NAMES)) await contributors.organizationKey(organization, name);
  council = await contributors.organizationKey(COUNCIL);
  for (const organization of [COUNCIL, TRUST, OTHER]) await sent(organization);
  do await app.caughtUp();
  while ((await app.core.feed.behind('record', 1)) > 0);
  const { store } = app.core.services;
  const people = await store.all<{ person: string }>(sql`select distinct person from person_record`);
  expect(people.length).toBe(1);
  const person = people[0]?.person ?? '';
  const seat = (role: 'ig-lead' | 'person', organization: string) =>
    app.core.auth.accessOfSeat({
      id: `${role} ${organization}`,
      account: `${role}-of-${organization.slice(13)}`,
      name: 'Noor Haddad',
      role,
      organization,
      organizationName: organization,
      ...(role === 'person' ? { person: `Person/${person}` } : {}),
    });
  [self, lead, trustLead] = await Promise.all([
    seat('person', COUNCIL),
    seat('ig-lead', COUNCIL),
    seat('ig-lead', TRUST),
  ]);
});
afterAll(() => server?.close());

/** Their record of him: alike enough to be put together. */
async function sent(organization: string): Promise<void> {
  const id = organization.slice(13);
  const token = await server.tokenFor(`feed-of-${id}`, organization);
  const answer = await fetch(`${server.base}/Patient/${id}`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/fhir+json' },
    body: JSON.stringify({
      resourceType: 'Patient',
      id,
      identifier: [{ system: 'https://fhir.nhs.uk/Id/nhs-number', value: '9990000107' }],
      name: [{ family: 'Hale', given: ['Daniel'] }],
      birthDate: '1941-03-02',
      gender: 'male',
      address: [{ line: ['4 Mill Lane'], postalCode: 'VA1 2BC' }],
    }),
  });
  expect(answer.status).toBe(201);
}

function value<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(`${outcome.refusals[0].code}: ${outcome.refusals[0].text}`);
  return outcome.value;
}
const code = (outcome: Outcome<unknown>) => (outcome.ok ? 'accepted' : outcome.refusals[0].code);

/** Whether what the council wrote is kept back from an organisation. */
async function keptFrom(organization: string): Promise<boolean> {
  const { store, ports } = server.app.core.services;
  const viewer = await ports.contributors.viewerKey(organization);
  const home = compartmentOf('Patient/council');
  const row = await accessRowOf(store, { viewer, purpose: 'direct-care' }, home, new Date());
  expect((row?.rel ?? 0) & relationshipBits('contributed')).not.toBe(0);
  return row?.denyOrg.includes(council) ?? false;
}

/** Of an instant, whichever side of midnight it lies. */
const on = (at = '') => dayWords(dayIn('Europe/London', Date.parse(at)));
const object = async (from?: readonly string[]): Promise<string> => {
  const [id = ''] = value(
    await rights.ask(self, { right: 'object', of: [COUNCIL], words: 'I know people there', ...(from ? { from } : {}) }),
  );
  return id;
};
const REFUSED = {
  given: 'refused',
  ground: 'compelling',
  words: 'Without it two nurses would visit who do not know of your falls.',
} as const;

test('it is kept back from the moment it is made, from those who were named, until it is taken back', async () => {
  const id = await object([TRUST]);
  expect([await keptFrom(TRUST), await keptFrom(OTHER)]).toEqual([true, false]);
  const mine = value(await rights.one(self, id));
  expect(mine).toMatchObject({ state: 'open', objection: { from: ['Vale Trust'], holds: true } });
  expect(mine.due).toBeDefined();
  expect(mine.standing).toBe(
    `The person objected on ${on(mine.asked)}; while it is looked at it holds. It is to be decided by ${dayWords(day(mine.due ?? ''))}.`,
  );
  value(await rights.withdraw(self, id));
  const back = value(await rights.one(self, id));
  expect(back.standing).toBe(
    `The person objected on ${on(back.asked)} and took it back on ${on(back.steps.at(-1)?.at)}.`,
  );
  expect(await keptFrom(TRUST)).toBe(false);
  expect(value(await rights.one(self, id))).toMatchObject({ state: 'withdrawn', objection: { holds: false } });
  expect(code(await rights.ask(self, { right: 'object', of: [COUNCIL], words: 'Why', from: ['Organization/x'] }))).toBe(
    'record.wish-from',
  );
});

test('upheld, it stays kept back; from nobody by name is from everybody else', async () => {
  const id = await object();
  expect([await keptFrom(TRUST), await keptFrom(OTHER)]).toEqual([true, true]);
  expect(code(await rights.decide(lead, id, { given: 'partly', words: 'A little of it stays back.' }))).toBe(
    'record.request-given',
  );
  value(await rights.decide(lead, id, { given: 'granted', ground: 'own-situation', words: '' }));
  expect(await keptFrom(TRUST)).toBe(true);
  const shown = value(await rights.one(self, id));
  expect(shown).toMatchObject({ state: 'done', objection: { from: [], holds: true } });
  expect(shown.standing).toContain(`It was upheld on ${on(shown.decision?.at)} by Vale Council: `);
  const { store } = server.app.core.services;
  const [kept] = await store.all<{ consent: string }>(sql`select consent from record_objection where request = ${id}`);
  value(await (server.app.core.services.answers['record'] as RecordJoint).shareAgain(self, kept?.consent ?? ''));
  expect(await keptFrom(TRUST)).toBe(false);
});

test('what came by letter holds as soon as it is clear who asks', async () => {
  const wanted = { right: 'object', person: 'Hale 1941', way: 'letter', words: 'Not the trusts' } as const;
  const came = dayIn('Europe/London', Date.now());
  const id = value(await rights.enter(lead, { ...wanted, came, proved: false }));
  expect(await keptFrom(TRUST)).toBe(false);
  value(await rights.identified(lead, id, 'Passport seen at the desk'));
  expect(await keptFrom(TRUST)).toBe(true);
  value(await rights.withdraw(self, id));
});

// The eleventh hard case, in the running program.
// Shows a control of hazard H8.
test('refused, it holds no more and says why; when capacity is lost the refusal stands, and is to be looked at again by a day', async () => {
  const id = await object([TRUST]);
  const reviews = async () =>
    ((await server.app.core.services.obligations?.owedBy(lead, { state: 'all' }))?.items ?? []).filter(
      ({ kind }) => kind === 'objection-review',
    );
  expect(code(await rights.decide(lead, id, { ...REFUSED, ground: 'because' }))).toBe('record.request-ground');
  expect(code(await rights.decide(lead, id, { ...REFUSED, words: '' }))).toBe('record.request-reason');
  value(await rights.decide(lead, id, REFUSED));
  expect(await keptFrom(TRUST)).toBe(false);
  expect(value(await rights.one(self, id))).toMatchObject({
    state: 'refused',
    decision: { ground: { id: 'compelling' }, words: REFUSED.words },
    objection: { holds: false },
  });
  expect(await reviews()).toEqual([]);
  const { standing, decision } = value(await rights.one(self, id));
  expect(standing).toContain(`It was not upheld on ${on(decision?.at)} by Vale Council: `);
  expect(standing).toContain(REFUSED.words);

  const today = dayIn('Europe/London', Date.now());
  const finding: Finding = { able: false, on: today, by: 'Dr Lund', speaker: { name: 'Ruth Hale', as: 'attorney' } };
  expect(code(await rights.found(trustLead, id, finding))).toBe('record.no-request');
  expect(code(await rights.found(lead, id, { ...finding, by: '' }))).toBe('record.finding-by');
  expect(code(await rights.found(lead, id, { ...finding, on: '2999-01-01' }))).toBe('record.finding-day');
  value(await rights.found(lead, id, { ...finding, advocate: 'Ms Otieno' }));
  value(await rights.found(lead, id, finding));

  // It neither undoes the refusal nor decides it anew.
  expect(await keptFrom(TRUST)).toBe(false);
  const seen = value(await rights.forLead(lead, id));
  expect(seen).toMatchObject({ state: 'refused', review: true, decision: { given: 'refused' } });
  expect(seen.decider).toContain('Ruth Hale decides, as attorney (Mental Capacity Act 2005, section 9)');
  expect(code(await rights.decide(lead, id, { given: 'granted', words: '' }))).toBe('record.request-over');
  const [owed, ...more] = await reviews();
  expect(more).toEqual([]);
  expect(owed).toMatchObject({ state: 'open', page: `/audit/requests/${id}` });
  expect(owed?.dueDay).toBeDefined();
  expect(JSON.stringify(owed)).not.toMatch(/Ruth|Lund/);

  expect(code(await rights.reviewed(lead, id, 'ok'))).toBe('record.review-again');
  value(await rights.reviewed(lead, id, 'With Ruth Hale: she agrees that the nurses need it. It stands.'));
  expect((await reviews())[0]).toMatchObject({ state: 'kept' });
  expect(code(await rights.reviewed(lead, id, 'Looked at it once more.'))).toBe('record.nothing-to-review');
  expect(await keptFrom(TRUST)).toBe(false);
  expect(value(await rights.one(self, id)).steps.map(({ what }) => what)).toEqual([
    'Asked',
    'Not granted',
    'Who decides about sharing',
    'Who decides about sharing',
    'Looked at again',
  ]);
  value(await rights.found(lead, id, { able: true, on: today, by: 'Dr Lund' }));
  expect(value(await rights.forLead(lead, id)).decider).toBeUndefined();
});

test('to one class of data or to one label, it keeps that back and nothing else, until it is refused with a reason', async () => {
  const { store, ports } = server.app.core.services;
  const kept = async () => {
    const viewer = await ports.contributors.viewerKey(TRUST);
    const row = await accessRowOf(
      store,
      { viewer, purpose: 'direct-care' },
      compartmentOf('Patient/council'),
      new Date(),
    );
    return [row?.denyOrg.length ?? 0, row?.denyCls ?? 0, row?.denyLab ?? 0];
  };
  const part = async (what: Wanted['what']) =>
    rights.ask(self, { right: 'object', of: [COUNCIL], words: 'It is mine', from: [TRUST], ...(what ? { what } : {}) });
  const [results = ''] = value(await part({ kind: 'class', cls: 'results' }));
  expect(await kept()).toEqual([0, classBits('results'), 0]);
  expect(code(await part({ kind: 'class', cls: 'results' }))).toBe('record.request-open');
  const [label = ''] = value(await part({ kind: 'label', label: 'mental-health' }));
  expect(await kept()).toEqual([0, classBits('results'), labelBits('mental-health')]);
  expect(value(await rights.one(self, results)).about).toBe('All results that Vale Council wrote');
  value(await rights.decide(lead, results, REFUSED));
  expect(await kept()).toEqual([0, 0, labelBits('mental-health')]);
  expect(value(await rights.one(self, results))).toMatchObject({ state: 'refused', objection: { holds: false } });
  value(await rights.decide(lead, label, { given: 'granted', ground: 'own-situation', words: '' }));
  expect(await kept()).toEqual([0, 0, labelBits('mental-health')]);
});
