import type { RecallForm, RecallLetter, RecallView } from '#insight/contract';

const MEASURE = { id: 'acr', title: 'Urine albumin recorded' };
const AMINA = { person: 'Person/p17', name: 'KHAN-WILLIAMS, Amina' };
const OMAR = { person: 'Person/p18', name: 'الخطيب, عمر <b>x</b>' };

export const RECALL_FORM: RecallForm = {
  key: 'r12345678',
  measure: MEASURE,
  place: { id: 'elm', name: 'Elm Tree Surgery', level: 'practice' },
  people: [
    { ...AMINA, born: '1957-07-14', next: '2026-09-14T09:00:00.000Z' },
    { ...OMAR, last: '2025-01-02' },
  ],
  more: true,
  use: { purpose: 'direct-care', identifiability: 'identifiable', because: [] },
};

export const RECALL: RecallView = {
  id: 'r12345678',
  measure: MEASURE,
  place: { id: 'elm', name: 'Elm Tree Surgery' },
  kind: 'letter',
  at: '2026-09-12T09:00:00.000Z',
  by: 'Ruth Adeyemi',
  sent: 1,
  of: 2,
  people: [
    { ...AMINA, state: 'sent' },
    { ...OMAR, state: 'not-sent', why: 'No address is recorded that letters go to.' },
  ],
  may: { undo: true },
};

export const LETTERS: readonly RecallLetter[] = [
  {
    person: AMINA.person,
    name: 'Amina KHAN-WILLIAMS',
    address: ['12 Long Terrace-on-the-Hill', 'Riverford', 'ZZ1 4PQ'],
    from: 'Elm Tree Surgery',
  },
  { person: OMAR.person, name: 'عمر الخطيب', address: ['3 Mill Lane'], language: 'العربية', from: 'Elm Tree Surgery' },
];
