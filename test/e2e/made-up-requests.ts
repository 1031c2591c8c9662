import type { MyRequests, PersonRequest, RequestForLead, ToldReceiver } from '#record/contract';

const COPY: PersonRequest = {
  id: 'q1',
  right: 'copy',
  organization: 'Elm Tree Surgery',
  about: 'Everything that Elm Tree Surgery holds',
  words: '',
  way: 'page',
  asked: '2026-09-01T09:00:00Z',
  state: 'done',
  late: false,
  law: 'A copy of the record is given within one month. (UK GDPR, articles 12(3) and 15)',
  decision: { given: 'granted', at: '2026-09-03T10:00:00Z', words: '' },
  complain: 'You can complain to the Information Commissioner (ico.org.uk, telephone 0303 123 1113), or ask a court.',
  copy: { done: 412, total: 412, ready: true, over: false, until: '2026-10-03T10:00:00Z' },
  steps: [
    { at: '2026-09-01T09:00:00Z', what: 'Asked', by: 'The person' },
    { at: '2026-09-03T10:00:00Z', what: 'Granted', by: 'Elm Tree Surgery' },
    {
      at: '2026-09-03T10:01:00Z',
      what: 'The copy is ready',
      by: 'Elm Tree Surgery',
      words: 'It can be taken until 2026-10-03.',
    },
  ],
};
const CORRECT: PersonRequest = {
  id: 'q2',
  right: 'correct',
  organization: 'Riverside Hospital',
  about: 'Result: HbA1c, 52 mmol/mol, 2026-08-14',
  item: 'Observation/ab12',
  words: 'It was 42: I have the letter of the laboratory.',
  way: 'page',
  asked: '2026-09-02T09:00:00Z',
  state: 'refused',
  late: false,
  law: 'A correction is decided within one month. (UK GDPR, articles 12(3) and 16)',
  decision: {
    given: 'refused',
    at: '2026-09-08T10:00:00Z',
    ground: {
      id: 'accurate',
      law: 'UK GDPR, article 16',
      words: 'It was checked with whoever recorded it, and is right.',
      for: 'refusing',
    },
    words: 'The laboratory confirmed 52; the letter is of another sample, taken in July.',
  },
  complain: COPY.complain ?? '',
  steps: [
    { at: '2026-09-02T09:00:00Z', what: 'Asked', by: 'The person' },
    {
      at: '2026-09-08T10:00:00Z',
      what: 'Not granted',
      by: 'Riverside Hospital',
      words: 'It was checked with whoever recorded it, and is right.',
    },
  ],
};
const ERASE: PersonRequest = {
  id: 'q3',
  right: 'erase',
  organization: 'Elm Tree Surgery',
  about: 'Everything that Elm Tree Surgery holds',
  words: 'I have moved away.',
  way: 'letter',
  asked: '2026-08-20T12:00:00Z',
  state: 'open',
  due: '2026-09-21',
  late: false,
  law: 'An erasure is decided within one month. (UK GDPR, articles 12(3) and 17)',
  steps: [
    { at: '2026-08-20T12:00:00Z', what: 'Came in', by: 'Elm Tree Surgery' },
    {
      at: '2026-08-21T09:00:00Z',
      what: 'Identity is clear: the clock runs',
      by: 'Elm Tree Surgery',
      words: 'Passport seen at the desk',
    },
  ],
};

export const MAKING: PersonRequest = {
  ...COPY,
  state: 'working',
  copy: { done: 200, total: 412, ready: false, over: false },
  steps: COPY.steps.slice(0, 2),
};
export const REFUSED = CORRECT;
export const READY = COPY;
/** As it was before it was decided. */
function without({ decision: _decision, copy: _copy, ...rest }: PersonRequest): PersonRequest {
  return rest;
}

export const WAITING: readonly PersonRequest[] = [
  ERASE,
  { ...without(CORRECT), id: 'q4', state: 'identity' },
  COPY,
  CORRECT,
];

export const OBJECTION: PersonRequest = {
  id: 'q5',
  right: 'object',
  organization: 'Elm Tree Surgery',
  about: 'Everything that Elm Tree Surgery holds',
  words: 'A relative works at the council and would read it.',
  way: 'page',
  asked: '2026-09-10T09:00:00Z',
  state: 'open',
  due: '2026-10-12',
  late: false,
  law: 'An objection is decided within one month, with reasons. (UK GDPR, articles 12(3) and 21)',
  objection: { from: ['Vale County Council', 'Harbour Trust'], holds: true },
  standing:
    'The person objected on 10 September 2026; while it is looked at it holds. It is to be decided by 12 October 2026.',
  steps: [{ at: '2026-09-10T09:00:00Z', what: 'Asked', by: 'The person' }],
};

const { due: _due, ...DECIDED } = OBJECTION;
const NOT_GRANTED: PersonRequest = {
  ...DECIDED,
  state: 'refused',
  objection: { from: ['Vale County Council'], holds: false },
  standing:
    'The person objected on 10 September 2026. It was not upheld on 20 September 2026 by Elm Tree Surgery: Without it two nurses would visit who do not know of your falls.',
  decision: {
    given: 'refused',
    at: '2026-09-20T10:00:00Z',
    ground: {
      id: 'compelling',
      law: 'UK GDPR, article 21(1)',
      words: "There are compelling reasons that outweigh the person's own.",
      for: 'refusing',
    },
    words: 'Without it two nurses would visit who do not know of your falls.',
  },
  complain: COPY.complain ?? '',
  steps: [
    ...OBJECTION.steps,
    { at: '2026-09-20T10:00:00Z', what: 'Not granted', by: 'Elm Tree Surgery' },
    {
      at: '2026-10-02T10:00:00Z',
      what: 'Who decides about sharing',
      by: 'Elm Tree Surgery',
      words:
        'The person cannot decide this, as Dr Lund found on 1 October 2026; so Ruth Hale decides, as attorney (Mental Capacity Act 2005, section 9).',
    },
  ],
};

export const MINE: MyRequests = {
  requests: [OBJECTION, ERASE, COPY, CORRECT],
  holders: [
    { organization: 'Organization/elm', name: 'Elm Tree Surgery' },
    { organization: 'Organization/trust', name: 'Riverside Hospital' },
  ],
  items: [
    {
      reference: 'Observation/ab12',
      words: 'Result: HbA1c, 52 mmol/mol, 2026-08-14',
      organization: 'Riverside Hospital',
    },
    {
      reference: 'Condition/c1',
      words: 'Problem: Type 2 diabetes, active, 2014-02-11',
      organization: 'Elm Tree Surgery',
    },
  ],
  organizations: [
    { organization: 'Organization/elm', name: 'Elm Tree Surgery' },
    { organization: 'Organization/trust', name: 'Riverside Hospital' },
    { organization: 'Organization/council', name: 'Vale County Council' },
  ],
};

export const LOOKED_AT_AGAIN = (): RequestForLead => ({
  ...NOT_GRANTED,
  ...LEADS,
  grounds: [],
  heldBack: [],
  kept: [],
  keptCount: 0,
  fields: [],
  review: true,
  decider: NOT_GRANTED.steps.at(-1)?.words ?? '',
});

const LEADS = {
  person: 'Person/p17',
  name: 'KHAN-WILLIAMS, Amina',
  extendMonths: 2,
  extended: false,
  restricted: false,
  review: false,
} as const;

export const ERASING: RequestForLead = {
  ...ERASE,
  ...LEADS,
  grounds: [
    {
      id: 'kept-by-law',
      law: 'UK GDPR, article 17(3)(b)',
      words: 'The law has it kept until the day that is named.',
      for: 'refusing',
    },
    {
      id: 'unlawful',
      law: 'UK GDPR, article 17(1)(d)',
      words: 'It should never have been in this record.',
      for: 'granting',
    },
  ],
  heldBack: [],
  keptCount: 1,
  kept: [
    {
      reference: 'Observation/ab12',
      words: 'Result: HbA1c, 52 mmol/mol, 2026-08-14',
      organization: 'Elm Tree Surgery',
      until: '2034-08-14',
      law: 'Health records of adults are kept for 8 years after they were last added to. (Records Management Code of Practice 2023, appendix II)',
    },
  ],
  fields: [],
};

export const COPYING: RequestForLead = {
  ...without(COPY),
  ...LEADS,
  state: 'open',
  due: '2026-10-01',
  grounds: [
    {
      id: 'others',
      law: 'UK GDPR, article 15(4)',
      words: 'It would tell about somebody else who has not agreed.',
      for: 'refusing',
    },
  ],
  heldBack: [
    {
      reference: 'RelatedPerson/r1',
      words: 'Somebody close: Neighbour',
      organization: 'Elm Tree Surgery',
      because: 'it tells about somebody else',
    },
  ],
  kept: [],
  keptCount: 0,
  fields: [],
};

export const CORRECTING: RequestForLead = {
  ...without(CORRECT),
  ...LEADS,
  state: 'identity',
  grounds: [{ id: 'wrong', law: 'UK GDPR, article 16', words: 'It is wrong or incomplete.', for: 'granting' }],
  heldBack: [],
  kept: [],
  keptCount: 0,
  fields: [
    { name: 'valueQuantity/value', label: 'Value', value: '52' },
    { name: 'effectiveDateTime', label: 'Date', value: '2026-08-14' },
  ],
};

export const TOLD: ToldReceiver = {
  id: 't1',
  right: 'correct',
  from: 'Riverside Hospital',
  item: 'Result: HbA1c, 52 mmol/mol, 2026-08-14',
  at: '2026-09-08T10:00:00Z',
  seen: '2026-08-20T08:12:00Z',
};
