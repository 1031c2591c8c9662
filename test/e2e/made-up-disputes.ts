import { day } from '#base';
import type { DisputeSummary, DisputeView, OverlapView, SuccessionView } from '#governance/contract';
import { AGREEMENT, CHANGES } from './made-up-agreements.ts';

const OPEN: DisputeSummary = {
  id: '7',
  instrument: AGREEMENT.id,
  version: 2,
  title: AGREEMENT.title,
  paragraph: '4.2',
  about: 'Whether “results recorded by any party” takes in results that a hospital was only sent',
  raisedBy: 'Elm Tree Surgery',
  raised: '2026-08-24T09:12:00.000Z',
  state: 'open',
  words: 'It goes to the partnership board.',
  dueBy: day('2026-09-24'),
};

export const DISPUTES: readonly DisputeSummary[] = [
  OPEN,
  {
    ...OPEN,
    id: '5',
    paragraph: '7.1',
    about: 'Whether a notice in the reception is enough without a letter',
    raisedBy: 'County Council',
    state: 'late',
    words: 'It goes to the leads of both.',
    dueBy: day('2026-09-01'),
  },
  { ...OPEN, id: '2', about: 'Who counts as a specialist nurse', state: 'ruled', words: 'It was settled.' },
];

export const DISPUTE: DisputeView = {
  ...OPEN,
  text: AGREEMENT.instrument.text[1]?.text ?? '',
  runs: AGREEMENT.paragraphs[1]?.runs[0] ?? '',
  clause: 'care',
  readings: [
    {
      organization: 'Organization/elm',
      name: 'Elm Tree Surgery',
      by: 'Ada Mensah',
      words: 'A result belongs to who asked for the test. What was only copied to a hospital was not recorded by it.',
      reading: { words: '', runs: 'otherwise', clause: AGREEMENT.instrument.clauses[0] as never },
      difference: CHANGES,
    },
    {
      organization: 'Organization/river',
      name: 'Riverside Hospital',
      by: 'Sam Adeyemi',
      words: 'What stands in our record was recorded by us, whoever asked for it.',
      reading: { words: '', runs: 'as-it-runs' },
      difference: [],
    },
  ],
  meanwhile: 'Until it is settled everything runs as before, and care goes on.',
  binding: true,
  steps: [
    {
      words: 'to the leads of both',
      who: ['information governance lead of Elm Tree Surgery', 'information governance lead of Riverside Hospital'],
      state: 'done',
      workingDays: 10,
      ended: '2026-09-03T10:00:00.000Z',
      reason: 'Both stayed with their reading.',
    },
    {
      words: 'to the partnership board',
      who: ['board member of County Council'],
      state: 'now',
      workingDays: 15,
      dueBy: day('2026-09-24'),
    },
    { words: 'to an expert whom both name', who: [], state: 'to-come', workingDays: 30 },
  ],
  deeds: [
    {
      at: '2026-09-03T10:00:00.000Z',
      by: 'Ada Mensah, Elm Tree Surgery',
      words: 'The step ended without agreement: Both stayed with their reading.',
    },
    {
      at: '2026-08-26T14:30:00.000Z',
      by: 'Sam Adeyemi, Riverside Hospital',
      words: 'Reads it so: What stands in our record was recorded by us, whoever asked for it.',
    },
    {
      at: '2026-08-24T09:12:00.000Z',
      by: 'Ada Mensah, Elm Tree Surgery',
      words: 'Raised: Whether “results recorded by any party” takes in results that a hospital was only sent',
    },
  ],
  may: { read: true, moveOn: true, rule: true, accept: false, withdraw: true, simulate: true },
};

export const SETTLED: DisputeView = {
  ...DISPUTE,
  state: 'ruled',
  words: 'It was settled.',
  ruling: {
    follows: 'Organization/elm',
    words: 'A result counts as recorded by who asked for the test.',
    reason: 'The letter that people had says “tests that your practice asked for”.',
    keptAs: 'interpretation',
    from: day('2026-10-01'),
    holds: 'Elm Tree Surgery',
    by: 'Ruth Okafor, County Council',
    at: '2026-09-18T11:00:00.000Z',
    document: 'Minutes of the board of 18 September, item 4',
    stands: false,
    accepted: ['County Council'],
    awaited: ['Valley Community Trust'],
  },
  may: { read: false, moveOn: false, rule: false, accept: true, withdraw: false, simulate: true },
};

const KEEPS = {
  instrument: 'Order of the Family Court',
  version: 1,
  paragraph: '2',
  rank: 'court-order',
  text: 'Nothing that is recorded about the children is shown outside the trust.',
};
const SHOWS = {
  instrument: AGREEMENT.title,
  version: 2,
  paragraph: '4.2',
  rank: 'partnership',
  text: AGREEMENT.instrument.text[1]?.text ?? '',
};

export const OVERLAP: OverlapView = {
  organization: 'Organization/county',
  name: 'County Council',
  on: day('2026-09-12'),
  agreements: [
    {
      id: 'order',
      version: 1,
      title: KEEPS.instrument,
      kind: 'mandate',
      rank: 'court-order',
      parties: ['Valley Community Trust', 'County Council'],
      population: 'the children named in it',
    },
    {
      id: AGREEMENT.id,
      version: 2,
      title: AGREEMENT.title,
      kind: AGREEMENT.kind,
      rank: 'partnership',
      parties: AGREEMENT.parties,
      population: AGREEMENT.instrument.population.words,
    },
  ],
  meetings: [
    {
      wins: KEEPS,
      yields: SHOWS,
      why: 'Of results and documents, to give care: it is kept back, because a court order is stronger than an agreement of the partnership.',
    },
  ],
  conflicts: [
    {
      words:
        'Agreement with Vale Care Board and Agreement with Northdale Care Board each give home care to a body of their own: The Vale home care board and The Northdale home care board both have to decide.',
      who: ['Vale Care Board', 'Northdale Care Board', 'County Council'],
    },
  ],
};

export const SUCCESSIONS: readonly SuccessionView[] = [
  {
    paragraph: '1',
    text: 'Vale Practices Together takes the place of both practices.',
    to: 'Vale Practices Together',
    on: day('2026-10-01'),
    state: 'awaited',
    awaited: ['Mill Lane Practice'],
    from: [
      {
        name: 'Elm Tree Surgery',
        seats: [
          { role: 'gp', count: 6 },
          { role: 'practice-nurse', count: 4 },
        ],
        owes: 14,
        owed: 3,
        agreements: [AGREEMENT.title],
        scheme: true,
      },
      { name: 'Mill Lane Practice', seats: [], owes: 1, owed: 0, agreements: [], scheme: false },
    ],
  },
];
