import { type Clause, capital, dayWords, inForce, type Role, type StandingEntry } from '#agreement';
import { type Day, endOfDay, plusDays, plusMonths } from '#base';
import { accepted } from '#fhir';
import type { Services } from '#joint';
import type { Actor, NewObligation } from '#obligation';
import { type OpenBook, stackOf } from './book.ts';
import type { Current } from './current.ts';

/** Who is owed which report, and by when: of each period that is over, until whoever makes it says that it was sent. */
const KIND = 'report';

type ReportClause = Extract<Clause, { readonly clause: 'report' }>;
type Span = { readonly from: Day; readonly until: Day };
type Owing = Pick<Services, 'store' | 'obligations' | 'holders'> & { readonly current: Current };

/** The program itself, where nobody asks. */
const BY = {
  principal: 'system/governance',
  name: 'Concord',
  role: 'system',
  organization: 0,
} as const satisfies Actor;

/** Who sees to a report, in the order in which they are told: the first of whom somebody sits there. */
const MAKE_FIRST = ['programme-lead', 'commissioner', 'finance-lead', 'practice-manager', 'ig-lead'] as const;
/** A program that was off over the end of a period asks for that one too, and for none of years ago. */
const PERIODS = 2;

/** Opens what is due since the last time; safe to run again. Answers how many. */
export async function oweReports({ store, obligations, holders, current }: Owing): Promise<number> {
  const book = current.book();
  const due = reportsDue(book);
  if (obligations === undefined || due.length === 0) return 0;
  const owned: NewObligation[] = [];
  for (const one of due) {
    const sits = async (role: Role) => ((await holders?.(one.clause.by, role)) ?? []).length > 0;
    let role: Role = MAKE_FIRST[0];
    for (const each of MAKE_FIRST.toReversed()) if (await sits(each)) role = each;
    owned.push(owedOf(one, { role, zone: book.zone }));
  }
  let opened = 0;
  await store.write(async (transaction) => {
    for (const one of owned) {
      if ((await obligations.find(transaction, KIND, one.key ?? '')) !== undefined) continue;
      const done = await obligations.open(transaction, BY, one);
      if (!done.ok) throw new Error(`a report could not be asked for: ${done.refusals[0].code}`);
      opened += 1;
    }
    return accepted(true);
  });
  return opened;
}

type Due = { readonly entry: StandingEntry; readonly clause: ReportClause; readonly period: Span };

/** Of every report of an agreement in force, the last periods that are over and in which it ran. */
export function reportsDue(book: Pick<OpenBook, 'today' | 'zone'> & Parameters<typeof stackOf>[0]): readonly Due[] {
  return inForce(stackOf(book, book.zone), book.today).flatMap((entry) =>
    entry.instrument.clauses.flatMap((clause) =>
      clause.clause === 'report'
        ? lastPeriods(clause.every, entry, book.today).map((period) => ({ entry, clause, period }))
        : [],
    ),
  );
}

const MONTHS: Readonly<Partial<Record<ReportClause['every'], number>>> = {
  month: 1,
  quarter: 3,
  'half-year': 6,
  year: 12,
};

/** Months, quarters and years of the calendar; a report that is made once is due when its agreement has begun. */
function lastPeriods(every: ReportClause['every'], { begins, instrument }: StandingEntry, today: Day): readonly Span[] {
  if (every === 'once') return [{ from: begins, until: begins }];
  const months = MONTHS[every];
  const found: Span[] = [];
  let until = months === undefined ? mondayOf(today) : firstOf(today, months);
  while (until > begins && found.length < PERIODS) {
    const from = months === undefined ? plusDays(until, -7) : plusMonths(until, -months);
    found.push({ from: from < begins ? begins : from, until });
    until = from;
  }
  return found.filter((span) => instrument.expires === undefined || span.from < instrument.expires).toReversed();
}

function firstOf(day: Day, months: number): Day {
  const month = Number(day.slice(5, 7)) - 1;
  return `${day.slice(0, 5)}${String(month - (month % months) + 1).padStart(2, '0')}-01` as Day;
}

function mondayOf(day: Day): Day {
  const since = (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7;
  return plusDays(day, -since);
}

type Around = { readonly role: Role; readonly zone: string };

function owedOf({ entry, clause, period }: Due, { role, zone }: Around): NewObligation {
  const { instrument } = entry;
  const lastDay = period.until > period.from ? plusDays(period.until, -1) : period.until;
  const to = instrument.parties.find(({ organization }) => organization === clause.to)?.name ?? clause.to;
  const of = period.until > period.from ? `, ${dayWords(period.from)} to ${dayWords(lastDay)}` : '';
  return {
    kind: KIND,
    key: `${instrument.id}|${clause.id}|${period.until}`,
    title: `Send ${to} ${clause.words}${of}`.slice(0, 200),
    owner: { organization: clause.by, role },
    ...(clause.to.startsWith('Organization/') ? { owed: { organization: clause.to } } : {}),
    because: `${instrument.title}, paragraph ${clause.cites}: ${capital(clause.identifiability)}.`,
    page: `/agreements/${encodeURIComponent(instrument.id)}`,
    due: { in: clause.dueWorkingDays, unit: 'working-days' },
    // In the last day of the period, so that the first working day after it is the first that counts.
    from: endOfDay(zone, lastDay) - 1,
    ladder: [{ to: { organization: clause.by, role: 'programme-lead' }, afterWorkingDays: 5 }],
  };
}
