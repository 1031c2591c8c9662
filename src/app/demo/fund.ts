import type { Access, ContributeClause, PayClause, TransitionClause } from '#agreement';
import { day, type Day, plusDays, plusMonths } from '#base';
import { between } from '#governance';
import type { Money } from '#money';
import type { App } from '../start.ts';
import type { Demonstration } from './demonstration.ts';
import { exampleOf, legalPartners, must, signedByAll } from './load.ts';

const FUND = { instrument: 'vale-pooled-fund', pool: 'diabetes-care' } as const;
const MONTHS_GONE = 6;

/**
 * The pooled fund of these partners, half a year into its year: what was to be put in since is due, the board has paid all of it and
 * the council all but the last part; some was spent, some is promised, and an entry by hand waits for the council. Safe to run again.
 */
export async function fund(app: App, made: Demonstration): Promise<void> {
  const money = app.core.services.answers['money'] as Money;
  await agreeFund(app, made);
  const board = await seatOf(app, 'icb');
  await payIn(money, board);
  for (const [at, [scheme, words, minor, spent]] of PROMISED.entries()) {
    const until = plusDays(made.today, 60);
    const promised = { to: 'Organization/community', minor, scheme, until, words };
    const seq = must(await money.promise(board, FUND, promised, `demonstration-${at}`));
    if (spent !== undefined) must(await money.spend(board, FUND, seq, spent));
  }
  const byHand = { debit: 'fund', credit: 'due-to Organization/council', scheme: 'home-care' };
  const told = {
    words: 'Home care for two people in Ashdown, last quarter',
    reason: 'It was billed to the wrong budget.',
  };
  must(
    await money.journal(board, FUND, { ...byHand, ...told, minor: 412_000, on: made.today }, 'demonstration-journal'),
  );
}

/** Charges for the foot examinations that the community trust recorded; it says so once its records are there. */
export async function chargeFor(app: App): Promise<void> {
  const money = app.core.services.answers['money'] as Money;
  must(await money.proposeCharges(await seatOf(app, 'community')));
}

/** Yearly reviews are to move from the hospital to a practice: its staff are found in part, and the money is not there yet. */
export async function moveReviews(app: App, made: Demonstration): Promise<void> {
  const { movedWork } = app.core.services.answers['money'] as Money;
  const work = must(
    await movedWork.proposeWork(await seatOf(app, 'icb'), {
      instrument: 'vale-data-sharing',
      words: 'Yearly reviews of people with diabetes',
      from: 'Organization/acute',
      to: 'Organization/practice-1',
      payer: 'Organization/icb',
      system: 'http://snomed.info/sct',
      code: '170777000',
      count: 1_000,
      minutes: 57,
      minor: 3_120,
      currency: 'GBP',
      begins: plusMonths(firstOfMonth(made.today), 1),
      key: 'demonstration',
    }),
  );
  const staff = { id: work, kind: 'staff', amount: 40, words: 'Two practice nurses, a day a week each' } as const;
  must(await movedWork.assignWork(await seatOf(app, 'practice-1', 'signatory'), { ...staff, key: 'demonstration' }));
}

/** For what, in pence: promised, and what of it came about. */
const PROMISED: readonly (readonly [scheme: string, words: string, minor: number, spent?: number])[] = [
  ['foot-care', 'Foot protection team, first half-year', 36_150_000, 35_982_417],
  ['specialist-nursing', 'Specialist nurses, first half-year', 51_400_000, 50_871_250],
  ['reablement', 'Reablement after admission, first half-year', 5_800_000, 5_644_390],
  ['foot-care', 'Foot protection team, next quarter', 18_075_000],
];

async function agreeFund(app: App, made: Demonstration): Promise<void> {
  const template = await exampleOf('vale-pooled-fund');
  const from = plusMonths(firstOfMonth(made.today), -MONTHS_GONE);
  const period = { from, until: plusMonths(from, 12) };
  const draft = between(legalPartners(made), template);
  const clauses = draft.clauses.map((clause) =>
    clause.clause === 'contribute'
      ? ({ ...clause, period, appliesFrom: from } satisfies ContributeClause)
      : clause.clause === 'pay'
        ? { ...clause, appliesFrom: from }
        : clause,
  );
  const hump = doubleRunning(firstOfMonth(made.today));
  const text = [...draft.text, { id: hump.cites, text: HUMP_TEXT }, { id: SCREENING.cites, text: SCREENING_TEXT }];
  const dated = {
    ...draft,
    text,
    clauses: [...clauses, hump, { ...SCREENING, appliesFrom: from }],
    decided: plusDays(from, -60),
    effective: from,
    expires: plusMonths(from, 36),
  };
  await signedByAll(app, made, dated);
}

const HUMP_TEXT =
  'While foot care moves out of the hospital, the board pays the trust for running both, in two tranches: the second once the clinics work and their staff are signed off. It is paid back out of what fewer hospital foot clinics save.';

const SCREENING_TEXT =
  'For each screening of blood pressure outside a practice the board pays the community trust £6.80 out of the fund.';

/** What mends a lost step of the cascade of hypertension has a price, and somebody who pays it. */
const SCREENING: PayClause = {
  id: 'screening',
  cites: '13',
  clause: 'pay',
  activity: 'screening',
  by: 'Organization/icb',
  to: ['Organization/community'],
  price: {
    model: 'tariff',
    lines: [
      {
        id: 'pressure-screening',
        words: 'screening of blood pressure',
        codes: { system: 'http://snomed.info/sct', codes: ['171222001'] },
        unit: 'each',
        price: { minor: 680, currency: 'GBP' },
      },
    ],
  },
  queryWorkingDays: 15,
  pool: FUND.pool,
};

/** From this month on, so that nothing of it is over yet. */
function doubleRunning(from: Day): TransitionClause {
  const pounds = (minor: number) => ({ minor, currency: 'GBP' });
  const after = (months: number): Day => plusMonths(from, months);
  return {
    id: 'foot-clinics',
    cites: '12',
    clause: 'transition',
    fund: 'foot-clinics-near-home',
    by: 'Organization/icb',
    to: 'Organization/community',
    doubleRunning: { from, until: after(18) },
    tranches: [
      { id: 'tranche-1', amount: pounds(9_000_000), notBefore: from, milestones: [] },
      {
        id: 'tranche-2',
        amount: pounds(6_000_000),
        notBefore: after(3),
        milestones: [
          {
            id: 'examinations',
            words: '20,000 foot examinations recorded',
            evidence: { by: 'search', search: 'Procedure?code=http://snomed.info/sct|401191002', count: 20_000 },
          },
          {
            id: 'staff',
            words: 'six podiatrists signed off',
            evidence: { by: 'document', words: 'the register of sign-offs' },
          },
        ],
      },
    ],
    costs: [
      { from, monthly: pounds(900_000) },
      { from: after(3), monthly: pounds(1_600_000) },
      { from: after(12), monthly: pounds(800_000) },
    ],
    savings: {
      words: 'visit to the hospital foot clinic',
      at: 'Organization/community',
      codes: { system: 'http://snomed.info/sct', codes: ['390782005'] },
      before: 240,
      worth: pounds(14_200),
      fewer: [
        { from: after(4), monthly: 30 },
        { from: after(9), monthly: 110 },
        { from: after(15), monthly: 160 },
      ],
    },
    payBack: { from: after(12), every: 'quarter', percentOfSavings: 50, most: pounds(15_000_000) },
  };
}

/** What each has paid: the board everything, the council all but what is due last. */
async function payIn(money: Money, board: Access): Promise<void> {
  const { instalments } = must(await money.contributions(board, FUND));
  const due = instalments.filter(({ state, inKind }) => state !== 'to-come' && inKind === undefined);
  for (const party of new Set(due.map((one) => one.party.organization))) {
    const parts = due.filter((one) => one.party.organization === party);
    const paid = party === 'Organization/icb' ? parts : parts.slice(0, -2);
    const minor = paid.reduce((sum, { amount }) => sum + amount.minor, 0);
    const reference = `${party.replace('Organization/', '').toUpperCase()} HALF-YEAR`;
    if (minor > 0) must(await money.receive(board, FUND, { party, minor, on: '', reference }));
  }
  const given = instalments.filter(({ state, inKind }) => state !== 'to-come' && inKind !== undefined).slice(0, -1);
  for (const { item } of given) {
    must(
      await money.receiveInKind(board, FUND, {
        item,
        on: '',
        words: 'The centre was open on both days of every week.',
      }),
    );
  }
}

async function seatOf({ core }: App, organization: string, role = 'finance-lead'): Promise<Access> {
  const seats = await core.auth.seatsOfAccounts('demo-');
  const found = seats.find((seat) => seat.role === role && seat.organization === `Organization/${organization}`);
  if (!found) throw new Error(`nobody of the demonstration is ${role} of ${organization}`);
  return core.auth.accessOfSeat(found);
}

function firstOfMonth(today: Day): Day {
  return day(`${today.slice(0, 7)}-01`);
}
