import { type Access, type Amount, spaced, workingDaysAfter } from '#agreement';
import type { Day } from '#base';
import { accepted, type Outcome } from '#fhir';
import type { Asking } from '../ask.ts';
import { holidaysOf } from '../pool/holidays.ts';
import { amountOf } from '../pool/position.ts';
import { type AgreedGrant, periodsOf } from './agreed.ts';
import type { Attributed } from './attribute.ts';
import type { GrantLineView, GrantView, ReturnPeriod } from './contract.ts';
import { gather } from './gather.ts';
import { type ReturnRow, returnsOf } from './grant.queries.ts';
import { type GrantNow, grantNow } from './ground.ts';
import { returnPack } from './pack.ts';

export const RETURNS_MAX = 2_000;

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
  const rows = await returnsOf(
    asking.services.store,
    own.map(({ key }) => key),
    { limit: RETURNS_MAX },
  );
  return accepted(own.map((grant) => grantView(now.value, grant, { attributed: found.value.attributed, rows })));
}

type Known = { readonly attributed: readonly Attributed[]; readonly rows: readonly ReturnRow[] };

export function grantView(now: GrantNow, grant: AgreedGrant, { attributed, rows }: Known): GrantView {
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
    lines: clause.lines.map((line): GrantLineView => {
      const used = paid.get(`${grant.key}/${line.id}`) ?? 0n;
      const { currency, minor } = line.amount;
      const who = line.spokenForBy;
      return {
        id: line.id,
        words: line.words,
        cost: line.cost,
        amount: line.amount,
        paid: amountOf(used, currency),
        left: amountOf(BigInt(minor) - used, currency),
        ...(line.floor ? { floor: line.floor } : {}),
        ...(who ? { spokenForBy: `${spaced(who.role)} of ${now.nameOf(who.organization)}` } : {}),
      };
    }),
    periods: periodsOf(grant).map((span) => periodView(now, grant, { ...span, rows })),
    ...(pack ? { pack: { id: pack.id, version: pack.version, title: pack.title } } : {}),
  };
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
  return workingDaysAfter(until, clause.dueWorkingDays, holidaysOf(instrument.jurisdiction));
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
