import type { Link } from './bundle.ts';

export type Pairs = readonly (readonly [name: string, value: string])[];

/** Where the opaque place of the next page stands in a next link. */
export const PAGE = '_page';

/** The self link has the parameters that were used, so that a client sees what was passed over; the next link the place too. */
export function pageLinks(place: string, used: Pairs, next: string | undefined): readonly Link[] {
  const self = { relation: 'self', url: address(place, used) } as const;
  if (next === undefined) return [self];
  const others = used.filter(([name]) => name !== PAGE);
  return [self, { relation: 'next', url: address(place, [...others, [PAGE, next]]) }];
}

function address(place: string, parameters: Pairs): string {
  if (parameters.length === 0) return place;
  return `${place}?${new URLSearchParams(parameters.map(([name, value]) => [name, value]))}`;
}
