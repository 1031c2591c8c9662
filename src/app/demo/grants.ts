import { type GrantClause, type Instrument, workingDaysAfter } from '#agreement';
import { type Day, day, plusDays, plusMonths } from '#base';
import type { Money } from '#money';
import type { App } from '../start.ts';
import { seatsOf } from './board.ts';
import type { Demonstration } from './demonstration.ts';
import { legalPartners, must, signedByAll } from './load.ts';
import { FOOT_CHECK, SNOMED } from './written.ts';

const AGREED = 'vale-check-ups';
const [BOARD, COUNCIL, ELM] = ['Organization/icb', 'Organization/council', 'Organization/practice-1'];
const CHECK_UP = '185349003';
const MONTHS_GONE = 6;
/** The return that is owed falls due so many days from now. */
const DUE_DAYS = 5;

/**
 * Two funders of one practice: the council's public health money pays its check-ups first, the board's what is left of them and foot
 * examinations. Two quarters are over: of the first all was submitted, of the second the returns are nearly due. What counts is what the
 * practice recorded anyway. Safe to run again.
 */
export async function giveGrants(app: App, made: Demonstration): Promise<void> {
  await signedByAll(app, made, agreement(made));
  const { grants } = app.core.services.answers['money'] as Money;
  const manager = await (await seatsOf(app))(ELM, 'practice-manager');
  for (const { name, periods } of must(await grants.grants(manager))) {
    const [first] = periods;
    if (first === undefined || first.submitted > 0) continue;
    const { hash } = must(await grants.return(manager, name, { from: first.from }));
    must(await grants.submit(manager, name, { from: first.from, hash, reason: '' }));
  }
}

const pounds = (minor: number) => ({ minor, currency: 'GBP' });
const codes = (code: string) => ({ system: SNOMED, codes: [code] });

function grantOf(
  { today }: Demonstration,
  of: Pick<GrantClause, 'id' | 'cites' | 'grant' | 'programme' | 'funder' | 'place' | 'lines'>,
): GrantClause {
  const month = firstOfMonth(today);
  const from = plusMonths(month, -MONTHS_GONE);
  return {
    ...of,
    clause: 'grant',
    to: [ELM],
    period: { from, until: plusMonths(from, 12) },
    every: 'quarter',
    appliesFrom: from,
    dueWorkingDays: dueAfter(month, plusDays(today, DUE_DAYS)),
    parts: 1,
    pack: 'return-long-term',
    version: '1',
  };
}

/** The fewest working days after one day that reach another. */
function dueAfter(from: Day, day_: Day): number {
  let count = 1;
  while (workingDaysAfter(from, count) < day_) count += 1;
  return count;
}

function publicHealthGrant(made: Demonstration): GrantClause {
  return grantOf(made, {
    id: 'public-health',
    cites: '2',
    grant: 'public-health-grant',
    programme: 'prevention',
    funder: COUNCIL,
    place: 1,
    lines: [
      {
        id: 'check-ups',
        words: 'check-ups of long-term conditions',
        codes: codes(CHECK_UP),
        cost: pounds(3_150),
        amount: pounds(189_000),
        floor: pounds(120_000),
        spokenForBy: { organization: ELM, role: 'practice-manager' },
      },
    ],
  });
}

function boardGrant(made: Demonstration): GrantClause {
  return grantOf(made, {
    id: 'long-term-conditions',
    cites: '3',
    grant: 'long-term-conditions-grant',
    programme: 'diabetes',
    funder: BOARD,
    place: 2,
    lines: [
      {
        id: 'check-ups',
        words: 'check-ups that no other grant pays for',
        codes: codes(CHECK_UP),
        cost: pounds(3_150),
        amount: pounds(600_000),
      },
      {
        id: 'feet',
        words: 'foot examinations at the practice',
        codes: codes(FOOT_CHECK[0]),
        cost: pounds(1_240),
        amount: pounds(150_000),
      },
    ],
  });
}

function agreement(made: Demonstration): Instrument {
  const clauses = [publicHealthGrant(made), boardGrant(made)];
  const effective = plusMonths(firstOfMonth(made.today), -MONTHS_GONE);
  const parties: readonly string[] = [COUNCIL, BOARD, ELM];
  return {
    id: AGREED,
    version: 1,
    title: 'Grants for check-ups at Elm Tree Surgery',
    kind: 'grant',
    rank: 'partnership',
    jurisdiction: 'england',
    purpose: 'payment',
    parties: legalPartners(made).filter(({ organization }) => parties.includes(organization)),
    population: { words: 'people with a long-term condition who come to Elm Tree Surgery' },
    decided: plusDays(effective, -60),
    effective,
    text: TEXT.map(([section, text], at) => ({
      id: String(at + 1),
      ...(section === '' ? {} : { section }),
      text,
      ...(section === 'deliverables' || section === 'clawback' ? { coverage: 'judgement' as const } : {}),
    })),
    clauses,
  };
}

const TEXT = [
  ['deliverables', 'Elm Tree Surgery sees everybody with a long-term condition at least once a year.'],
  [
    'eligible-cost',
    'For each check-up the council gives £31.50 out of its public health grant, up to £1,890 in the year, and pays first. Less than £1,200 is planned for it only if the manager of the practice agrees.',
  ],
  [
    '',
    'The care board gives £31.50 for each check-up that is left, up to £6,000 in the year, and £12.40 for each foot examination at the practice, up to £1,500.',
  ],
  ['reporting', 'Each funder has its return every quarter, in the working days that its grant says.'],
  ['clawback', 'What was paid for care that the record does not show is given back.'],
] as const;

function firstOfMonth(today: Day): Day {
  return day(`${today.slice(0, 7)}-01`);
}
