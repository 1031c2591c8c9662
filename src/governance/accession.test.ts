import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Clause } from '#agreement';
import { freshDatabase, type TestDatabase } from '#testing/database';
import {
  BOARD,
  COUNCIL,
  ELM,
  NOW,
  RIVERSIDE,
  sharingDraft,
  testPartnership,
  type TestPartnership,
  valueOf,
} from './partnership.testing.ts';

const MILL = 'Organization/mill-lane';
const DAY = 86_400_000;

let database: TestDatabase;
let vale: TestPartnership;
const invited: { readonly organization: string; readonly role: string }[] = [];

const join: Clause = { id: 'join', cites: '4.2', clause: 'join', kinds: ['general-practice'], agreedBy: [RIVERSIDE] };
const leave: Clause = {
  id: 'leave',
  cites: '4.2',
  clause: 'leave',
  by: 'parties',
  noticeDays: 10,
  exitPlan: (['records', 'money', 'tasks', 'people-told'] as const).map((matter) => ({
    matter,
    words: matter,
    owner: { organization: RIVERSIDE, role: 'ig-lead' },
    daysBefore: 5,
  })),
  runOffDays: 0,
};

beforeAll(async () => {
  database = await freshDatabase();
  vale = await testPartnership(database.store, {
    inviteSeat: async (wish) => {
      invited.push(wish);
      return { ok: true, value: { link: 'opens-once' } };
    },
  });
  const draft = sharingDraft();
  valueOf(await vale.governance.propose(await lead(ELM), { ...draft, clauses: [...draft.clauses, join, leave] }));
  await vale.signAll('sharing');
});
afterAll(async () => {
  await vale.stop();
  await database.drop();
});

const PAPERS = ['safety-case', 'dtac', 'dspt', 'dpia'].map((document) => ({
  document,
  state: 'accepted',
  kept: { by: `The signatory of ${MILL}` },
}));

const lead = (organization: string) => vale.seat(organization, 'ig-lead', 'audit');
const wish = {
  instrument: 'sharing',
  organization: MILL,
  name: 'Mill Lane',
  kind: 'general-practice' as const,
  beside: ELM,
  person: 'Jo Field',
};

/** Whether a therapist of Riverside sees what a practice recorded of somebody referred to them. */
async function seen(practice: string, on?: string) {
  const { repository, governance, seat } = vale;
  const system = await repository.system(practice);
  const made = valueOf(
    await repository
      .bind(system)
      .create('Patient', JSON.stringify({ resourceType: 'Patient', name: [{ family: 'Hale' }] })),
  );
  const patient = `Patient/${made.id}`;
  const result = valueOf(
    await repository.bind(system).create(
      'Observation',
      JSON.stringify({
        resourceType: 'Observation',
        status: 'final',
        category: [
          { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/observation-category', code: 'laboratory' }] },
        ],
        code: { text: 'HbA1c' },
        subject: { reference: patient },
      }),
    ),
  );
  await vale.relate(RIVERSIDE, patient, ['referred']);
  const therapist = await seat(RIVERSIDE, 'therapist');
  const read = await repository.bind(therapist).read('Observation', result.id);
  const told = await governance.explain(await vale.seat(BOARD, 'ig-lead', 'audit'), {
    viewer: { organization: RIVERSIDE, role: 'therapist', purpose: 'direct-care' },
    reference: `Observation/${result.id}`,
    ...(on === undefined ? {} : { on }),
  });
  return { visible: read.ok, words: valueOf(told).words };
}

// Shows a control of hazard H12.
test('a practice joins what is signed in steps of its own, and its records flow from the day that its people were told of', async () => {
  const { governance, clock } = vale;
  const { id, link } = valueOf(await governance.inviteToJoin(await lead(ELM), wish));
  expect([link, invited.at(-1)]).toMatchObject(['opens-once', { organization: MILL, role: 'ig-lead' }]);
  const mill = await lead(MILL);
  const text = valueOf(await governance.joining(mill, id)).textHash;

  expect(await governance.signJoining(mill, id, text)).toMatchObject({
    refusals: [{ code: 'governance.joining-steps' }],
  });
  valueOf(await governance.joiningStep(mill, id, 'signers'));
  expect(await governance.tellPeople(mill, id, { how: 'a letter', from: '2026-05-31' })).toMatchObject({
    refusals: [{ code: 'governance.told' }],
  });
  valueOf(await governance.tellPeople(mill, id, { how: 'a letter', from: '2026-06-03' }));
  expect(await governance.signJoining(mill, id, text)).toMatchObject({
    refusals: [{ text: expect.stringMatching(/safety case.*Technology Assessment.*\/safety-documents/) }],
  });
  await vale.papers(MILL);
  expect(valueOf(await governance.signJoining(mill, id, text)).starts).toBeUndefined();
  expect(await governance.agreeToJoining(await vale.seat(COUNCIL, 'signatory', 'planning'), id)).toMatchObject({
    refusals: [{ code: 'governance.not-agreeing' }],
  });
  const done = valueOf(await governance.agreeToJoining(await vale.seat(RIVERSIDE, 'signatory', 'planning'), id));
  expect(done).toMatchObject({ starts: '2026-06-03', papers: PAPERS });

  const before = await seen(MILL);
  expect(before).toEqual({
    visible: false,
    words:
      'Not visible: Vale data-sharing agreement would show it (paragraph 4.2), but Mill Lane joins it on 3 June 2026.',
  });
  expect((await seen(MILL, '2026-06-03')).words).toContain('Visible');
  const listed = await governance.partnership(mill);
  expect(listed.partners.find(({ organization }) => organization === MILL)).toMatchObject({
    sharing: false,
    sharesFrom: '2026-06-03',
  });
  clock.now = NOW + 2 * DAY;
  expect((await seen(MILL)).visible).toBe(true);
  expect(valueOf(await governance.instrument(mill, 'sharing')).parties).toContain('Mill Lane');
});

test('a partner of the list is invited as it stands there: its own leads are asked, and nobody new gets a seat', async () => {
  const { governance } = vale;
  const host = await vale.seat(BOARD, 'ig-lead', 'audit');
  const hill = { code: 'hill', name: 'Hill Practice', kind: 'general-practice', person: 'Ada Hill' };
  valueOf(await governance.addPartner(host, hill));
  const seats = invited.length;
  const { instrument, kind } = wish;
  const asked = { instrument, kind, organization: 'Organization/hill', name: 'Hillside' };
  const unknown = { ...asked, organization: 'Organization/dale', name: 'Dale Practice' };
  expect(await governance.inviteToJoin(await lead(ELM), unknown)).toMatchObject({
    refusals: [{ code: 'governance.joining' }],
  });
  const { id, link } = valueOf(await governance.inviteToJoin(await lead(ELM), asked));
  expect([link, invited.length]).toEqual([undefined, seats]);
  expect(valueOf(await governance.joining(await lead('Organization/hill'), id)).name).toBe('Hill Practice');
  expect(await governance.inviteToJoin(await lead(ELM), asked)).toMatchObject({
    refusals: [{ code: 'governance.joined-already', text: 'Hill Practice is a party already, or joining.' }],
  });
});

test('who joined is bound like the others: the next version is theirs to sign, and they can leave', async () => {
  const { governance, clock } = vale;
  clock.now = NOW + 3 * DAY;
  const mill = await lead(MILL);
  const { id } = valueOf(await governance.startDraft(mill, { of: 'sharing' }));
  const draft = valueOf(await governance.draft(mill, id));
  expect(draft.body.parties.map(({ organization }) => organization)).toContain(MILL);
  valueOf(await governance.sendDraft(mill, id, draft.revision));
  const sent = valueOf(await governance.instrument(mill, 'sharing', 2));
  expect(sent.signatures.map(({ organization }) => organization)).toContain(MILL);
  valueOf(await governance.leave(await vale.seat(MILL, 'signatory', 'planning'), 'sharing', 'We close.'));
  expect((await seen(MILL)).visible).toBe(true);
  clock.now = NOW + 20 * DAY;
  const after = await seen(MILL);
  expect(after.visible).toBe(false);
  expect(after.words).toContain('has left it');
  expect((await seen(ELM)).visible).toBe(true);
});

test('only who leads a party invites, and only kinds that the agreement lets join', async () => {
  const { governance } = vale;
  const other = { ...wish, organization: 'Organization/harbour', name: 'Harbour' };
  expect(await governance.inviteToJoin(await vale.seat(ELM, 'practice-nurse'), other)).toMatchObject({
    refusals: [{ code: 'governance.not-inviter' }],
  });
  expect(await governance.inviteToJoin(await lead(ELM), { ...other, kind: 'charity' })).toMatchObject({
    refusals: [{ code: 'governance.cannot-join' }],
  });
  expect(await governance.inviteToJoin(await lead(ELM), { ...other, beside: COUNCIL })).toMatchObject({
    refusals: [{ code: 'governance.joining' }],
  });
  expect(await governance.inviteToJoin(await lead(ELM), { ...wish, organization: RIVERSIDE })).toMatchObject({
    refusals: [{ code: 'governance.partner-kind' }],
  });
});
