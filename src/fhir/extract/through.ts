import { isPatientCompartmentType, referencesAt, referencesOf } from './compartment.ts';

type Fields = Readonly<Record<string, unknown>>;

/** By what a resource that names no patient itself can say whose it is (docs/decisions/0010). */
export type Through =
  /** It is whose these are: 'ServiceRequest/7'. */
  | { readonly by: 'items'; readonly items: readonly string[] }
  /** It holds resources about one person, who may be ours: 'Patient/7'. */
  | { readonly by: 'person'; readonly person: string }
  /** It is whose the document is that points at it. */
  | { readonly by: 'document' };

/** Types that go by way of others. While they say not whose they are nobody's staff see them. */
export const CARRIERS: readonly string[] = ['Binary', 'Bundle', 'Parameters'];

const POINTING: readonly string[] = ['DocumentReference', 'Media'];
const TASK = [
  'focus',
  'basedOn',
  'encounter',
  'partOf',
  'reasonReference',
  'input.valueReference',
  'output.valueReference',
];
const RELATIVE = /^([A-Z][A-Za-z]+)\/([A-Za-z0-9.-]{1,64})(?:$|\/_history\/)/;

/** Undefined where it can say it in no way. Asked only of what names no patient itself. */
export function throughOf(type: string, resource: Fields): Through | undefined {
  if (type === 'Binary') return { by: 'document' };
  if (type === 'Task') {
    const items = [...new Set(TASK.flatMap((path) => referencesAt(resource, path.split('.')).flatMap(itemIn)))];
    return items.length === 0 ? undefined : { by: 'items', items };
  }
  if (type !== 'Bundle' && type !== 'Parameters') return undefined;
  const people = peopleIn(resource);
  const [person] = people;
  return people.size === 1 && person?.startsWith('Patient/') ? { by: 'person', person } : undefined;
}

/** What a document points at among Binaries: 'Binary/7'. */
export function binariesOf(type: string, resource: Fields): readonly string[] {
  if (!POINTING.includes(type)) return [];
  const content = resource['content'];
  const all =
    type === 'Media' ? [content] : Array.isArray(content) ? content.map((one) => fieldsOf(one)['attachment']) : [];
  return all.flatMap((attachment) => {
    const { url } = fieldsOf(attachment);
    const named = typeof url === 'string' ? RELATIVE.exec(url) : null;
    return named?.[1] === 'Binary' ? [`Binary/${named[2]}`] : [];
  });
}

/** Everybody whom it names, as it names them: one who is not told apart by an id of here is somebody else than any other. */
function peopleIn(resource: Fields): ReadonlySet<string> {
  const held = [...resourcesIn(resource)];
  const called = new Map(
    held.flatMap(({ fullUrl, of }) => (fullUrl === undefined ? [] : [[fullUrl, personOf(of)] as const])),
  );
  const people = new Set<string>();
  for (const { of } of held)
    if (of['resourceType'] === 'Patient') people.add(personOf(of) ?? 'a Patient without an id');
  for (const reference of referencesOf(resource)) {
    const [, type, id] = RELATIVE.exec(reference) ?? [];
    if (type === 'Patient') people.add(`Patient/${id}`);
    else if (called.has(reference)) people.add(called.get(reference) ?? '');
    else if (type === undefined && /\/Patient\//.test(reference)) people.add(reference);
  }
  people.delete('');
  return people;
}

function personOf({ resourceType, id }: Fields): string | undefined {
  return resourceType === 'Patient' && typeof id === 'string' ? `Patient/${id}` : undefined;
}

type Held = { readonly of: Fields; readonly fullUrl: string | undefined };

function* resourcesIn(value: unknown): Generator<Held> {
  if (Array.isArray(value)) for (const one of value) yield* resourcesIn(one);
  else if (typeof value === 'object' && value !== null) {
    const { resource, fullUrl } = value as Fields;
    if (typeof resource === 'object' && resource !== null)
      yield { of: resource as Fields, fullUrl: typeof fullUrl === 'string' ? fullUrl : undefined };
    for (const one of Object.values(value)) yield* resourcesIn(one);
  }
}

function itemIn(reference: string): readonly string[] {
  const [, type = '', id] = RELATIVE.exec(reference) ?? [];
  return type !== 'Patient' && isPatientCompartmentType(type) ? [`${type}/${id}`] : [];
}

function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? (value as Fields) : {};
}
