import { isResourceType, type PlacedReference, placedReferences } from '#fhir';
import type { Issue } from '../outcome.ts';

type Fields = Readonly<Record<string, unknown>>;

/** References that are looked up; a bundle may hold more. */
const LOOKED_UP_MAX = 2_000;

/** What a resource refers to: issues that need no look, and the 'Type/id' that have to be there. */
export type Referring = {
  readonly issues: readonly Issue[];
  readonly asked: ReadonlyMap<string, string>;
};

/** Where a resource points, judged by itself: to types that the element takes, to contained resources that are there. Pure. */
export function referring(resource: Fields, base: string): Referring {
  const references = placedReferences(resource);
  const within = namesWithin(resource);
  const asked = new Map<string, string>();
  for (const { reference, expression } of references) {
    const name = localName(reference, base);
    if (name !== undefined && !within.has(name) && !within.has(reference)) asked.set(name, expression);
  }
  return {
    issues: [
      ...references.flatMap((one) => [...ofType(one), ...ofContained(one, resource)]),
      ...profilesOf(resource),
      ...(asked.size > LOOKED_UP_MAX ? [uncounted(asked.size)] : []),
    ],
    asked: new Map([...asked].slice(0, LOOKED_UP_MAX)),
  };
}

/** Those that are not there, or not for the caller to see: nobody is told which. */
export function absent(asked: ReadonlyMap<string, string>, found: ReadonlySet<string>): readonly Issue[] {
  return [...asked].flatMap(([name, expression]): Issue[] => {
    if (found.has(name)) return [];
    const text = `${expression} refers to ${name}, which is not here.`;
    return [{ severity: 'warning', code: 'validate.reference-absent', type: 'not-found', text, expression }];
  });
}

function ofType({ type, said, targets, expression, reference }: PlacedReference): readonly Issue[] {
  if (said !== undefined && isResourceType(said) && type !== said) {
    const text = `${expression} is addressed to a ${type} and says that it is a ${said}.`;
    return [{ code: 'validate.reference-type', type: 'value', text, expression }];
  }
  if (type === undefined || !isResourceType(type) || targets === undefined || targets.includes(type)) return [];
  const text = `${expression} refers to ${reference.slice(0, 100)}; it takes ${targets.join(', ')}.`;
  return [{ code: 'validate.reference-type', type: 'value', text, expression }];
}

function ofContained({ reference, expression }: PlacedReference, resource: Fields): readonly Issue[] {
  // In bundles and parameters each resource contains its own.
  if (!reference.startsWith('#') || reference === '#' || OUTER.has(String(resource['resourceType']))) return [];
  if (listIn(resource, 'contained').some(({ id }) => id === reference.slice(1))) return [];
  const text = `${expression} refers to ${reference.slice(0, 100)}, and no contained resource has that id.`;
  return [{ code: 'validate.reference-contained', type: 'invariant', text, expression }];
}

const OUTER = new Set(['Bundle', 'Parameters']);
const PROFILES = 'http://hl7.org/fhir/StructureDefinition/';

/** Whether a profile is what is checked anyway: the definition of the type itself. */
export function isBase(profile: unknown, type: unknown): boolean {
  return typeof profile === 'string' && profile.replace(/\|4\.0(\.\d+)?$/, '') === `${PROFILES}${String(type)}`;
}

function profilesOf({ meta, resourceType }: Fields): readonly Issue[] {
  const profiles = typeof meta === 'object' && meta !== null && 'profile' in meta ? meta.profile : [];
  if (!Array.isArray(profiles)) return [];
  return profiles
    .filter((profile) => !isBase(profile, resourceType))
    .map((profile) => unknownProfile(String(profile), 'warning', `${String(resourceType)}.meta.profile`));
}

export function unknownProfile(profile: string, severity: 'warning' | 'error', expression: string): Issue {
  const text = `The profile ${profile.slice(0, 200)} is not known here; what is checked is FHIR R4 itself.`;
  return { severity, code: 'validate.profile', type: 'not-supported', text, expression };
}

function uncounted(count: number): Issue {
  const text = `Of ${count} references the first ${LOOKED_UP_MAX} were looked up.`;
  return { severity: 'warning', code: 'validate.many-references', type: 'incomplete', text };
}

/** 'Type/id' of a reference to this server. */
function localName(reference: string, base: string): string | undefined {
  const path = reference.startsWith(`${base}/`) ? reference.slice(base.length + 1) : reference;
  const [, type = '', id] =
    /^([A-Z][A-Za-z]+)\/([A-Za-z0-9.-]{1,64})(?:\/_history\/[A-Za-z0-9.-]{1,64})?$/.exec(path) ?? [];
  return id !== undefined && isResourceType(type) ? `${type}/${id}` : undefined;
}

/** How the entries of a bundle are referred to by each other. */
function namesWithin(resource: Fields): ReadonlySet<string> {
  return new Set(
    listIn(resource, 'entry').flatMap(({ fullUrl, resource: inner }) => {
      const { resourceType, id } = (inner ?? {}) as Fields;
      return [String(fullUrl ?? ''), `${String(resourceType)}/${String(id)}`];
    }),
  );
}

function listIn(resource: Fields, name: string): readonly Fields[] {
  const list = resource[name];
  return Array.isArray(list) ? list.filter((one) => typeof one === 'object' && one !== null) : [];
}
