import { type Access, spaced } from '#agreement';
import { type Day, isDay, plusMonths } from '#base';
import { accepted, type Outcome } from '#fhir';
import { type Reader, sql } from '#store';
import type { Asking } from '../ask.ts';
import { amountOf } from '../pool/position.ts';
import type { TogetherAsked, TogetherView } from './contract.ts';
import { gather } from './gather.ts';
import { type GrantNow, grantNow, isPaid } from './ground.ts';
import { togetherOf } from './together.ts';
import { currencyOf } from './views.ts';

/** What care of several grants in one contact saved, from what was recorded; and what was charged for it by the agreement. */
export async function together(asking: Asking, access: Access, asked: TogetherAsked): Promise<Outcome<TogetherView>> {
  const now = await grantNow(asking, access);
  if (!now.ok) return now;
  const { own, all, today } = now.value;
  const [first] = own;
  const until = isDay(asked.until ?? '') ? (asked.until as Day) : today;
  const from = isDay(asked.from ?? '') ? (asked.from as Day) : plusMonths(until, -12);
  const [travel, hour] = [wholeOf(asked.travel), wholeOf(asked.hour)];
  const currency = first ? currencyOf(first) : 'GBP';
  const found = await gather(asking, { ...now.value, grants: all }, { from, until });
  if (!found.ok) return found;
  const programmeOf = new Map(own.map(({ key, clause }) => [key, clause.programme]));
  const visits = found.value.attributed.flatMap(({ visit: { ref, day, lines } }) => {
    const programmes = [...new Set(lines.flatMap(({ grant }) => programmeOf.get(grant) ?? []))];
    const done = found.value.done.get(ref);
    if (programmes.length === 0 || done === undefined || day < from || day >= until) return [];
    return [
      {
        ref,
        day,
        person: found.value.personOf(ref),
        org: done.org,
        programmes,
        ...(done.minutes === null ? {} : { minutes: done.minutes }),
      },
    ];
  });
  const { worth, programmes, ...sums } = togetherOf(visits, { travel: BigInt(travel), hour: BigInt(hour) });
  // To a funder, which does not care for these people, so few are not told.
  const few = sums.people > 0 && sums.people < FEWEST && !own.some((grant) => isPaid(now.value, grant));
  const premiums = await premiumsOf(asking.services.store, premiumClauses(now.value));
  return accepted({
    from,
    until,
    travel: amountOf(BigInt(travel), currency),
    hour: amountOf(BigInt(hour), currency),
    ...(few ? { contacts: 0, people: 0, journeys: 0, minutes: 0, unknown: 0 } : sums),
    few,
    worth: amountOf(few ? 0n : worth, currency),
    programmes: few
      ? []
      : programmes.map((one) => ({ ...one, programme: spaced(one.programme), worth: amountOf(one.worth, currency) })),
    premiums: premiums.map((row) => ({
      words: spaced(row.activity),
      payer: now.value.nameOf(row.payer),
      payee: now.value.nameOf(row.payee),
      accepted: amountOf(BigInt(row.accepted), row.currency),
      waiting: amountOf(BigInt(row.waiting), row.currency),
    })),
  });
}

const FEWEST = 10;

function wholeOf(minor: number | undefined): number {
  return minor !== undefined && Number.isSafeInteger(minor) && minor > 0 && minor < 1_000_000_000 ? minor : 0;
}

type PremiumRow = {
  readonly activity: string;
  readonly payer: string;
  readonly payee: string;
  readonly currency: string;
  readonly accepted: string;
  readonly waiting: string;
};

/** Parts of the seat's own agreements that pay more for care given together. */
function premiumClauses({ own, stack }: GrantNow): readonly string[] {
  const instruments = new Set(own.map(({ instrument }) => instrument.id));
  const clauses = stack
    .filter(({ instrument }) => instruments.has(instrument.id))
    .flatMap(({ instrument }) =>
      instrument.clauses.flatMap((one) =>
        one.clause === 'pay' && one.price.model === 'integration-premium' ? [`${instrument.id}#${one.id}`] : [],
      ),
    );
  return [...new Set(clauses)];
}

/** What was charged by the period for care that was given together. Plan: few charges an agreement. */
function premiumsOf(reader: Reader, clauses: readonly string[]): Promise<readonly PremiumRow[]> {
  return reader.all<PremiumRow>(sql`
    select c.activity, c.payer, c.payee, c.currency,
      coalesce(sum(i.minor) filter (where i.state = 'accepted'), 0)::text as accepted,
      coalesce(sum(i.minor) filter (where i.state in ('proposed', 'queried')), 0)::text as waiting
    from money_charge c join money_charge_item i on i.charge = c.id
    where c.instrument || '#' || c.clause = any(${clauses}::text[])
    group by 1, 2, 3, 4 order by 1, 2, 3`);
}
