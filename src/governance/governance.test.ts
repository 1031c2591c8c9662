import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Instrument } from '#agreement';
import { day } from '#base';
import { freshDatabase, type TestDatabase } from '../../test/database.ts';
import {
  BOARD,
  COUNCIL,
  codesOf,
  ELM,
  RIVERSIDE,
  sharingDraft,
  type TestPartnership,
  testPartnership,
  valueOf,
} from './partnership.testing.ts';

let database: TestDatabase;
let vale: TestPartnership;
let opened: TestPartnership[] = [];

beforeEach(async () => {
  database = await freshDatabase();
  vale = await testPartnership(database.store);
  opened = [vale];
});
afterEach(async () => {
  for (const one of opened) await one.stop();
  await database.drop();
});

/** A person of Elm Tree, referred to Riverside, with one result. */
async function referredPerson(patient = 'p1'): Promise<string> {
  const elm = vale.repository.bind(await vale.repository.system(ELM));
  valueOf(await elm.update('Patient', patient, `{"resourceType":"Patient","id":"${patient}"}`));
  const result = `{"resourceType":"Observation","status":"final","code":{"text":"HbA1c"},"subject":{"reference":"Patient/${patient}"},
    "category":[{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/observation-category","code":"laboratory"}]}]}`;
  const { id } = valueOf(await elm.create('Observation', result));
  await vale.relate(RIVERSIDE, `Patient/${patient}`, ['referred']);
  return id;
}

/** Whether the podiatrist of Riverside finds the result: by a new request, as the browser makes it. */
async function podiatristReads(id: string): Promise<boolean> {
  const therapist = await vale.seat(RIVERSIDE, 'therapist');
  return (await vale.repository.bind(therapist).read('Observation', id)).ok;
}

async function proposed(draft: Instrument = sharingDraft()) {
  const lead = await vale.seat(ELM, 'ig-lead', 'audit');
  return valueOf(await vale.governance.propose(lead, draft));
}

test('nothing is shared before the last party has signed, and then at once', async () => {
  const id = await referredPerson();
  await vale.papers(ELM, RIVERSIDE);
  const summary = await proposed();
  expect(summary).toMatchObject({ state: 'awaiting-signatures', version: 1 });
  expect(summary.notYet.map((one) => one.missing)).toEqual([
    'Elm Tree Surgery has not signed.',
    'Riverside Community Trust has not signed.',
    'Vale Council has not signed.',
  ]);
  const { textHash } = valueOf(await vale.governance.instrument(await vale.seat(ELM, 'gp'), 'sharing'));
  for (const [organization, left] of [
    [ELM, 2],
    [RIVERSIDE, 1],
  ] as const) {
    const after = valueOf(
      await vale.governance.sign(await vale.seat(organization, 'signatory'), 'sharing', 1, textHash),
    );
    expect(after).toMatchObject({ state: 'awaiting-signatures' });
    expect(after.notYet).toHaveLength(left);
    expect(await podiatristReads(id)).toBe(false);
  }
  const last = valueOf(await vale.governance.sign(await vale.seat(COUNCIL, 'signatory'), 'sharing', 1, textHash));
  expect(last).toMatchObject({ state: 'in-effect', notYet: [] });
  expect(await podiatristReads(id)).toBe(true);
});

// Shows requirement V8.3.2.
test('suspending hides at once; only who suspended can lift it', async () => {
  const id = await referredPerson();
  await proposed();
  await vale.signAll('sharing');
  const council = await vale.seat(COUNCIL, 'ig-lead', 'audit');
  expect(codesOf(await vale.governance.suspend(council, 'sharing', ' '))).toEqual(['governance.reason']);
  const held = valueOf(await vale.governance.suspend(council, 'sharing', 'A laptop was lost.'));
  expect(held).toMatchObject({
    state: 'suspended',
    notYet: [{ missing: expect.stringContaining('A laptop was lost.') }],
  });
  expect(await podiatristReads(id)).toBe(false);
  const elm = await vale.seat(ELM, 'ig-lead', 'audit');
  expect(codesOf(await vale.governance.resume(elm, 'sharing', 'We want it.'))).toEqual([
    'governance.suspended-by-others',
  ]);
  expect(codesOf(await vale.governance.suspend(council, 'sharing', 'Again.'))).toEqual([
    'governance.suspended-already',
  ]);
  expect(valueOf(await vale.governance.resume(council, 'sharing', 'Found and wiped.'))).toMatchObject({
    state: 'in-effect',
  });
  expect(await podiatristReads(id)).toBe(true);
  const view = valueOf(await vale.governance.instrument(council, 'sharing'));
  expect(view.acts?.map((act) => act.words)).toEqual([
    'Lifted by Vale Council: Found and wiped.',
    'Suspended by Vale Council: A laptop was lost.',
    'Signed for Vale Council.',
    'Signed for Riverside Community Trust.',
    'Signed for Elm Tree Surgery.',
    'Proposed.',
  ]);
});

test('suspended by two, it runs again when both have lifted it', async () => {
  await proposed();
  await vale.signAll('sharing');
  const [council, elm] = [await vale.seat(COUNCIL, 'ig-lead', 'audit'), await vale.seat(ELM, 'ig-lead', 'audit')];
  valueOf(await vale.governance.suspend(council, 'sharing', 'One reason.'));
  valueOf(await vale.governance.suspend(elm, 'sharing', 'Another.'));
  expect(valueOf(await vale.governance.resume(council, 'sharing', 'Done.'))).toMatchObject({ state: 'suspended' });
  expect(valueOf(await vale.governance.resume(elm, 'sharing', 'Done.'))).toMatchObject({ state: 'in-effect' });
});

test('a new version changes what is visible on its day, by the clock alone', async () => {
  const id = await referredPerson();
  await proposed();
  await vale.signAll('sharing');
  const [care, tell] = sharingDraft().clauses;
  if (care?.clause !== 'share' || !tell) throw new Error('the draft shares and tells');
  const second = sharingDraft({
    version: 2,
    effective: day('2026-06-02'),
    clauses: [{ ...care, classes: ['plans'] }, tell],
  });
  await proposed(second);
  await vale.signAll('sharing', 2);
  expect(await podiatristReads(id)).toBe(true);
  vale.clock.now = Date.parse('2026-06-01T22:59:59Z'); // a second before midnight in London
  expect(await podiatristReads(id)).toBe(true);
  vale.clock.now = Date.parse('2026-06-01T23:00:00Z');
  expect(await podiatristReads(id)).toBe(false);
  const difference = valueOf(await vale.governance.difference(await vale.seat(ELM, 'gp'), 'sharing', 1, 2));
  expect(difference).toEqual([
    { change: 'removed', words: 'It starts on 1 April 2026.' },
    { change: 'removed', words: expect.stringContaining('see results recorded by Elm Tree Surgery') },
    { change: 'added', words: 'It starts on 2 June 2026.' },
    { change: 'added', words: expect.stringContaining('see plans, goals and referrals recorded by Elm Tree Surgery') },
  ]);
});

test('what another process signs or suspends is heard here', async () => {
  const id = await referredPerson();
  const elsewhere = await testPartnership(database.store);
  opened.push(elsewhere);
  const council = await elsewhere.seat(COUNCIL, 'ig-lead', 'audit');
  valueOf(await elsewhere.governance.propose(await elsewhere.seat(ELM, 'ig-lead', 'audit'), sharingDraft()));
  await elsewhere.signAll('sharing');
  await expect.poll(() => podiatristReads(id)).toBe(true);
  valueOf(await elsewhere.governance.suspend(council, 'sharing', 'A court said so.'));
  await expect.poll(() => podiatristReads(id)).toBe(false);
});

test('a signature is under the text that was shown, by a seat that signs for its organisation', async () => {
  await proposed();
  await vale.papers(ELM);
  const { textHash } = valueOf(await vale.governance.instrument(await vale.seat(ELM, 'gp'), 'sharing'));
  const sign = async (organization: string, role: 'signatory' | 'gp' | 'ig-lead', hash = textHash) =>
    codesOf(await vale.governance.sign(await vale.seat(organization, role), 'sharing', 1, hash));
  expect(await sign(ELM, 'signatory', 'another text')).toEqual(['governance.text-changed']);
  expect(await sign(ELM, 'gp')).toEqual(['governance.not-signatory']);
  expect(await sign(ELM, 'ig-lead')).toEqual(['governance.not-signatory']);
  expect(await sign(COUNCIL, 'ig-lead')).toEqual([]); // the council's scheme of delegation names it
  expect(await sign(BOARD, 'signatory')).toEqual(['governance.not-a-party']);
  expect(await sign(ELM, 'signatory')).toEqual([]);
  expect(await sign(ELM, 'signatory')).toEqual([]); // twice is once
  const view = valueOf(await vale.governance.instrument(await vale.seat(ELM, 'signatory'), 'sharing'));
  expect(view.signatures).toMatchObject([
    { name: 'Vale Council', by: `The ig-lead of ${COUNCIL}`, at: '2026-06-01T09:00:00.000Z' },
    { name: 'Elm Tree Surgery', by: `The signatory of ${ELM}` },
    { name: 'Riverside Community Trust' },
  ]);
  expect(view.signatures[2]?.by).toBeUndefined();
  expect(view.may).toEqual({
    document: true,
    invite: false,
    sign: false,
    dispute: false,
    suspend: false,
    resume: false,
    propose: true,
    simulate: true,
    leave: false,
    stay: false,
  });
});

test('both parties signing at the same moment count once each', async () => {
  await vale.papers(ELM, RIVERSIDE);
  await proposed();
  const { textHash } = valueOf(await vale.governance.instrument(await vale.seat(ELM, 'gp'), 'sharing'));
  const seats = await Promise.all([ELM, ELM, RIVERSIDE, COUNCIL, COUNCIL].map((one) => vale.seat(one, 'signatory')));
  const all = await Promise.all(seats.map((seat) => vale.governance.sign(seat, 'sharing', 1, textHash)));
  expect(all.flatMap(codesOf)).toEqual([]);
  const view = valueOf(await vale.governance.instrument(await vale.seat(ELM, 'gp'), 'sharing'));
  expect(view).toMatchObject({ state: 'in-effect' });
  expect(view.signatures.filter((one) => one.by)).toHaveLength(3);
});

test('refuses a draft by name: sections, strangers, versions, kinds, and who proposes it', async () => {
  const propose = async (draft: Instrument, organization = ELM, role: 'ig-lead' | 'gp' = 'ig-lead') =>
    codesOf(await vale.governance.propose(await vale.seat(organization, role), draft));
  const text = sharingDraft().text.filter((paragraph) => paragraph.section !== 'exit');
  expect(await propose(sharingDraft({ text }))).toEqual(['agreement.section-missing']);
  const stranger = { organization: 'Organization/x', name: 'X' };
  expect(await propose(sharingDraft({ parties: [...sharingDraft().parties, stranger] }))).toEqual([
    'governance.not-a-partner',
  ]);
  expect(await propose(sharingDraft({ version: 2 }))).toEqual(['governance.version-taken']);
  expect(await propose(sharingDraft(), BOARD)).toEqual(['governance.not-proposer']);
  expect(await propose(sharingDraft(), ELM, 'gp')).toEqual(['governance.not-proposer']);
  expect(await propose({} as Instrument)).toContain('agreement.shape');
  expect(await propose(sharingDraft({ kind: 'section-75-pooled-fund' }))).toContain('agreement.party-kind');
  // Nothing of this was kept.
  expect(await vale.governance.instruments(await vale.seat(ELM, 'ig-lead'))).toEqual([]);
  expect(await propose(sharingDraft())).toEqual([]);
  expect(await propose(sharingDraft())).toEqual(['governance.version-taken']);
  expect(await propose(sharingDraft({ version: 2, kind: 'memorandum' }))).toContain('governance.kind-changed');
});

test('leads proposing the next version at the same moment: one is heard, the others are told of it', async () => {
  const leads = await Promise.all([ELM, COUNCIL, RIVERSIDE, ELM].map((one) => vale.seat(one, 'ig-lead')));
  for (const version of [1, 2]) {
    const all = await Promise.all(leads.map((lead) => vale.governance.propose(lead, sharingDraft({ version }))));
    expect(all.flatMap(codesOf)).toEqual(Array.from({ length: 3 }, () => 'governance.version-taken'));
  }
});

test('a version that gave way to a newer one is not signed any more', async () => {
  await proposed();
  const { textHash } = valueOf(await vale.governance.instrument(await vale.seat(ELM, 'gp'), 'sharing', 1));
  await proposed(sharingDraft({ version: 2 }));
  const late = await vale.governance.sign(await vale.seat(ELM, 'signatory'), 'sharing', 1, textHash);
  expect(codesOf(late)).toEqual(['governance.version-past']);
});

test('only the host or the system enrols partners', async () => {
  const more = {
    name: 'Vale',
    partners: [{ organization: 'Organization/new', name: 'New', kind: 'charity' as const }],
  };
  expect(codesOf(await vale.governance.enroll(await vale.seat(ELM, 'ig-lead'), more))).toEqual(['governance.not-host']);
  const all = valueOf(await vale.governance.enroll(await vale.seat(BOARD, 'programme-lead'), more));
  expect(all.map((partner) => partner.name)).toContain('New');
  const wrong = { name: 'Vale', partners: [{ organization: 'new', name: 'New', kind: 'charity' as const }] };
  expect(codesOf(await vale.governance.enroll(await vale.repository.system(BOARD), wrong))).toEqual([
    'governance.partner',
  ]);
});

test('the list of partners says who shares', async () => {
  const before = await vale.governance.partnership(await vale.seat(ELM, 'gp'));
  expect(before).toMatchObject({ name: 'Vale' });
  expect(before.partners.filter((partner) => partner.sharing)).toEqual([]);
  await proposed();
  await vale.signAll('sharing');
  const after = await vale.governance.partnership(await vale.seat(ELM, 'gp'));
  expect(after.partners.filter((partner) => partner.sharing).map((partner) => partner.name)).toEqual([
    'Elm Tree Surgery',
  ]);
});

test('an order is seen by those it names and the host, runs without signatures, and is not for parties to suspend', async () => {
  const id = await referredPerson();
  await proposed();
  await vale.signAll('sharing');
  const order = sharingDraft({
    id: 'order',
    title: 'Order of the Family Court',
    kind: 'mandate',
    rank: 'court-order',
    parties: sharingDraft().parties.slice(0, 2),
    text: [
      { id: '1', text: 'The court orders.', section: 'authority' },
      { id: '2', text: 'Results of Elm Tree are not disclosed to Riverside.', section: 'effect' },
    ],
    clauses: [
      {
        id: 'hold',
        cites: '2',
        clause: 'withhold',
        classes: ['results'],
        from: [ELM],
        to: { organizations: [RIVERSIDE] },
      },
    ],
  });
  expect(await proposed(order)).toMatchObject({ state: 'in-effect', notYet: [] });
  expect(await podiatristReads(id)).toBe(false);
  const titles = async (organization: string, role: 'ig-lead' | 'gp') =>
    (await vale.governance.instruments(await vale.seat(organization, role))).map((one) => one.id);
  expect(await titles(ELM, 'gp')).toEqual(['order', 'sharing']);
  expect(await titles(COUNCIL, 'ig-lead')).toEqual(['sharing']);
  expect(await titles(BOARD, 'ig-lead')).toEqual(['order', 'sharing']);
  const elm = await vale.seat(ELM, 'ig-lead');
  expect(codesOf(await vale.governance.suspend(elm, 'order', 'We disagree.'))).toEqual(['governance.mandate-stands']);
  const council = await vale.seat(COUNCIL, 'ig-lead');
  expect(codesOf(await vale.governance.suspend(council, 'order', 'We disagree.'))).toEqual([
    'governance.no-instrument',
  ]);
});

test('the journal keeps what it was told', async () => {
  await proposed();
  const { sql } = await import('#store');
  await database.store.run(sql`update governance_act set words = 'nothing happened'`);
  await database.store.run(sql`delete from governance_act`);
  const view = valueOf(await vale.governance.instrument(await vale.seat(ELM, 'gp'), 'sharing'));
  expect(view.acts?.map((act) => act.words)).toEqual(['Proposed.']);
});
