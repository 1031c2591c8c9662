import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Access } from '#agreement';
import { sql } from '#store';
import { freshDatabase, type TestDatabase } from '#testing/database';
import { engineOn } from '../engine.testing.ts';
import {
  BOARD,
  codesOf,
  COUNCIL,
  ELM,
  RIVERSIDE,
  type TestPartnership,
  testPartnership,
  valueOf,
} from '../partnership.testing.ts';

let database: TestDatabase;
let vale: TestPartnership;
let host: Access;
let elm: Access;

const SAID = { register: '', code: 'K84001', lookedUp: '2026-05-29' };

beforeEach(async () => {
  database = await freshDatabase();
  vale = await testPartnership(database.store, { obligationsOn: engineOn(database.store) });
  host = await vale.seat(BOARD, 'programme-lead', 'planning');
  elm = await vale.seat(ELM, 'ig-lead', 'audit');
});
afterEach(async () => {
  await vale.stop();
  await database.drop();
});

const partner = async (organization: string) =>
  (await vale.governance.partnership(host)).partners.find((one) => one.organization === organization);
/** Titles of what an organisation owes of it. */
const owed = async (organization: string) =>
  (
    await database.store.all<{ readonly title: string }>(sql`
      select title from obligation where kind = 'organisation-code' and key = ${organization} and state = 'open'`)
  ).map(({ title }) => title);

test('the code of a partner is kept with who says that it was looked up, where, and on which day', async () => {
  expect(await partner(ELM)).toMatchObject({ registers: [{ id: 'ods', title: 'ODS code', example: 'K84001' }] });
  expect((await partner(ELM))?.identity).toBeUndefined();
  valueOf(await vale.governance.identify(elm, ELM, { ...SAID, code: ' k84001 ' }));
  expect((await partner(ELM))?.identity).toEqual({
    title: 'ODS code',
    register: 'the Organisation Data Service of NHS England',
    code: 'K84001',
    lookedUp: '2026-05-29',
    by: 'The ig-lead of Organization/elm-tree',
    waits: true,
  });
  valueOf(await vale.governance.identify(host, ELM, { ...SAID, code: 'K84002' }));
  expect((await partner(ELM))?.identity).toMatchObject({
    code: 'K84002',
    by: 'The programme-lead of Organization/board',
  });
});

test('a code in another form, of another partner, of no day or of a day to come is refused by name', async () => {
  const said = async (organization: string, typed: object) =>
    codesOf(await vale.governance.identify(host, organization, { ...SAID, ...typed }));
  expect(await said(ELM, { code: 'RX1' })).toEqual(['governance.identity-code']);
  expect(await said(RIVERSIDE, {})).toEqual(['governance.identity-code']);
  expect(await said(ELM, { lookedUp: '' })).toEqual(['governance.identity-day']);
  expect(await said(ELM, { lookedUp: '2026-06-02' })).toEqual(['governance.identity-day']);
  expect(await said(ELM, { register: 'facility-registry' })).toEqual(['governance.identity-register']);
  expect(await said('Organization/nobody', {})).toEqual(['governance.no-partner']);
  expect(await said(COUNCIL, { code: 'K84001' })).toEqual([]);
  expect(await said(ELM, { code: 'k84001' })).toEqual(['governance.identity-taken']);
});

test('it is said by its own leads, manager or signatory, or a lead of the host', async () => {
  const trust = await vale.seat(RIVERSIDE, 'ig-lead', 'audit');
  expect(codesOf(await vale.governance.identify(trust, ELM, SAID))).toEqual(['governance.not-identifying']);
  const nurse = await vale.seat(ELM, 'practice-nurse');
  expect(codesOf(await vale.governance.identify(nurse, ELM, SAID))).toEqual(['governance.not-identifying']);
  expect((await vale.governance.partnership(trust)).identifies).toEqual([RIVERSIDE]);
  expect((await vale.governance.partnership(host)).identifies?.length).toBe(4);
  valueOf(await vale.governance.identify(await vale.seat(ELM, 'practice-manager'), ELM, SAID));
});

test('who has no code owes it, once, until it is said', async () => {
  expect(await vale.governance.oweIdentities()).toBe(4);
  expect(await vale.governance.oweIdentities()).toBe(0);
  expect(await owed(ELM)).toEqual(['Look up the ODS code of Elm Tree Surgery and say it']);
  valueOf(await vale.governance.identify(elm, ELM, SAID));
  expect(await owed(ELM)).toEqual([]);
  expect(await vale.governance.oweIdentities()).toBe(0);
});

test('who is put on the list is asked for it, unless it was looked up before; a wrong code puts nobody there', async () => {
  const wish = { code: 'K84009', name: 'Mill Lane Practice', kind: 'general-practice', person: 'Ann Lee' };
  expect(codesOf(await vale.governance.addPartner(host, { ...wish, code: 'mill', lookedUp: '2026-06-01' }))).toEqual([
    'governance.identity-code',
  ]);
  expect(await partner('Organization/mill')).toBeUndefined();
  valueOf(await vale.governance.addPartner(host, { ...wish, lookedUp: '2026-06-01' }));
  expect((await partner('Organization/K84009'))?.identity).toMatchObject({ code: 'K84009', lookedUp: '2026-06-01' });
  valueOf(await vale.governance.addPartner(host, { ...wish, code: 'larkfield', name: 'Larkfield' }));
  expect((await owed('Organization/larkfield')).length).toBe(1);
  expect(await owed('Organization/K84009')).toEqual([]);
});

const ODS = 'https://fhir.nhs.uk/Id/ods-organization-code';
/** What the Organization of a partner is known by; undefined where there is none. */
const known = async (organization: string) => {
  const bound = vale.repository.bind(await vale.repository.system(BOARD));
  const found = await bound.read('Organization', organization.replace('Organization/', ''));
  if (!found.ok) return undefined;
  const { identifier = [] } = JSON.parse(found.value.body) as { identifier?: { system: string; value: string }[] };
  return identifier.map(({ system, value }) => `${system}|${value}`);
};
/** Codes that the host is asked to look up. */
const asked = async () =>
  (
    await database.store.all<{ readonly title: string }>(sql`
      select title from obligation where kind = 'organisation-code-vouched' and state = 'open' order by title`)
  ).map(({ title }) => title);

// Shows a control of hazard H8.
test('records may name a partner by its code once the host has looked it up too, and not on its own word', async () => {
  valueOf(await vale.governance.identify(elm, ELM, SAID));
  expect(await known(ELM)).toBeUndefined();
  expect(await asked()).toEqual(['Look up that the ODS code of Elm Tree Surgery is K84001, and say it']);
  expect(await vale.governance.nameIdentities()).toBe(0);
  valueOf(await vale.governance.identify(host, ELM, SAID));
  expect((await partner(ELM))?.identity?.waits).toBeUndefined();
  expect(await known(ELM)).toEqual([`${ODS}|K84001`]);
  expect(await asked()).toEqual([]);
  // Looked up by the host once, its own later word for the same code changes nothing.
  valueOf(await vale.governance.identify(elm, ELM, { ...SAID, lookedUp: '2026-06-01' }));
  expect((await partner(ELM))?.identity?.waits).toBeUndefined();
});

test('another code that a partner says of itself changes nothing until the host says it; then the one before goes', async () => {
  const bound = vale.repository.bind(await vale.repository.system(ELM));
  const local = { system: 'https://elm.example/site', value: '7' };
  const body = { resourceType: 'Organization', id: 'elm-tree', name: 'Elm', identifier: [local] };
  valueOf(await bound.update('Organization', 'elm-tree', JSON.stringify(body)));
  valueOf(await vale.governance.identify(host, ELM, SAID));
  valueOf(await vale.governance.identify(elm, ELM, { ...SAID, code: 'K84002' }));
  expect(await known(ELM)).toEqual([`${local.system}|7`, `${ODS}|K84001`]);
  valueOf(await vale.governance.identify(host, ELM, { ...SAID, code: 'K84002' }));
  expect(await known(ELM)).toEqual([`${local.system}|7`, `${ODS}|K84002`]);
  // A system sends it as it was: it is given its name again, once.
  valueOf(await bound.update('Organization', 'elm-tree', JSON.stringify(body)));
  expect(await vale.governance.nameIdentities()).toBe(1);
  expect(await known(ELM)).toEqual([`${local.system}|7`, `${ODS}|K84002`]);
  expect(await vale.governance.nameIdentities()).toBe(0);
});

test('a code that the Organization of another partner carries is refused, whoever says it', async () => {
  const bound = vale.repository.bind(await vale.repository.system(COUNCIL));
  const carried = { resourceType: 'Organization', id: 'council', identifier: [{ system: ODS, value: 'K84001' }] };
  valueOf(await bound.update('Organization', 'council', JSON.stringify({ ...carried, name: 'Council' })));
  for (const seat of [host, elm])
    expect(codesOf(await vale.governance.identify(seat, ELM, SAID))).toEqual(['governance.identity-taken']);
  expect(await known(ELM)).toBeUndefined();
});
