import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Instrument, ShareClause } from '#agreement';
import { sql } from '#store';
import { freshDatabase, type TestDatabase } from '../../../test/database.ts';
import { engineOn } from '../engine.testing.ts';
import {
  BOARD,
  codesOf,
  COUNCIL,
  ELM,
  RIVERSIDE,
  sharingDraft,
  type TestPartnership,
  testPartnership,
  valueOf,
} from '../partnership.testing.ts';
import { PAPER } from './accepting.testing.ts';
import type { NewAssurance } from './contract.ts';

let database: TestDatabase;
let vale: TestPartnership;

beforeEach(async () => {
  database = await freshDatabase();
  vale = await testPartnership(database.store, { obligationsOn: engineOn(database.store) });
});
afterEach(async () => {
  await vale.stop();
  await database.drop();
});

const paper = (document: string, more: Partial<NewAssurance> = {}): NewAssurance => ({
  document,
  version: '1.0',
  approvedBy: 'Dr Ada Byrne, clinical safety officer',
  until: document === 'dspt' ? '2027-05-31' : '',
  name: 'Approved by the board.pdf',
  bytes: PAPER,
  ...more,
});
const signatory = (organization: string) => vale.seat(organization, 'signatory', 'planning');
const accept = async (organization: string, one: NewAssurance) =>
  vale.governance.assurance.accept(await signatory(organization), one);

async function propose(draft: Instrument): Promise<void> {
  valueOf(await vale.governance.propose(await vale.seat(COUNCIL, 'ig-lead', 'audit'), draft));
}

async function sign(organization: string, { id, version }: Pick<Instrument, 'id' | 'version'> = sharingDraft()) {
  const seat = await signatory(organization);
  const { textHash } = valueOf(await vale.governance.instrument(seat, id, version));
  return vale.governance.sign(seat, id, version, textHash);
}

/** The agreement of the other tests, shared by and with the council too. */
function withCouncil(): Instrument {
  const draft = sharingDraft();
  const [share, ...rest] = draft.clauses;
  return { ...draft, clauses: [{ ...(share as ShareClause), from: 'parties' }, ...rest] };
}

// Shows a control of hazard H12.
test('no health body signs what shares before it has accepted each paper; the refusal names what is missing and where it is handed in', async () => {
  await propose(sharingDraft());
  const first = await sign(ELM);
  expect(codesOf(first)).toEqual(['governance.assurance-missing']);
  expect(first).toMatchObject({
    refusals: [
      {
        text: 'Elm Tree Surgery has yet to accept the clinical safety case, the Digital Technology Assessment Criteria, the Data Security and Protection Toolkit and the data protection impact assessment. Its lead, manager or signatory hands it in under /safety-documents, then sign.',
      },
    ],
  });
  for (const document of ['safety-case', 'dtac', 'dspt']) {
    valueOf(await accept(ELM, paper(document)));
    expect(codesOf(await sign(ELM))).toEqual(['governance.assurance-missing']);
  }
  const view = valueOf(await vale.governance.instrument(await signatory(ELM), 'sharing'));
  expect(view.lacking).toEqual(['Data protection impact assessment']);
  expect(view.notYet.map(({ missing }) => missing)).toContain(
    'Elm Tree Surgery has yet to accept the data protection impact assessment.',
  );
  valueOf(await accept(ELM, paper('dpia')));
  expect(codesOf(await sign(ELM))).toEqual([]);
  // What one body accepted is not another's: the last signature does not come, and nothing runs.
  expect(codesOf(await sign(RIVERSIDE))).toEqual(['governance.assurance-missing']);
  expect(codesOf(await sign(COUNCIL))).toEqual([]);
  expect(valueOf(await vale.governance.instrument(await signatory(ELM), 'sharing')).state).toBe('awaiting-signatures');
});

test('who only sits at the table signs without; whoever shares or is shown accepts what its kind is asked for', async () => {
  await propose(sharingDraft());
  expect(codesOf(await sign(COUNCIL))).toEqual([]);
  await propose({ ...withCouncil(), id: 'all', title: 'All' });
  expect(await sign(COUNCIL, { id: 'all', version: 1 })).toMatchObject({
    refusals: [
      {
        text: expect.stringMatching(
          /^Vale Council has yet to accept the Data Security and Protection Toolkit and the data protection impact assessment\./,
        ),
      },
    ],
  });
});

test('what shares nothing is signed without any', async () => {
  const draft = sharingDraft();
  const aims = [
    { id: '1', text: 'We work together.', section: 'aims' as const },
    { id: '2', text: 'Call us.', section: 'contacts' as const },
  ];
  await propose({ ...draft, id: 'memo', kind: 'memorandum', text: aims, clauses: [] });
  expect(codesOf(await sign(ELM, { id: 'memo', version: 1 }))).toEqual([]);
});

// Shows a control of hazard H12.
test('a paper that ran out keeps its body from signing the next version, and stops nothing that was signed', async () => {
  await propose(sharingDraft());
  await vale.signAll('sharing');
  valueOf(await accept(ELM, paper('dspt', { version: '2026/27' })));
  await propose(sharingDraft({ version: 2 }));
  vale.clock.now = Date.parse('2027-06-01T09:00:00Z');
  const text =
    /^Elm Tree Surgery has yet to accept the Data Security and Protection Toolkit \(ran out on 31 May 2027\)\./;
  expect(await sign(ELM, { id: 'sharing', version: 2 })).toMatchObject({
    refusals: [{ code: 'governance.assurance-missing', text: expect.stringMatching(text) }],
  });
  const { state } = valueOf(await vale.governance.instrument(await signatory(ELM), 'sharing', 1));
  expect(state).toBe('in-effect');
  const { items } = valueOf(await vale.governance.assurance.ask(await signatory(ELM)));
  expect(items.map((one) => one.state)).toEqual(['accepted', 'accepted', 'ran-out', 'accepted']);
});

// Shows a control of hazard H12.
test('its last day makes the next due, and the next closes that', async () => {
  const due = () =>
    database.store.all(
      sql`select state, title from obligation where kind = 'safety-document' and key like 'accepted:Organization/elm-tree%' order by id`,
    );
  valueOf(await accept(ELM, paper('dspt')));
  expect(await due()).toEqual([{ state: 'open', title: 'Accept the next Data Security and Protection Toolkit' }]);
  valueOf(await accept(ELM, paper('safety-case'))); // without a last day nothing is due
  valueOf(await accept(ELM, paper('dspt', { version: '2027/28', until: '2027-06-01' })));
  expect(await due()).toMatchObject([{ state: 'kept' }, { state: 'open' }]);
});

test('the clinical safety officer accepts the clinical safety case of their organisation, and no other paper', async () => {
  const { assurance } = vale.governance;
  const officer = await vale.seat(ELM, 'safety-officer', 'planning');
  const view = valueOf(await assurance.ask(officer));
  expect(view.accepts).toBe(false);
  expect(view.items.flatMap(({ document, mine }) => (mine ? [document] : []))).toEqual(['safety-case']);
  expect(codesOf(await assurance.accept(officer, paper('dpia')))).toEqual(['governance.not-accepting']);
  const after = valueOf(await assurance.accept(officer, paper('safety-case')));
  expect(after.items.find(({ document }) => document === 'safety-case')).toMatchObject({ state: 'accepted' });
  // A council has no such case, and so nothing that its officer would accept.
  const elsewhere = await vale.seat(COUNCIL, 'safety-officer', 'planning');
  expect(codesOf(await assurance.accept(elsewhere, paper('safety-case')))).toEqual(['governance.not-accepting']);
});

test('a seat that does not speak for its organisation accepts nothing, and what is not whole is refused by its place', async () => {
  const { assurance } = vale.governance;
  const gp = await vale.seat(ELM, 'gp');
  expect(codesOf(await assurance.accept(gp, paper('dpia')))).toEqual(['governance.not-accepting']);
  expect(valueOf(await assurance.ask(gp)).accepts).toBe(false);
  const places = async (one: NewAssurance) => {
    const done = await accept(ELM, one);
    return done.ok ? [] : done.refusals.map(({ code, expression }) => `${code} ${expression ?? ''}`.trim());
  };
  expect(await places(paper('passport'))).toEqual(['governance.assurance document']);
  expect(await places(paper('registration'))).toEqual(['governance.assurance document']); // Uganda asks for that
  expect(await places(paper('dpia', { version: ' ' }))).toEqual(['governance.assurance version']);
  expect(await places(paper('dpia', { approvedBy: '' }))).toEqual(['governance.assurance approvedBy']);
  expect(await places(paper('dspt', { until: '' }))).toEqual(['governance.assurance until']);
  expect(await places(paper('dspt', { until: '2026-05-31' }))).toEqual(['governance.assurance until']);
  expect(await places(paper('dspt', { until: '2027-06-02' }))).toEqual(['governance.assurance until']);
  expect(await places(paper('dpia', { bytes: Buffer.from('<html>') }))).toEqual(['governance.document']);
  expect(valueOf(await assurance.ask(await signatory(ELM))).items.filter(({ kept }) => kept)).toEqual([]);
});

test('the file is kept with its hash, the same again is the same, and nothing changes or removes it', async () => {
  const one = valueOf(await accept(ELM, paper('dpia')));
  const kept = one.items.find(({ document }) => document === 'dpia')?.kept;
  expect(kept).toMatchObject({ by: `The signatory of ${ELM}`, size: PAPER.length, name: 'Approved by the board.pdf' });
  expect(valueOf(await accept(ELM, paper('dpia')))).toEqual(one);
  await database.store.run(sql`update governance_assurance set bytes = ''::bytea`);
  await database.store.run(sql`delete from governance_assurance`);
  const { file } = vale.governance.assurance;
  const read = valueOf(await file(await vale.seat(ELM, 'gp'), kept?.id ?? ''));
  expect(Buffer.from(read.bytes).equals(PAPER)).toBe(true);
  expect(codesOf(await file(await vale.seat(BOARD, 'ig-lead', 'audit'), kept?.id ?? ''))).toEqual([]);
  expect(codesOf(await file(await vale.seat(RIVERSIDE, 'ig-lead', 'audit'), kept?.id ?? ''))).toEqual([
    'governance.no-assurance',
  ]);
  expect(codesOf(await file(await vale.seat(ELM, 'gp'), '999'))).toEqual(['governance.no-assurance']);
});

test('the partners see of each other what is awaited, and no file', async () => {
  await vale.papers(ELM);
  const { others } = valueOf(await vale.governance.assurance.ask(await vale.seat(BOARD, 'programme-lead')));
  expect(others.find(({ name }) => name === 'Elm Tree Surgery')).toEqual({ name: 'Elm Tree Surgery', awaited: [] });
  expect(others.find(({ name }) => name === 'Vale Council')?.awaited).toEqual([
    'Data Security and Protection Toolkit',
    'Data protection impact assessment',
  ]);
});

test('an agreement under the law of Uganda asks for what that law asks', async () => {
  const parties = [
    { organization: 'Organization/chebyelo', name: 'Chebyelo Health Centre', kind: 'facility' as const },
    { organization: 'Organization/kween', name: 'Kween Health Centre', kind: 'facility' as const },
  ];
  const system = await vale.repository.system(BOARD);
  valueOf(await vale.governance.enroll(system, { name: 'Vale', partners: parties }));
  const draft = withCouncil();
  const [share, ...rest] = draft.clauses;
  const clauses = [
    { ...(share as ShareClause), to: { organizations: 'parties' as const, roles: ['gp' as const] } },
    ...rest,
  ];
  valueOf(await vale.governance.propose(system, { ...draft, id: 'far', jurisdiction: 'uganda', parties, clauses }));
  expect(await sign('Organization/kween', { id: 'far', version: 1 })).toMatchObject({
    refusals: [
      {
        text: expect.stringMatching(
          /accept the clinical safety case, the data protection impact assessment and the registration with the Personal Data Protection Office\./,
        ),
      },
    ],
  });
  await vale.signAll('far');
  expect(valueOf(await vale.governance.instrument(system, 'far')).state).toBe('in-effect');
});
