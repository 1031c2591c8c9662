import type { Clause } from '#agreement';
import { day } from '#base';
import { sql } from '#store';
import { afterEach, beforeEach, expect, test } from 'vitest';
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
import type { NewDispute } from './contract.ts';

let database: TestDatabase;
let vale: TestPartnership;

beforeEach(async () => {
  database = await freshDatabase();
  vale = await testPartnership(database.store, { obligationsOn: engineOn(database.store) });
  valueOf(await vale.governance.propose(await lead(ELM), draft()));
  await vale.signAll('sharing');
});
afterEach(async () => {
  await vale.stop();
  await database.drop();
});

const LADDER: Clause = {
  id: 'ladder',
  cites: '9',
  clause: 'dispute',
  payUndisputed: true,
  binding: true,
  ladder: [
    { id: 'leads', words: 'to the leads of both', who: [{ organization: ELM, role: 'ig-lead' }], workingDays: 10 },
    {
      id: 'board',
      words: 'to the partnership board',
      who: [{ organization: COUNCIL, role: 'board-member' }],
      workingDays: 20,
    },
  ],
};

function draft() {
  const base = sharingDraft();
  return {
    ...base,
    text: [...base.text, { id: '9', text: 'Disputes go up a ladder.' }],
    clauses: [...base.clauses, LADDER],
  };
}

const lead = (organization: string) => vale.seat(organization, 'ig-lead', 'audit');
const CARE = sharingDraft().clauses[0];

/** Elm Tree says that documents were never meant, nor results of anybody but its own register. */
function narrower(): NewDispute {
  return {
    instrument: 'sharing',
    paragraph: '4.2',
    clause: 'care',
    about: 'Whether therapists see results at all.',
    reading: { words: 'Results are for the nurse who asked.', runs: 'nothing' },
  };
}

const WIDER = {
  words: 'Results and plans were meant.',
  runs: 'otherwise',
  clause: { ...CARE, classes: ['results', 'plans'] },
};

async function therapistReads(id: string): Promise<boolean> {
  const therapist = await vale.seat(RIVERSIDE, 'therapist');
  return (await vale.repository.bind(therapist).read('Observation', id)).ok;
}

async function referredPerson(): Promise<string> {
  const elm = vale.repository.bind(await vale.repository.system(ELM));
  valueOf(await elm.update('Patient', 'p1', '{"resourceType":"Patient","id":"p1"}'));
  const result = `{"resourceType":"Observation","status":"final","code":{"text":"HbA1c"},"subject":{"reference":"Patient/p1"},
    "category":[{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/observation-category","code":"laboratory"}]}]}`;
  const { id } = valueOf(await elm.create('Observation', result));
  await vale.relate(RIVERSIDE, 'Patient/p1', ['referred']);
  return id;
}

const due = () =>
  database.store.all(
    sql`select owner_role, state, due::date::text as due from obligation where kind = 'dispute-step' order by id`,
  );

test('both readings stand side by side, everything goes on, and each step has its clock', async () => {
  const item = await referredPerson();
  const { disputes } = vale.governance;
  const { id } = valueOf(await disputes.raise(await lead(ELM), narrower()));
  valueOf(await disputes.read(await lead(RIVERSIDE), id, WIDER));
  expect(await therapistReads(item)).toBe(true);
  const view = valueOf(await disputes.one(await lead(COUNCIL), id));
  expect(view).toMatchObject({
    state: 'open',
    dueBy: '2026-06-15',
    raisedBy: 'Elm Tree Surgery',
    text: 'Therapists see results of people referred to them.',
  });
  expect(
    view.readings.map(({ name, difference }) => [name, difference.map(({ change, words }) => `${change}: ${words}`)]),
  ).toMatchInlineSnapshot(`
    [
      [
        "Elm Tree Surgery",
        [
          "removed: Therapists of Riverside Community Trust see results recorded by Elm Tree Surgery, to care for a person who was referred to them, but nothing that is labelled sensitive. (paragraph 4.2)",
        ],
      ],
      [
        "Riverside Community Trust",
        [
          "removed: Therapists of Riverside Community Trust see results recorded by Elm Tree Surgery, to care for a person who was referred to them, but nothing that is labelled sensitive. (paragraph 4.2)",
          "added: Therapists of Riverside Community Trust see results and plans, goals and referrals recorded by Elm Tree Surgery, to care for a person who was referred to them, but nothing that is labelled sensitive. (paragraph 4.2)",
        ],
      ],
    ]
  `);
  expect(view.steps.map(({ state }) => state)).toEqual(['now', 'to-come']);
  expect(await due()).toEqual([{ owner_role: 'ig-lead', state: 'open', due: '2026-06-15' }]);
  expect(valueOf(await disputes.list(await lead(ELM)).then((value) => ({ ok: true as const, value })))).toHaveLength(1);
});

test('what each reading would change is counted in the record', async () => {
  await referredPerson();
  const { disputes } = vale.governance;
  const { id } = valueOf(await disputes.raise(await lead(ELM), narrower()));
  valueOf(await disputes.read(await lead(RIVERSIDE), id, WIDER));
  const lost = valueOf(await disputes.simulate(await lead(RIVERSIDE), id, ELM));
  expect(lost.effects).toMatchObject([
    {
      organization: 'Riverside Community Trust',
      roles: ['therapist'],
      vanishes: [{ dataClass: 'results', few: true }],
      appears: [],
    },
  ]);
  expect(valueOf(await disputes.simulate(await lead(ELM), id, RIVERSIDE)).effects).toEqual([]); // no plan is recorded
});

test('a ruling of the last step binds from its day, is kept with its reason, and changes what is seen', async () => {
  const item = await referredPerson();
  const { disputes } = vale.governance;
  const elm = await lead(ELM);
  const { id } = valueOf(await disputes.raise(elm, narrower()));
  expect(codesOf(await disputes.moveOn(await lead(RIVERSIDE), id, 'No.'))).toEqual(['governance.dispute-early']);
  valueOf(await disputes.moveOn(elm, id, 'The leads do not agree.'));
  expect(await due()).toMatchObject([
    { state: 'kept' },
    { owner_role: 'board-member', state: 'open', due: '2026-06-29' },
  ]);
  const ruling = {
    follows: ELM,
    words: 'Therapists do not see results.',
    reason: 'The letter to people did not say so.',
    keptAs: 'interpretation' as const,
    from: '2026-06-10',
  };
  expect(codesOf(await disputes.rule(elm, id, ruling))).toEqual(['governance.dispute-ruler']);
  const board = await vale.seat(COUNCIL, 'board-member', 'planning');
  expect(codesOf(await disputes.rule(board, id, { ...ruling, from: '2026-05-01' }))).toEqual(['governance.ruling-day']);
  const ruled = valueOf(await disputes.rule(board, id, ruling));
  expect(ruled).toMatchObject({
    state: 'ruled',
    ruling: { stands: true, holds: 'Elm Tree Surgery', reason: ruling.reason },
  });
  expect(await therapistReads(item)).toBe(true);
  vale.clock.now = Date.parse('2026-06-09T23:00:00Z'); // 10 June in London
  expect(await therapistReads(item)).toBe(false);
  const explained = valueOf(
    await vale.governance.explain(await lead(BOARD), {
      viewer: { organization: RIVERSIDE, role: 'therapist', purpose: 'direct-care' },
      reference: `Observation/${item}`,
      on: '2026-06-09',
    }),
  );
  expect(explained.visible).toBe(true);
  expect(codesOf(await disputes.withdraw(elm, id, 'Late.'))).toEqual(['governance.dispute-over']);
  const agreement = valueOf(await vale.governance.instrument(elm, 'sharing'));
  expect(agreement.paragraphs.find((one) => one.id === '4.2')?.runs).toEqual([]);
});

test('short of a binding word every party that is still in it accepts, or nothing changes', async () => {
  const item = await referredPerson();
  const { disputes } = vale.governance;
  const { id } = valueOf(await disputes.raise(await lead(ELM), narrower()));
  const settled = { follows: ELM, words: 'So be it.', reason: 'All agree.', keptAs: 'interpretation' as const };
  const written = valueOf(await disputes.rule(await lead(RIVERSIDE), id, settled));
  expect(written.ruling).toMatchObject({
    stands: false,
    awaited: ['Elm Tree Surgery', 'Riverside Community Trust', 'Vale Council'],
  });
  for (const organization of [ELM, RIVERSIDE]) {
    valueOf(await disputes.accept(await vale.seat(organization, 'signatory', 'planning'), id));
  }
  expect(codesOf(await disputes.accept(await vale.seat(COUNCIL, 'social-worker'), id))).toEqual([
    'governance.dispute-accept',
  ]);
  expect(await therapistReads(item)).toBe(true);
  valueOf(await disputes.accept(await vale.seat(COUNCIL, 'signatory', 'planning'), id));
  expect(await therapistReads(item)).toBe(false);
  expect(await due()).toMatchObject([{ state: 'kept' }]);
});

test('disputes are for parties, about what is there, and only who raised one takes it back', async () => {
  const { disputes } = vale.governance;
  expect(codesOf(await disputes.raise(await vale.seat(ELM, 'receptionist'), narrower()))).toEqual([
    'governance.dispute-party',
  ]);
  expect(codesOf(await disputes.raise(await lead(ELM), { ...narrower(), paragraph: '7.1' }))).toEqual([
    'governance.dispute-place',
  ]);
  expect(
    codesOf(
      await disputes.raise(await lead(ELM), {
        ...narrower(),
        reading: { words: 'x', runs: 'otherwise', clause: { classes: 7 } },
      }),
    ),
  ).not.toEqual([]);
  const { id } = valueOf(await disputes.raise(await lead(ELM), narrower()));
  expect(codesOf(await disputes.withdraw(await lead(RIVERSIDE), id, 'No.'))).toEqual(['governance.dispute-raiser']);
  expect(valueOf(await disputes.withdraw(await lead(ELM), id, 'We were wrong.')).state).toBe('withdrawn');
  expect(codesOf(await disputes.one(await vale.seat(ELM, 'person', 'own-record', 'Person/p1'), id))).toEqual([
    'governance.no-dispute',
  ]);
  valueOf(await vale.governance.propose(await lead(ELM), sharingDraft({ id: 'plain', effective: day('2026-04-01') })));
  await vale.signAll('plain');
  expect(codesOf(await disputes.raise(await lead(ELM), { ...narrower(), instrument: 'plain' }))).toEqual([
    'governance.no-ladder',
  ]);
});
