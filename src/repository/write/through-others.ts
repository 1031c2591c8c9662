import { patientsOf, type Scan, scan } from '#fhir';
import type { Writing } from '../context.ts';
import { compartmentOf } from '../place/compartment.ts';
import type { Compartment } from '../repository.ts';
import { seen } from './current.ts';
import { type Item, typeOf } from './item.ts';
import { type Names, rewritten } from './references.ts';
import type { Target } from './targets.ts';
import { type Beside, goesThrough, homesThrough, type Placing, pointsAtBinaries } from './through.ts';

/** What has to be decided in a transaction: others tell whose it is, or follow it. */
export function movesOthers(item: Item): boolean {
  if (!('prepared' in item)) return false;
  const { type, scan: text } = item.prepared;
  return goesThrough(type, text.value) || pointsAtBinaries(type, text.value);
}

type Named = {
  readonly targets: ReadonlyMap<number, Target>;
  readonly names: Names;
  readonly ids: ReadonlyMap<number, string>;
};

type One = { readonly place: number; readonly type: string; readonly id: string; readonly text: Scan };

/** Whose those of a write are that name no patient and say by way of others whose they are; by place. */
export async function placeThrough(
  writing: Writing,
  placed: readonly (readonly [place: number, item: Item])[],
  { targets, names, ids }: Named,
): Promise<ReadonlyMap<number, readonly Compartment[]>> {
  const all = placed.flatMap(([place, item]): readonly One[] => {
    const { id = ids.get(place), known } = targets.get(place) as Target;
    const text = textOf(item, known.current?.body);
    return id === undefined || text === undefined
      ? []
      : [{ place, type: typeOf(item), id, text: rewritten(text, names) }];
  });
  const going = all.filter(({ type, text }) => goesThrough(type, text.value));
  if (going.length === 0) return new Map();
  const asked = going.map(({ place, type, id, text }): Placing => {
    const there = targets.get(place)?.known.current;
    return { type, id, org: writing.by.organization, resource: text.value, there };
  });
  const homes = await homesThrough(writing.transaction, asked, { beside: besideOf(all), may: seen('r', writing) });
  return new Map(going.map(({ place }, index) => [place, homes[index] ?? []]));
}

/** What the item will say, as far as that is wanted: a change of these types is made twice, and is rare. */
function textOf(item: Item, body: string | undefined): Scan | undefined {
  if ('prepared' in item) return item.prepared.scan;
  if (!('change' in item) || body === undefined || !MAY_GO.has(item.type)) return undefined;
  const changed = item.change(body);
  const text = changed.ok ? scan(changed.value) : changed;
  return text.ok ? text.value : undefined;
}

const MAY_GO = new Set(['Binary', 'Bundle', 'Parameters', 'Task']);

function besideOf(all: readonly One[]): Beside {
  return new Map(
    all.map(({ type, id, text }) => {
      const named = patientsOf(type, text.value);
      const homes = (type === 'Patient' ? [`Patient/${id}`] : named).map(compartmentOf);
      return [`${type}/${id}`, { resource: text.value, homes }];
    }),
  );
}
