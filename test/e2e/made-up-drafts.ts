import type { UnfinishedClause } from '#agreement';
import type { DraftView } from '#governance/contract';
import { EACH } from '../../src/agreement/clauses/sample.testing.ts';
import { AGREEMENT, CHANGES } from './made-up-agreements.ts';

const { version: _, decided: __, ...body } = AGREEMENT.instrument;
const [elm, river, valley] = ['Organization/elm', 'Organization/river', 'Organization/valley'];

/** The samples of the language, between organisations of the stories. */
const PLACES: Readonly<Record<string, string>> = {
  'Organization/elm-tree': elm,
  'Organization/riverside': river,
  'Organization/council': 'Organization/county',
};

export const PARTS: readonly UnfinishedClause[] = Object.values(EACH).map((clause) =>
  JSON.parse(JSON.stringify(clause).replace(/Organization\/[a-z-]+/g, (name) => PLACES[name] ?? valley)),
);

const unfinished: UnfinishedClause = {
  id: 'leave-1',
  cites: '9',
  clause: 'leave',
  by: 'parties',
  noticeDays: 'ninety',
  exitPlan: [{ matter: 'records', words: 'name what others relied on', owner: { organization: elm }, daysBefore: 30 }],
};

export const DRAFT: DraftView = {
  id: '12',
  title: AGREEMENT.title,
  kind: AGREEMENT.instrument.kind,
  after: 2,
  by: 'Sam Adeyemi',
  at: '2026-05-31T14:20:00Z',
  revision: 7,
  body: {
    ...body,
    text: [...body.text, { id: '10', text: '', section: 'retention' }],
    clauses: [...(body.clauses as unknown as readonly UnfinishedClause[]), unfinished],
  },
  takenOut: { text: [{ id: '8', text: 'Each party names a lead.' }], clauses: [] },
  base: AGREEMENT.instrument,
  difference: CHANGES,
  faults: [
    {
      code: 'agreement.shape',
      type: 'structure',
      text: 'Instrument.clauses[3].noticeDays must be a whole number from 0.',
      expression: 'Instrument.clauses[3].noticeDays',
    },
    {
      code: 'agreement.shape',
      type: 'structure',
      text: 'Instrument.clauses[3].exitPlan[0].owner.role is missing.',
      expression: 'Instrument.clauses[3].exitPlan[0].owner.role',
    },
    {
      code: 'agreement.shape',
      type: 'structure',
      text: 'Instrument.clauses[3].runOffDays is missing.',
      expression: 'Instrument.clauses[3].runOffDays',
    },
    {
      code: 'agreement.section-missing',
      type: 'business-rule',
      text: 'The text has no paragraph on breach, which a data-sharing agreement needs; write one and mark it as that section.',
      expression: "Instrument.text.where(section='breach')",
    },
  ],
};

/** A draft with nothing missing, of every kind of part. */
export const WHOLE: DraftView = {
  ...DRAFT,
  faults: [],
  takenOut: { text: [], clauses: [] },
  body: {
    ...body,
    text: [
      { id: '4.2', text: 'What the parties agree about sharing, deciding, paying and leaving.' },
      { id: '5.1', text: 'What counts, and who is told of it.' },
      { id: '7.1', text: 'People are told by letter first.' },
    ],
    clauses: PARTS,
  },
};

export const UNFINISHED = unfinished;
