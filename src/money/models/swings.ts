import { rounded } from '../charge/parts.ts';
import { type Flows, netOf, type Paid, replay } from '../simulate/replay.ts';
import type { SwingOf } from '../simulate/tornado.ts';
import { MARGINAL, type Model, planKey } from './model.ts';

export type Swinging = {
  readonly flows: Flows;
  readonly parties: readonly string[];
  readonly party: string;
  readonly model: Model;
  /** What was done is worth by its prices, by activity and payee. */
  readonly value: ReadonlyMap<string, bigint>;
};

/**
 * How far a partner's net moves under a way of paying where one thing comes out a tenth less or more: how much is done, as far as it
 * moves what is paid; what is paid for it; what is put in. The widest first.
 */
export function swingsOf({ flows, parties, party, model, value }: Swinging): readonly SwingOf[] {
  const net = (changed: Flows): bigint => {
    const position = replay(changed, parties).positions.get(party);
    return position ? netOf(position) : 0n;
  };
  const now = net(flows);
  const priced = flows.paid.filter((one) => one.priced);
  const activities = [...new Set(priced.map(doneIn))].sort();
  const drivers: readonly { readonly words: string; readonly change: (tenth: bigint) => Flows }[] = [
    ...activities.map((activity) => ({
      words: `How much is done: ${activity.replaceAll('-', ' ')}`,
      change: (tenth: bigint) => withMore(flows, (one) => worth(one, activity) * tenth * MARGINAL[model], 1_000n),
    })),
    { words: PRICE[model], change: (tenth) => withMore(flows, sumsBy(priced, tenth), 10n) },
    {
      words: 'What is put in',
      change: (tenth) => ({
        ...flows,
        putIn: flows.putIn.map((one) => ({ ...one, minor: one.minor + rounded(one.minor * tenth, 10n) })),
      }),
    },
  ];
  function worth(one: Paid, activity: string): bigint {
    return doneIn(one) === activity ? (value.get(planKey(activity, one.payee)) ?? 0n) : 0n;
  }
  return drivers
    .map(({ words, change }) => ({ words, less: net(change(-1n)) - now, more: net(change(1n)) - now }))
    .filter(({ less, more }) => less !== 0n || more !== 0n)
    .sort((a, b) => Number(width(b) - width(a)) || (a.words < b.words ? -1 : 1));
}

const PRICE: Readonly<Record<Model, string>> = {
  block: 'The amounts of the blocks',
  tariff: 'All prices',
  capitation: 'The price of a person',
  blended: 'The plan and its prices',
};

/** One more flow for each payee and activity: what it is paid less or more. */
function withMore(flows: Flows, minorOf: (one: Paid) => bigint, under: bigint): Flows {
  const first = new Map<string, Paid>();
  for (const one of flows.paid) if (one.priced) first.set(keyOf(one), one);
  const more = [...first.values()].map((one) => ({ ...one, minor: rounded(minorOf(one), under) }));
  return { ...flows, paid: [...flows.paid, ...more.filter(({ minor }) => minor !== 0n)] };
}

function sumsBy(priced: readonly Paid[], tenth: bigint): (one: Paid) => bigint {
  const sums = new Map<string, bigint>();
  for (const one of priced) sums.set(keyOf(one), (sums.get(keyOf(one)) ?? 0n) + one.minor);
  return (one) => (sums.get(keyOf(one)) ?? 0n) * tenth;
}

function keyOf(one: Paid): string {
  return planKey(doneIn(one), one.payee);
}

function doneIn({ activity, scheme }: Paid): string {
  return activity ?? scheme;
}

function width({ less, more }: SwingOf): bigint {
  const size = (one: bigint): bigint => (one < 0n ? -one : one);
  return size(less) > size(more) ? size(less) : size(more);
}
