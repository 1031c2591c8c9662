import { type Access, type Amount, type GrantLine, spaced, workingDaysAfter } from '#agreement';
import { type Day, daysBetween } from '#base';
import { accepted, type Outcome } from '#fhir';
import type { Asking } from '../ask.ts';
import { daysOffOf } from '../pool/days-off.ts';
import { amountOf } from '../pool/position.ts';
import { type AgreedGrant, periodsOf } from './agreed.ts';
import type { Attributed } from './attribute.ts';
import type { GrantLineView, GrantView, ReturnPeriod } from './contract.ts';
import { gather } from './gather.ts';
import { type ReturnRow, returnsOf } from './grant.queries.ts';
import { type Consent, consentsOf } from './consent.queries.ts';
import { type GrantNow, grantNow, isPaid } from './ground.ts';
import { matchView, type Matches, matchesOf } from './match-view.ts';
import { returnPack } from './pack.ts';

export const RETURNS_MAX = 2_000;
const FEWEST_DAYS = 28;

/** Grants that the seat's organisation gives, or is paid by, with what was attributed to each line so far. */
export async function grants(asking: Asking, access: Access): Promise<Outcome<readonly GrantView[]>> {
  const now = await grantNow(asking, access);
  if (!now.ok) return now;
  const { own, today, all } = now.value;
  if (own.length === 0) return accepted([]);
  const first = own.reduce((least, { clause: { period } }) => (period.from < least ? period.from : least), today);
  const last = own.reduce((most, { clause: { period } }) => (period.until > most ? period.until : most), today);
  const found = await gather(asking, { ...now.value, grants: all }, { from: first, until: last });
  if (!found.ok) return found;
  const { store } = asking.services;
  const keys = own.map(({ key }) => key);
  const rows = await returnsOf(store, keys, { limit: RETURNS_MAX });
  const consents = await consentsOf(store, keys);
  const matches = await matchesOf(store, now.value, today);
  return accepted(
    own.map((grant) => {
      // A funder reads what was submitted: figures that move with each visit would tell of one.
      const told = new Set(rows.filter((row) => row.grant_key === grant.key).map(({ from_day }) => from_day));
      const spans = periodsOf(grant).filter(({ from }) => told.has(from));
      const attributed = isPaid(now.value, grant)
        ? found.value.attributed
        : found.value.attributed.filter(({ visit: { day } }) =>
            spans.some((one) => one.from <= day && day < one.until),
          );
      return grantView(now.value, grant, { attributed, rows, consents, matches, role: access.role });
    }),
  );
}

type Known = {
  readonly attributed: readonly Attributed[];
  readonly rows: readonly ReturnRow[];
  readonly consents?: readonly Consent[];
  readonly matches?: Matches;
  readonly role?: Access['role'];
};

export function grantView(
  now: GrantNow,
  grant: AgreedGrant,
  { attributed, rows, consents = [], matches, role }: Known,
): GrantView {
  const { clause, instrument, to } = grant;
  const partner = (organization: string) => ({ organization, name: now.nameOf(organization) });
  const paid = paidByLine(attributed);
  const pack = returnPack(clause.pack, clause.version);
  return {
    name: { instrument: instrument.id, clause: clause.id, since: clause.period.from },
    title: spaced(clause.grant),
    programme: spaced(clause.programme),
    funder: partner(clause.funder),
    to: to.map(partner),
    from: clause.period.from,
    until: clause.period.until,
    place: clause.place,
    agreement: {
      title: instrument.title,
      href: `/agreements/${encodeURIComponent(instrument.id)}`,
      paragraph: clause.cites,
    },
    lines: clause.lines.map((line) =>
      lineView(now, grant, { line, used: paid.get(`${grant.key}/${line.id}`) ?? 0n, attributed, consents, role }),
    ),
    ...matchView(now, grant, matches),
    periods: periodsOf(grant).map((span) => periodView(now, grant, { ...span, rows })),
    ...(pack ? { pack: { id: pack.id, version: pack.version, title: pack.title } } : {}),
  };
}

type LineKnown = Required<Pick<Known, 'attributed' | 'consents'>> & {
  readonly line: GrantLine;
  readonly used: bigint;
  readonly role: Access['role'] | undefined;
};

function lineView(
  now: GrantNow,
  grant: AgreedGrant,
  { line, used, attributed, consents, role }: LineKnown,
): GrantLineView {
  const { currency, minor } = line.amount;
  const { floor, spokenForBy: who } = line;
  const need = needOf(now, grant, { line, attributed });
  const consent = consents.find((one) => one.grant_key === grant.key && one.line === line.id);
  const agreed = consent && {
    amount: amountOf(BigInt(consent.minor), currency),
    by: consent.by,
    reason: consent.reason,
  };
  return {
    id: line.id,
    words: line.words,
    cost: line.cost,
    amount: line.amount,
    paid: amountOf(used, currency),
    left: amountOf(BigInt(minor) - used, currency),
    ...(floor ? { floor } : {}),
    ...(who ? { spokenForBy: `${spaced(who.role)} of ${now.nameOf(who.organization)}` } : {}),
    ...(need === undefined ? {} : { need: amountOf(need, currency) }),
    ...(agreed ? { agreed } : {}),
    may: {
      agree: floor !== undefined && who !== undefined && now.names.includes(who.organization) && who.role === role,
    },
  };
}

/** By what was recorded so far, whoever paid it, over all of its days. */
function needOf(
  now: GrantNow,
  grant: AgreedGrant,
  { line, attributed }: Pick<LineKnown, 'line' | 'attributed'>,
): bigint | undefined {
  const { from, until } = grant.clause.period;
  const gone = daysBetween(from, now.today < until ? now.today : until);
  if (gone < FEWEST_DAYS || !isPaid(now, grant)) return undefined;
  const key = `${grant.key}/${line.id}`;
  const cost = attributed.reduce(
    (sum, { visit }) => (visit.lines.some((one) => one.key === key) ? sum + visit.cost : sum),
    0n,
  );
  return (cost * BigInt(daysBetween(from, until))) / BigInt(gone);
}

export function periodView(
  { today }: Pick<GrantNow, 'today'>,
  { key, clause, instrument }: AgreedGrant,
  { from, until, rows }: { readonly from: Day; readonly until: Day; readonly rows: readonly ReturnRow[] },
): ReturnPeriod {
  const due = dueOf({ clause, instrument }, until);
  const submitted = rows.filter((row) => row.grant_key === key && row.from_day === from).length;
  const open = today < from ? 'to-come' : today < until ? 'running' : today > due ? 'late' : 'to-submit';
  return { from, until, due, submitted, state: submitted > 0 ? 'submitted' : open };
}

export function dueOf({ clause, instrument }: Pick<AgreedGrant, 'clause' | 'instrument'>, until: Day): Day {
  return workingDaysAfter(until, clause.dueWorkingDays, daysOffOf(instrument.jurisdiction));
}

export function currencyOf({ clause }: AgreedGrant): string {
  return clause.lines[0]?.amount.currency ?? 'GBP';
}

export function money(minor: bigint, grant: AgreedGrant): Amount {
  return amountOf(minor, currencyOf(grant));
}

function paidByLine(attributed: readonly Attributed[]): ReadonlyMap<string, bigint> {
  const sums = new Map<string, bigint>();
  for (const { paid } of attributed) for (const { line, minor } of paid) sums.set(line, (sums.get(line) ?? 0n) + minor);
  return sums;
}
