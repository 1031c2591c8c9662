import { type Instrument, named, schemeOf, type Stack, heirOf, succeededOn } from '#agreement';
import { type Day, plusDays } from '#base';
import type { Asking } from '../ask.ts';
import { priceOf } from '../charge/price.ts';
import { ruleRows } from '../charge/propose.ts';
import { recordedOf } from '../charge/recorded.ts';
import { type PartRule, partId, rulesOf } from '../charge/rules.ts';
import { awayFrom } from '../charge/away.ts';
import { takingIds } from '../charge/taking.ts';
import type { RuleRow } from '../charge/found.queries.ts';
import { earnedFrom } from '../incentive/claims.ts';
import { type AgreedPool, poolsOf } from '../pool/agreed-pool.ts';
import { duesOf } from '../pool/due.ts';
import { fencesIn } from '../pool/purpose.ts';
import { periodsEnding } from '../risk/period.ts';
import { openPromises, otherPaid, type RuleSum, ruleSums } from './recorded.queries.ts';
import type { Flows, Paid, PutIn } from './replay.ts';

export type Span = { readonly from: Day; readonly until: Day };
/** Sums of the record by the rules they were asked with: both sides of a simulation often ask the same. */
export type Summed = Map<string, readonly RuleSum[]>;
export type Replaying = {
  readonly stack: Stack;
  readonly instrument: Instrument;
  readonly span: Span;
  readonly summed: Summed;
};

/** Everything that one agreement makes of what was recorded in a period, with what was entered in its pools otherwise. */
export async function flowsUnder(asking: Asking, replaying: Replaying): Promise<Flows> {
  const { stack, instrument, span } = replaying;
  const pools = poolsOf(stack, plusDays(span.until, -1), []).filter(
    (pool) => pool.instrument === instrument.id && pool.pooled,
  );
  const putIn = pools.flatMap((pool) => putInto(stack, pool, span));
  const priced = await pricedCare(asking, replaying);
  const others: Paid[] = [];
  const promised: { pool: string; on: Day; minor: bigint }[] = [];
  const { store } = asking.services;
  for (const { id, name } of pools) {
    for (const { party, scheme, day, minor } of await otherPaid(store, id, span))
      others.push({ pool: name, payee: party, scheme, on: day, minor, priced: false });
    for (const { day, minor } of await openPromises(store, id)) promised.push({ pool: name, on: day, minor });
  }
  const within = { after: plusDays(span.from, -1), through: plusDays(span.until, -1) };
  const shared = pools.flatMap((pool) =>
    periodsEnding(stack, pool, within).map(({ until, agreed }) => ({ pool: pool.name, until, clause: agreed.clause })),
  );
  return { putIn, paid: [...priced, ...others].map(fenced(replaying)), shared, promised };
}

/** Each with the names under which ring-fenced money pays for it, as its pool would be drawn on. */
function fenced({ stack, instrument, span }: Replaying): (one: Paid) => Paid {
  const known = new Map<string, ReturnType<typeof fencesIn>>();
  return (one) => {
    const { pool, scheme, on } = one;
    if (pool === '' || scheme === '') return one;
    if (!known.has(pool))
      known.set(pool, fencesIn(stack, { instrument: instrument.id, name: pool }, plusDays(span.until, -1)));
    const fences = known.get(pool)?.(scheme, on);
    return fences === undefined ? one : { ...one, fences };
  };
}

function putInto(stack: Stack, pool: AgreedPool, { from, until }: Span): readonly PutIn[] {
  return duesOf(stack, pool, plusDays(until, -1))
    .filter(({ due }) => due >= from)
    .map(({ party, due, minor, fence }) => ({ pool: pool.name, party, on: due, minor, fence }));
}

/** Care that was recorded, priced by what the agreements say, for everybody whom this one pays. */
async function pricedCare(asking: Asking, replaying: Replaying): Promise<readonly Paid[]> {
  const { instrument, stack, span } = replaying;
  const succeeded = succeededOn(stack, span.until);
  const payees = new Set(
    instrument.clauses
      .flatMap((clause) => (clause.clause === 'pay' ? named(clause.to, instrument) : []))
      .flatMap((payee) => [payee, heirOf(succeeded, payee)]),
  );
  const found: Paid[] = [];
  for (const payee of payees) found.push(...(await earnedBy(asking, replaying, payee)));
  return found;
}

async function earnedBy(
  asking: Asking,
  { stack, instrument, span, summed }: Replaying,
  payee: string,
): Promise<readonly Paid[]> {
  const { store, ports } = asking.services;
  const { rules, parts } = rulesOf(stack, { payee, ...span, knownOn: span.until });
  const org = await ports.contributors.organizationKey(payee);
  const away = await awayFrom(asking, rules, span);
  const found = { keyOf: () => org, takings: await takingIds(store), away };
  const rows = ruleRows(rules, { ...found, earned: await earnedFrom(asking, rules, { payee, ...found }) });
  const sums = await summedOnce(asking, summed, rows);
  const ours = sums.flatMap(({ rule, day, minor }): readonly Paid[] => {
    const { clause, instrument: of } = rules[rule] ?? {};
    return clause && of?.id === instrument.id ? [paidBy({ clause, payee }, day, minor)] : [];
  });
  const mine = parts.filter((part) => part.instrument.id === instrument.id && part.part.until <= span.until);
  const recorded = await recordedOf(asking, mine, { rules: rows, until: span.until });
  const byPart = mine.flatMap((part): readonly Paid[] => {
    const of = recorded.get(partId(part));
    const minor = of ? priceOf(part, of) : 0n;
    return minor === 0n ? [] : [paidBy({ clause: part.clause, payee }, plusDays(part.part.until, -1), minor)];
  });
  return [...ours, ...byPart];
}

function paidBy({ clause, payee }: Pick<PartRule, 'clause' | 'payee'>, on: Day, minor: bigint): Paid {
  const { pool, by, activity } = clause;
  return {
    pool: pool ?? '',
    ...(pool === undefined ? { payer: by } : {}),
    payee,
    scheme: schemeOf(clause),
    activity,
    on,
    minor,
    priced: true,
  };
}

async function summedOnce({ services }: Asking, summed: Summed, rows: readonly RuleRow[]): Promise<readonly RuleSum[]> {
  // The version is told apart in the pair of a rule, and changes no sum.
  const name = JSON.stringify(rows.map((row) => ({ ...row, version: 0 })));
  const known = summed.get(name) ?? (await ruleSums(services.store, rows));
  summed.set(name, known);
  return known;
}
