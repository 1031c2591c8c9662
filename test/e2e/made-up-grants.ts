import { day } from '#base';
import type { CellTrace, GrantView, ReturnView, TogetherView } from '#money/contract';

const ugx = (minor: number) => ({ minor, currency: 'UGX' });

/** A grant of a fund to a clinic, and its return, as pages show them. */
export const GRANT: GrantView = {
  name: { instrument: 'chebyelo-clinic', clause: 'heart', since: '2026-01-01' },
  title: 'heart and diabetes grant',
  programme: 'hypertension',
  funder: { organization: 'Organization/ncd-fund', name: 'The heart and diabetes fund' },
  to: [{ organization: 'Organization/clinic', name: 'Chebyelo Health Centre III' }],
  from: day('2026-01-01'),
  until: day('2027-01-01'),
  place: 2,
  agreement: { title: 'Grants to one clinic', href: '/agreements/chebyelo-clinic', paragraph: '2' },
  lines: [
    {
      id: 'visits',
      words: 'visits for hypertension',
      cost: ugx(12_000),
      amount: ugx(6_000_000),
      paid: ugx(2_316_000),
      left: ugx(3_684_000),
      floor: ugx(5_000_000),
      spokenForBy: 'programme lead of Chebyelo Health Centre III',
      need: ugx(8_240_000),
      agreed: { amount: ugx(4_500_000), by: 'Akello Ruth', reason: 'The second clinic opens in July.' },
      may: { agree: true },
    },
  ],
  match: {
    by: { organization: 'Organization/district', name: 'The district council' },
    puts: ugx(1),
    forEach: ugx(4),
    pool: 'clinic-costs',
    valued: true,
    dueBy: day('2026-09-30'),
    whole: ugx(1_500_000),
    money: ugx(800_000),
    inKind: ugx(400_000),
    missing: ugx(300_000),
    state: 'to-come',
  },
  periods: [
    { from: day('2026-01-01'), until: day('2026-04-01'), due: day('2026-04-16'), state: 'submitted', submitted: 2 },
    { from: day('2026-04-01'), until: day('2026-07-01'), due: day('2026-07-15'), state: 'late', submitted: 0 },
    { from: day('2026-07-01'), until: day('2026-10-01'), due: day('2026-10-15'), state: 'running', submitted: 0 },
  ],
  pack: { id: 'return-heart', version: '1', title: 'What a heart and diabetes programme is told' },
};

export const RETURN: ReturnView = {
  grant: GRANT,
  period: GRANT.periods[0] ?? {
    from: day('2026-01-01'),
    until: day('2026-04-01'),
    due: day('2026-04-16'),
    state: 'late',
    submitted: 0,
  },
  cells: [
    {
      cell: 'in-care',
      part: '',
      words: 'People in hypertension care, seen in the last twelve months',
      value: 214,
      submitted: 212,
    },
    { cell: 'in-care', part: 'female 25-49', words: 'female 25-49', value: 88, submitted: 86 },
    { cell: 'in-care', part: 'male 50+', words: 'male 50+', value: 126 },
    { cell: 'in-care', part: 'sex unknown age unknown', words: 'sex unknown age unknown' },
    { cell: 'paid-visits', part: '', words: 'Visits that count for this grant', value: 193 },
    { cell: 'paid', part: '', words: 'What this grant paid for them', value: 2_316_000, amount: ugx(2_316_000) },
  ],
  hash: 'a1b2',
  reconciled: {
    total: { words: 'Everything that this grant could have paid for', visits: 301, amount: ugx(3_612_000) },
    lines: [
      { words: 'Paid by this grant', visits: 193, amount: ugx(2_316_000) },
      { words: 'Paid by The HIV fund', visits: 108, amount: ugx(1_296_000) },
    ],
    adds: true,
    notes: ['in-care: 2 of unknown sex or age stand under sex unknown age unknown.'],
  },
  submissions: [
    { number: 2, by: 'Akello Ruth', at: '2026-04-20T08:00:00.000Z', reason: 'Two visits of March were entered late.' },
    { number: 1, by: 'Akello Ruth', at: '2026-04-10T08:00:00.000Z' },
  ],
  pack: {
    title: 'What a heart and diabetes programme is told',
    source: 'WHO HEARTS, monitoring.',
    unverified: ['The cohort form (three to six months after the start) is not here.'],
    smallNumber: 10,
    definitions: [
      { cell: 'in-care', words: 'People in hypertension care, seen in the last twelve months', code: 'HTN_IN_CARE' },
      { cell: 'paid-visits', words: 'Visits that count for this grant', code: 'PAID_VISITS' },
      { cell: 'paid', words: 'What this grant paid for them', code: 'PAID' },
    ],
  },
  shown: 'now',
  may: { submit: true, trace: true },
};

export const FIGURE: CellTrace = {
  grant: GRANT,
  measure: 'donor-hypertension-controlled',
  cell: RETURN.cells[4] ?? { cell: 'paid-visits', part: '', words: 'Visits that count for this grant' },
  from: day('2026-01-01'),
  until: day('2026-04-01'),
  items: [
    {
      reference: 'Encounter/K1041-v3',
      day: day('2026-02-11'),
      person: { id: '7', name: 'Nabirye Esther' },
      reason:
        'It counts for The heart and diabetes fund, because it is number 2 in the order of those that pay for it (The heart and diabetes fund UGX 12,000).',
      since: 'came',
    },
    { reference: 'Encounter/K1002-v1', day: day('2026-02-11'), since: 'went' },
  ],
  unseen: { fewerThan: 10 },
  may: { return: true },
};

export const TOGETHER: TogetherView = {
  from: day('2025-06-01'),
  until: day('2026-06-01'),
  travel: ugx(4_000),
  hour: ugx(9_000),
  contacts: 108,
  people: 61,
  journeys: 108,
  minutes: 1_188,
  unknown: 4,
  few: false,
  worth: ugx(610_200),
  programmes: [
    { programme: 'hiv care', alone: 212, together: 108, minutesAlone: 20, worth: ugx(305_100) },
    { programme: 'hypertension', alone: 193, together: 108, minutesAlone: 16, worth: ugx(305_100) },
  ],
  premiums: [
    {
      words: 'joint visit',
      payer: 'The HIV fund',
      payee: 'Chebyelo Health Centre III',
      accepted: ugx(315_000),
      waiting: ugx(63_000),
    },
  ],
};
