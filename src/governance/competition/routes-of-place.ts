import { lawIn } from '#joint';
import england from '#packs/selection-england/pack.json' with { type: 'json' };
import type { SelectionRoute } from './contract.ts';

/** Where no pack says how a provider is chosen, whoever leads says it in words. */
const ANYWHERE: readonly SelectionRoute[] = [
  {
    id: 'in-words',
    words: 'As the reason says',
    law: 'No pack of the place says how a provider is chosen',
    when: 'always',
    compares: true,
    record: ['why this route', 'who bid', 'who decided', 'why this bid'],
  },
];

const PACKS: Readonly<Record<string, readonly SelectionRoute[]>> = { england: england.routes };

export function routesOfPlace(zone: string): readonly SelectionRoute[] {
  return PACKS[lawIn(zone).id] ?? ANYWHERE;
}

export function routeOf(zone: string, id: string): SelectionRoute | undefined {
  return routesOfPlace(zone).find((one) => one.id === id);
}
