import { rounded } from '../charge/parts.ts';
import { type Flows, netOf, replay } from './replay.ts';

/** One thing that could come out otherwise. */
export type Driver = { readonly words: string; readonly change: (flows: Flows, percent: bigint) => Flows };
export type SwingOf = { readonly words: string; readonly less: bigint; readonly more: bigint };

const TENTH = 10n;

/** How far a partner's net moves where each driver alone comes out a tenth less, and a tenth more; the widest swing first. */
export function tornadoOf(flows: Flows, parties: readonly string[], party: string): readonly SwingOf[] {
  const netUnder = (changed: Flows): bigint => {
    const position = replay(changed, parties).positions.get(party);
    return position ? netOf(position) : 0n;
  };
  const now = netUnder(flows);
  return driversOf(flows)
    .map(({ words, change }) => ({
      words,
      less: netUnder(change(flows, -TENTH)) - now,
      more: netUnder(change(flows, TENTH)) - now,
    }))
    .filter(({ less, more }) => less !== 0n || more !== 0n)
    .sort((a, b) => compare(width(b), width(a)) || (a.words < b.words ? -1 : 1));
}

function driversOf({ putIn, paid }: Flows): readonly Driver[] {
  const schemes = [...new Set(paid.map(({ scheme }) => scheme))].sort();
  return [
    ...schemes.map(
      (scheme): Driver => ({
        words: `How much is done: ${scheme === '' ? 'all of the pool' : scheme.replaceAll('-', ' ')}`,
        change: (flows, percent) => ({
          ...flows,
          paid: flows.paid.map((one) => (one.scheme === scheme ? { ...one, minor: moved(one.minor, percent) } : one)),
        }),
      }),
    ),
    ...(putIn.length === 0
      ? []
      : [
          {
            words: 'What is put in',
            change: (flows: Flows, percent: bigint): Flows => ({
              ...flows,
              putIn: flows.putIn.map((one) => ({ ...one, minor: moved(one.minor, percent) })),
            }),
          },
        ]),
    ...(paid.some(({ priced }) => priced)
      ? [
          {
            words: 'All prices',
            change: (flows: Flows, percent: bigint): Flows => ({
              ...flows,
              paid: flows.paid.map((one) => (one.priced ? { ...one, minor: moved(one.minor, percent) } : one)),
            }),
          },
        ]
      : []),
  ];
}

function moved(minor: bigint, percent: bigint): bigint {
  return minor + rounded(minor * percent, 100n);
}

function width({ less, more }: SwingOf): bigint {
  const size = (one: bigint): bigint => (one < 0n ? -one : one);
  return size(less) > size(more) ? size(less) : size(more);
}

function compare(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
