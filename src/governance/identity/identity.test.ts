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
