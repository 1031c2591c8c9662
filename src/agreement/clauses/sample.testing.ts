import { day } from '#base';
import type { Clause, ClauseKind, ClauseOf, Instrument } from '../instrument.ts';
import { careClause, council, elmTree, informClause, riverside, sharing } from '../sample.testing.ts';

/** One clause of every kind, whole and without fault, for tests. */
const pounds = (minor: number) => ({ minor, currency: 'GBP' });
const holder = (organization: string, role: 'commissioner' | 'finance-lead' | 'programme-lead' | 'ig-lead') => ({
  organization,
  role,
});
const snomed = (...codes: readonly string[]) => ({ system: 'http://snomed.info/sct', codes });

export const EACH: { readonly [K in ClauseKind]: ClauseOf<K> } = {
  share: { ...careClause, safetyFloor: true },
  inform: informClause,
  withhold: { id: 'hold', cites: '4.2', clause: 'withhold', classes: ['documents'], labels: ['safeguarding'] },
  decide: {
    id: 'board',
    cites: '4.2',
    clause: 'decide',
    topics: ['podiatry', 'foot-protection'],
    body: {
      name: 'The diabetes board',
      members: [holder(riverside, 'programme-lead'), holder(council, 'finance-lead')],
      kind: 'board',
      chair: holder(riverside, 'programme-lead'),
      secretary: holder(elmTree, 'ig-lead'),
      livedExperience: [holder(council, 'finance-lead')],
    },
    reserved: ['year-plan'],
    upTo: pounds(10_000_000),
    quorum: 2,
    by: 'majority',
    mustAgree: [council],
    consulted: [holder(elmTree, 'ig-lead')],
    deputies: [
      { of: holder(council, 'finance-lead'), deputy: holder(council, 'commissioner'), upTo: pounds(5_000_000) },
    ],
  },
  functions: {
    id: 'functions',
    cites: '4.2',
    clause: 'functions',
    functions: [{ id: 'reablement', words: 'reablement after hospital', law: 'Care Act 2014, section 2' }],
    of: council,
    exercisedBy: riverside,
    host: riverside,
    liability: 'Vale Council stays liable for what it answers for in law',
  },
  practise: {
    id: 'feet',
    cites: '4.2',
    clause: 'practise',
    tasks: [
      {
        task: 'foot-check',
        words: 'checking feet at low risk',
        roles: ['practice-nurse'],
        needs: [
          {
            competency: 'monofilament',
            words: 'testing with a monofilament',
            observedBy: ['specialist-nurse', 'therapist'],
            times: 3,
            validMonths: 24,
          },
        ],
      },
    ],
    at: [elmTree],
    inPlace: [
      { id: 'chair', words: 'a chair for foot care', evidence: { by: 'document', words: 'the list of equipment' } },
      {
        id: 'advice',
        words: 'advice within two days',
        evidence: { by: 'measure', pack: 'advice', version: '1', measure: 'answered-in-two-days', percent: 90 },
      },
    ],
  },
  measure: {
    id: 'measures',
    cites: '5.1',
    clause: 'measure',
    pack: 'diabetes-uk',
    version: '2026.1',
    aims: [{ measure: 'all-eight', percent: 60 }],
    staff: [
      {
        id: 'nurses',
        words: 'nurses who do the checks',
        codes: { system: 'http://terminology.hl7.org/CodeSystem/practitioner-role', codes: ['nurse'] },
        organization: elmTree,
        atLeast: 2,
      },
    ],
    feared: [{ measure: 'severe-hypoglycaemia', worse: 'above', percent: 2 }],
  },
  report: {
    id: 'report',
    cites: '5.1',
    clause: 'report',
    report: 'quarterly',
    words: 'the quarterly return',
    by: riverside,
    to: council,
    every: 'quarter',
    dueWorkingDays: 20,
    purpose: 'planning',
    identifiability: 'aggregate',
    measures: [{ pack: 'diabetes-uk', version: '2026.1', measure: 'all-eight' }],
    attribution: { rule: 'this-funder', funder: council },
  },
  population: {
    id: 'people',
    cites: '5.1',
    clause: 'population',
    rule: 'registered',
    organizations: [elmTree],
    conditions: ['diabetes of type 1', 'diabetes of type 2'],
    moves: 'split-by-day',
  },
  contribute: {
    id: 'council-money',
    cites: '4.2',
    clause: 'contribute',
    pool: 'diabetes-fund',
    by: council,
    amount: pounds(60_000_000),
    period: { from: day('2026-04-01'), until: day('2027-04-01') },
    every: 'month',
    dueWorkingDay: 1,
    ringFencedFor: 'foot-care',
    floor: pounds(50_000_000),
    varies: 'pro-rata',
  },
  pay: {
    id: 'podiatry',
    cites: '4.2',
    clause: 'pay',
    activity: 'podiatry',
    by: council,
    to: [riverside],
    price: {
      model: 'tariff',
      lines: [
        { id: 'first', words: 'first assessment', codes: snomed('401191002'), unit: 'each', price: pounds(6_250) },
        { id: 'home', words: 'treatment at home', codes: snomed('229070002'), unit: 'hour', price: pounds(4_100) },
      ],
    },
    queryWorkingDays: 20,
  },
  shareRisk: {
    id: 'risk',
    cites: '4.2',
    clause: 'shareRisk',
    pool: 'diabetes-fund',
    settled: 'year',
    overspend: [
      { step: 'use-underspends', of: ['education'] },
      { step: 'draw-reserve', reserve: 'risk-reserve', most: pounds(10_000_000) },
      {
        step: 'split',
        shares: [
          { organization: riverside, parts: 1, most: pounds(5_000_000) },
          { organization: council, parts: 1 },
        ],
      },
      { step: 'carry', by: council },
    ],
    underspend: [{ step: 'keep-in-pool' }],
  },
  transition: {
    id: 'hump',
    cites: '4.2',
    clause: 'transition',
    fund: 'double-running',
    by: council,
    to: riverside,
    doubleRunning: { from: day('2026-04-01'), until: day('2027-10-01') },
    tranches: [
      { id: 'tranche-1', amount: pounds(20_000_000), notBefore: day('2026-04-01'), milestones: [] },
      {
        id: 'tranche-2',
        amount: pounds(15_000_000),
        notBefore: day('2026-10-01'),
        milestones: [
          {
            id: 'nurses',
            words: 'six nurses signed off',
            evidence: { by: 'search', search: 'PractitionerRole?role=foot-nurse', count: 6 },
          },
        ],
      },
    ],
    payBack: { from: day('2027-10-01'), every: 'quarter', percentOfSavings: 40, most: pounds(35_000_000) },
  },
  grant: {
    id: 'grant',
    cites: '4.2',
    clause: 'grant',
    grant: 'foot-grant',
    programme: 'foot-care',
    funder: council,
    to: [riverside],
    period: { from: day('2026-04-01'), until: day('2027-04-01') },
    every: 'quarter',
    dueWorkingDays: 15,
    place: 1,
    parts: 1,
    lines: [
      {
        id: 'checks',
        words: 'foot checks at home',
        codes: snomed('401191002'),
        cost: pounds(2_500),
        amount: pounds(4_000_000),
        floor: pounds(3_000_000),
        spokenForBy: holder(riverside, 'programme-lead'),
      },
      { id: 'visits', words: 'visits', search: 'Encounter?class=HH', cost: pounds(4_000), amount: pounds(1_000_000) },
    ],
    pack: 'foot-grant',
    version: '1',
  },
  stock: {
    id: 'stock',
    cites: '4.2',
    clause: 'stock',
    medicines: [
      { id: 'metformin', words: 'metformin 500 mg', codes: snomed('372567009'), days: 30 },
      { id: 'insulin', words: 'insulin', codes: snomed('67866001'), days: 21 },
    ],
    at: [elmTree, riverside],
    answerWorkingDays: 2,
    pooled: { keptBy: council, lastsDays: 60, drawDays: 14, backDays: 90 },
  },
  join: { id: 'join', cites: '4.2', clause: 'join', kinds: ['general-practice'], agreedBy: 'parties' },
  suspend: { id: 'stop', cites: '4.2', clause: 'suspend', by: 'parties', roles: ['ig-lead'], grounds: ['a breach'] },
  leave: {
    id: 'leave',
    cites: '4.2',
    clause: 'leave',
    by: 'parties',
    noticeDays: 90,
    exitPlan: [
      { matter: 'records', words: 'name what others relied on', owner: holder(riverside, 'ig-lead'), daysBefore: 30 },
      { matter: 'money', words: 'agree balances', owner: holder(council, 'finance-lead'), daysBefore: 30 },
      { matter: 'tasks', words: 'hand over open tasks', owner: holder(riverside, 'programme-lead'), daysBefore: 14 },
      { matter: 'people-told', words: 'write to people', owner: holder(riverside, 'programme-lead'), daysBefore: 60 },
    ],
    runOffDays: 60,
  },
  succeed: { id: 'merge', cites: '4.2', clause: 'succeed', from: [elmTree], to: riverside, on: day('2026-10-01') },
  vary: { id: 'vary', cites: '4.2', clause: 'vary', agreedBy: 'parties', noticeDays: 30, backdateMonths: 6 },
  dispute: {
    id: 'dispute',
    cites: '4.2',
    clause: 'dispute',
    ladder: [
      { id: 'leads', words: 'to the finance leads', who: [holder(council, 'finance-lead')], workingDays: 10 },
      { id: 'expert', words: 'to an expert whom both name', who: [], workingDays: 30 },
    ],
    payUndisputed: true,
    binding: true,
  },
  indemnify: {
    id: 'cover',
    cites: '4.2',
    clause: 'indemnify',
    by: riverside,
    to: [council],
    against: 'negligence of its staff',
    most: pounds(500_000_000),
    except: ['loss of reputation'],
  },
};

/** An agreement with a clause of every kind. */
export function everything(changes: Partial<Instrument> = {}): Instrument {
  return sharing({ id: 'everything', kind: 'alliance', clauses: Object.values(EACH), text: whole(), ...changes });
}

/** The same with one clause in place of its like. */
export function having(clause: Clause): Instrument {
  return everything({ clauses: [...Object.values(EACH).filter((one) => one.clause !== clause.clause), clause] });
}

function whole() {
  const more = ['aims', 'principles', 'decisions'] as const;
  return [
    ...sharing().text,
    ...more.map((section) => ({ id: section, text: `What the parties say about ${section}.`, section })),
  ];
}
