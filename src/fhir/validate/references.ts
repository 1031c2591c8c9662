import { TARGETS } from '../generated/targets.ts';
import { isResourceType } from '../types.ts';
import { type Structure, structureOf } from './structure.ts';

/** A Reference in a resource: where it stands, what it says, and what its element may refer to. */
export type PlacedReference = {
  /** 'Observation.subject', 'Bundle.entry[2].resource.subject'. */
  readonly expression: string;
  /** As written. */
  readonly reference: string;
  /** The type that the reference says, by its address or by `type`; undefined where it says none. */
  readonly type: string | undefined;
  /** What `type` says beside the address. */
  readonly said: string | undefined;
  /** Types that the element may refer to; any where absent. */
  readonly targets: readonly string[] | undefined;
};

/** Every Reference with a `reference`, in the order of the text. For resources that are structurally valid. */
export function placedReferences(resource: Fields): readonly PlacedReference[] {
  const found: PlacedReference[] = [];
  const type = resource['resourceType'];
  if (typeof type === 'string' && isResourceType(type)) gather(resource, structureOf(type), { place: type, found });
  return found;
}

type Fields = Readonly<Record<string, unknown>>;
type Run = { readonly place: string; readonly found: PlacedReference[] };

function gather(value: Fields, structure: Structure, { place, found }: Run): void {
  for (const [key, one] of Object.entries(value)) {
    const element = structure.elements.get(key);
    if (!element || element.kind === 'primitive') continue;
    for (const [at, item] of (Array.isArray(one) ? one : [one]).entries()) {
      if (typeof item !== 'object' || item === null) continue;
      const inside = element.many ? `${place}.${key}[${at}]` : `${place}.${key}`;
      if (element.type === 'Reference') note(item as Fields, targetsOf(structure.name, key), { place: inside, found });
      const type = element.kind === 'resource' ? (item as Fields)['resourceType'] : element.type;
      if (typeof type === 'string' && (element.kind === 'complex' || isResourceType(type)))
        gather(item as Fields, structureOf(type), { place: inside, found });
    }
  }
}

function note(value: Fields, targets: readonly string[] | undefined, { place, found }: Run): void {
  const { reference, type } = value;
  if (typeof reference !== 'string') return;
  const addressed = /(?:^|\/)([A-Z][A-Za-z]+)\/[A-Za-z0-9.-]{1,64}(?:\/_history\/[A-Za-z0-9.-]{1,64})?$/.exec(
    reference,
  )?.[1];
  const named = addressed !== undefined && isResourceType(addressed) ? addressed : undefined;
  const said = typeof type === 'string' ? type : undefined;
  found.push({ expression: place, reference, type: named ?? said, said, targets });
}

const known = new Map<string, ReadonlyMap<string, readonly string[]>>();

function targetsOf(owner: string, element: string): readonly string[] | undefined {
  const found = known.get(owner) ?? readTargets(owner);
  known.set(owner, found);
  return found.get(element);
}

function readTargets(owner: string): ReadonlyMap<string, readonly string[]> {
  const row = Object.hasOwn(TARGETS, owner) ? (TARGETS[owner] ?? '') : '';
  return new Map(
    row.split(' ').map((part) => {
      const [element = '', types = ''] = part.split(':');
      return [element, types.split(',')];
    }),
  );
}
