import { Client } from 'fhir-kit-client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Demonstrated, startDemonstration } from '#testing/server';
import type { Access, Role } from '#agreement';
import { type Outcome, validate } from '#fhir';
import type { Money } from '#money';
import { sql } from '#store';
import { withShown } from './showing.ts';

// oxlint-disable-next-line typescript/no-explicit-any
type Json = Record<string, any>;

const BOARD = 'Organization/icb';
const TRUST = 'Organization/community';

let server: Demonstrated;
let board: Client;
let trust: Client;
let stranger: Client;
let charge: string;

beforeAll(async () => {
  server = await startDemonstration();
  const clientOf = async (organization: string) => {
    const client = new Client({ baseUrl: server.base });
    client.bearerToken = await server.tokenFor('finance', organization);
    return client;
  };
  [board, trust, stranger] = [await clientOf(BOARD), await clientOf(TRUST), await clientOf('Organization/council')];
  const [claim] = resourcesIn(await board.search({ resourceType: 'Claim' }));
  charge = String(claim?.['identifier'][0].value);
}, 300_000);

afterAll(async () => {
  await server?.close();
});

function resourcesIn(bundle: unknown): readonly Json[] {
  return ((bundle as Json)['entry'] ?? []).map(({ resource }: Json) => resource);
}

function valueOf<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(outcome.refusals[0].text);
  return outcome.value;
}

const money = (): Money => server.app.core.services.answers['money'] as Money;
const seat = (organization: string, role: Role = 'finance-lead'): Promise<Access> =>
  (server.app.core.services.accessOf as NonNullable<typeof server.app.core.services.accessOf>)({ role, organization });
const id = () => `money-charge-${charge}`;

/** Page by page, as the links say. */
async function all(client: Client, resourceType: string, searchParams: Json): Promise<readonly Json[]> {
  let page: Json | undefined = (await client.search({ resourceType, searchParams })) as Json;
  const found = [...resourcesIn(page)];
  for (;;) {
    page = (await client.nextPage({ bundle: page as never })) as Json | undefined;
    if (!page) return found;
    found.push(...resourcesIn(page));
  }
}

test('a charge is a Claim for the payer and the payee, names nobody, and is not there for anybody else', async () => {
  for (const client of [board, trust]) {
    const claim = (await client.read({ resourceType: 'Claim', id: id() })) as Json;
    expect(validate(claim, { type: 'Claim', bindings: true })).toEqual([]);
    expect(claim).toMatchObject({
      status: 'active',
      use: 'claim',
      provider: { reference: TRUST },
      insurer: { reference: BOARD },
    });
    expect(JSON.stringify(claim)).not.toContain('Patient/');
    const contract = claim['contained'][0].contract[0].reference.replace('Contract/', '');
    const agreement = (await client.read({ resourceType: 'Contract', id: contract })) as Json;
    expect(validate(agreement, { type: 'Contract', bindings: true })).toEqual([]);
    expect(agreement).toMatchObject({ status: 'executed' });
  }
  expect(resourcesIn(await stranger.search({ resourceType: 'Claim' }))).toEqual([]);
  await expect(stranger.read({ resourceType: 'Claim', id: id() })).rejects.toMatchObject({ response: { status: 404 } });
});

test('it is found by status, date and party, as anything is', async () => {
  const found = async (searchParams: Json) => resourcesIn(await board.search({ resourceType: 'Claim', searchParams }));
  const [claim = {}] = await found({ status: 'active', provider: TRUST });
  const day = String(claim['created']).slice(0, 10);
  expect(await found({ created: day, status: 'active' })).toHaveLength(1);
  expect(await found({ created: `lt${day}` })).toEqual([]);
  expect(await found({ status: 'cancelled' })).toEqual([]);
  expect(await found({ provider: BOARD })).toEqual([]);
  expect(((await board.search({ resourceType: 'Claim', searchParams: { _summary: 'count' } })) as Json)['total']).toBe(
    1,
  );
});

test('each activity is a ChargeItem about its person, with a link to it; together they are the Claim', async () => {
  const items = await all(trust, 'ChargeItem', { _count: 7 });
  const claim = (await trust.read({ resourceType: 'Claim', id: id() })) as Json;
  expect(new Set(items.map((item) => item['id'])).size).toBe(items.length);
  expect(items).toHaveLength(claim['item'][0].quantity.value);
  expect(items.reduce((sum, item) => sum + Math.round(item['priceOverride'].value * 100), 0)).toBe(
    Math.round(claim['total'].value * 100),
  );
  expect(items.flatMap((item) => validate(item, { type: 'ChargeItem', bindings: true }))).toEqual([]);
  const [first = {}] = items;
  const person = first['subject'].reference;
  const own = await all(trust, 'ChargeItem', { subject: person, 'performing-organization': TRUST });
  expect(own.length).toBeGreaterThan(0);
  expect(own.length).toBeLessThan(items.length);
  expect(own.every((item) => item['subject'].reference === person)).toBe(true);
  const [type, activity] = first['service'][0].reference.split('/');
  expect(await trust.read({ resourceType: type, id: activity })).toMatchObject({ subject: { reference: person } });
  expect(await all(stranger, 'ChargeItem', {})).toEqual([]);
});

test('whoever may not see the activity sees the charge, and nothing of the person', async () => {
  const { services, started } = server.app.core;
  const showings = started.flatMap(({ shows }) => shows ?? []);
  const reading = async (access: Access) => {
    const repository = withShown(showings, { repository: services.repository(access), access, now: services.now });
    const of = async (type: string) =>
      valueOf(await repository.search({ type, parameters: [], handling: 'strict' })).entries.length;
    return [await of('Claim'), await of('Procedure'), await of('ChargeItem')];
  };
  const lead = await seat(BOARD);
  const [claims, seen, items] = await reading(lead);
  expect([claims, items]).toEqual([1, seen]);
  expect(await reading(await seat(TRUST))).toEqual([1, 0, 0]);
  expect(await reading(await seat(TRUST, 'community-nurse'))).toEqual([0, 20, 20]);
  expect(await reading({ ...lead, filter: { op: 'impersonal' } })).toEqual([1, 0, 0]);
});

test('what is queried and accepted is told by a ClaimResponse and an Invoice at once', async () => {
  expect(await board.read({ resourceType: 'ClaimResponse', id: id() })).toMatchObject({ outcome: 'queued' });
  await expect(board.read({ resourceType: 'Invoice', id: id() })).rejects.toMatchObject({ response: { status: 404 } });
  const payer = await seat(BOARD);
  valueOf(await money().queryCharge(payer, charge, { numbers: [1, 2], reason: 'They were in hospital.' }));
  valueOf(await money().acceptCharge(payer, charge, {}));
  const claim = (await board.read({ resourceType: 'Claim', id: id() })) as Json;
  const count = claim['item'][0].quantity.value;
  const response = (await trust.read({ resourceType: 'ClaimResponse', id: id() })) as Json;
  expect(validate(response, { type: 'ClaimResponse', bindings: true })).toEqual([]);
  expect(response).toMatchObject({
    outcome: 'partial',
    request: { reference: `Claim/${id()}` },
    processNote: [{ number: 1, text: '2 queried: They were in hospital.' }],
  });
  expect(response['item'][0].adjudication.map(({ value }: Json) => value)).toEqual([count, count - 2, 2]);
  const invoice = (await trust.read({ resourceType: 'Invoice', id: id() })) as Json;
  expect(validate(invoice, { type: 'Invoice', bindings: true })).toEqual([]);
  expect(invoice).toMatchObject({ status: 'issued', recipient: { reference: BOARD } });
  const each = Math.round((claim['total'].value * 100) / count);
  expect(Math.round(invoice['totalNet'].value * 100)).toBe(each * (count - 2));
  expect(resourcesIn(await trust.search({ resourceType: 'Invoice', searchParams: { status: 'balanced' } }))).toEqual(
    [],
  );
});

test('what was settled is a PaymentReconciliation for the two of each payment, and the Invoice is balanced', async () => {
  const { store, services } = { store: server.app.core.services.store, services: server.app.core.services };
  const partners = await store.all<{ party: string }>(sql`select distinct party from money_account where party <> ''`);
  const account = JSON.stringify({ holder: 'A partner', iban: 'GB29NWBK60161331926819' });
  await store.run(sql`
    insert into money_bank_account (organization, currency, account, at, principal, by, confirmed, confirmer, confirmed_by)
    select party, 'GBP', ${account}::jsonb, now(), 'one', 'One', now(), 'two', 'Two' from unnest(${partners.map(({ party }) => party)}::text[]) as party`);
  const until = new Date(services.now() - 86_400_000).toISOString().slice(0, 10);
  const settlement = valueOf(
    await money().proposeSettlement(await seat(BOARD), { instrument: 'vale-pooled-fund', until }),
  );
  const { parties } = valueOf(await money().settlement(await seat(BOARD), settlement));
  for (const { organization } of parties) valueOf(await money().signSettlement(await seat(organization), settlement));
  const found = resourcesIn(await trust.search({ resourceType: 'PaymentReconciliation' }));
  expect(found.flatMap((one) => validate(one, { type: 'PaymentReconciliation', bindings: true }))).toEqual([]);
  const [payment = {}] = found;
  expect(payment).toMatchObject({ outcome: 'queued', paymentIssuer: { reference: BOARD } });
  expect(payment['detail'].map(({ request }: Json) => request.reference)).toEqual([`Invoice/${id()}`]);
  expect(await trust.read({ resourceType: 'Invoice', id: id() })).toMatchObject({ status: 'balanced' });
  const others = (await stranger.search({ resourceType: 'PaymentReconciliation' })) as Json;
  expect(JSON.stringify(others)).not.toContain(TRUST);
});

test('nobody writes what the ledger shows, and what others keep in the record stands beside it', async () => {
  const claim = (await board.read({ resourceType: 'Claim', id: id() })) as Json;
  await expect(
    board.update({ resourceType: 'Claim', id: id(), body: claim as { resourceType: string } }),
  ).rejects.toMatchObject({
    response: { status: 422, data: { issue: [{ details: { coding: [{ code: 'money.shown' }] } }] } },
  });
  const { id: _, contained: __, ...rest } = claim;
  const [covered] = rest['insurance'];
  const own = { ...rest, insurance: [{ ...covered, coverage: { display: 'Another cover' } }] };
  await board.create({ resourceType: 'Claim', body: own as unknown as { resourceType: string } });
  const both = await all(board, 'Claim', { _count: 1 });
  expect(both).toHaveLength(2);
  expect(both[0]?.['id']).toBe(id());
});
