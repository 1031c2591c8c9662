import type { ExtractForm, ExtractQuestion, ExtractStatement } from '#insight/contract';
import type { MyOptOuts, OptOutKind, OptOutRegister } from '#record/contract';
import { PLACES } from './made-up-measures.ts';
import { TODAY } from './made-up-record.ts';

const NATIONAL: OptOutKind = {
  id: 'national-data-opt-out',
  law: 'National data opt-out (Health and Social Care Act 2012, section 259; NHS Act 2006, section 251)',
  words: 'What a hospital or practice holds about the person is not used beyond their own care.',
  uses: ['planning services and research'],
  notFor: ['what is given as numbers only', 'what the law requires', 'a use that you agreed to yourself'],
};
const PRACTICE: OptOutKind = {
  ...NATIONAL,
  id: 'practice-opt-out',
  law: 'Type 1 opt-out, registered with the practice',
  words: 'What the practice recorded does not leave it for anything but the person’s own care.',
};

export const OPTED_OUT: MyOptOuts = {
  kinds: [NATIONAL, PRACTICE],
  said: [
    { rule: NATIONAL.id, since: '2024-05-25', source: 'National service' },
    { rule: PRACTICE.id, since: '2026-02-01', source: 'person' },
    { rule: PRACTICE.id, since: '2023-01-01', source: 'letter', ended: '2024-01-01' },
  ],
};
export const NOT_SAID: MyOptOuts = { kinds: [NATIONAL, PRACTICE], said: [] };

export const REGISTER: OptOutRegister = {
  kinds: [
    { ...NATIONAL, standing: 2143, fewest: 10 },
    { ...PRACTICE, fewest: 10 },
  ],
  lists: [
    {
      id: 'l1',
      rule: NATIONAL.id,
      source: 'National service',
      asAt: '2026-09-01',
      whole: true,
      lines: 2150,
      refused: 3,
      at: '2026-09-02T09:00:00Z',
    },
  ],
  takesLists: true,
};

const PLANNING = {
  id: 'vale-sharing/planning',
  words: 'The board is shown who has diabetes and how they do, to plan services for them.',
  agreement: { title: 'Vale data sharing agreement', version: 2, paragraph: '5.1' },
  lawRequires: false,
};

export const LIST_FORM: ExtractForm = {
  purpose: 'planning',
  places: PLACES,
  packs: [
    { key: 'uk-nda 2026.1', title: 'Diabetes care' },
    { key: 'cascade-hypertension 2026.1', title: 'High blood pressure, from finding to control' },
  ],
  grounds: [PLANNING],
};
export const LIST_ASKED: ExtractQuestion = {
  place: 'all',
  kind: 'pseudonymised',
  under: PLANNING.id,
  words: 'To see where a second podiatry clinic would be nearest to those who need it',
};
export const LIST_READY: ExtractStatement = {
  use: { purpose: 'planning', identifiability: 'pseudonymised', because: [NATIONAL.words, PRACTICE.words] },
  words: LIST_ASKED.words,
  ground: PLANNING,
  place: PLACES[0] as (typeof PLACES)[number],
  asAt: TODAY,
  pack: 'uk-nda 2026.1',
  people: 3904,
  agreed: { project: 'IRAS 312 345, feet in the Vale', count: 41, fewest: 10 },
  alike: { fewest: 10, words: 'ages in twenties, localities' },
  leftOut: [
    {
      optOut: NATIONAL.id,
      words: `${NATIONAL.words} (${NATIONAL.law})`,
      people: { count: 212, fewest: 10 },
      inPart: { count: 0, fewest: 10 },
    },
    {
      optOut: PRACTICE.id,
      words: `${PRACTICE.words} (${PRACTICE.law})`,
      people: { fewest: 10 },
      inPart: { count: 37, fewest: 10 },
    },
  ],
};
