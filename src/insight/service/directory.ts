import type { Stored } from '#repository';
import { areaOf, positionOf, townOf } from './area.ts';
import type { ServiceKind, ServicePlace, ServiceRow } from './contract.ts';
import { hoursOf, type Open, openOf } from './hours.ts';

/** A service as the directory has it, with what comparing needs. */
export type Service = Omit<ServiceRow, 'free'> & {
  readonly open: readonly Open[];
  /** Areas that it says it covers beyond those it lies in. */
  readonly covers: readonly string[];
};

export type Directory = { readonly services: readonly Service[]; readonly places: readonly ServicePlace[] };

type Row = Readonly<Record<string, unknown>>;

/** What the resources of the directory say of services: those that run, by name. Pure. */
export function directoryOf(
  found: Readonly<Record<'services' | 'locations' | 'organizations', readonly Stored[]>>,
): Directory {
  const names = new Map(
    found.organizations.map((one) => [`Organization/${one.id}`, String(rowOf(one)['name'] ?? one.id)]),
  );
  const places = new Map(found.locations.flatMap((one) => placeOf(one)).map((place) => [place.id, place]));
  const services = found.services.flatMap((one) => serviceOf(one, names, places));
  return { services: services.sort(byName), places: [...places.values()] };
}

function placeOf(stored: Stored): readonly ServicePlace[] {
  const row = rowOf(stored);
  if (row['status'] === 'inactive') return [];
  const { address } = row;
  const at = (row['position'] ?? {}) as Row;
  const position = positionOf(at['latitude'], at['longitude']);
  const [area, town] = [areaOf(address), townOf(address)];
  return [
    {
      id: stored.id,
      name: String(row['name'] ?? town ?? stored.id),
      ...(area ? { area } : {}),
      ...(town ? { town } : {}),
      ...(position ? { position } : {}),
    },
  ];
}

function serviceOf(
  stored: Stored,
  names: ReadonlyMap<string, string>,
  places: ReadonlyMap<string, ServicePlace>,
): readonly Service[] {
  const row = rowOf(stored);
  if (row['active'] === false) return [];
  const organization = idsIn([row['providedBy']], 'Organization')[0];
  if (organization === undefined) return [];
  const kinds = kindsOf(row);
  const at = (name: string) => idsIn(row[name], 'Location').flatMap((id) => places.get(id) ?? []);
  return [
    {
      id: stored.id,
      name: String(row['name'] ?? kinds[0]?.title ?? stored.id),
      kinds,
      organization: {
        organization: `Organization/${organization}`,
        name: names.get(`Organization/${organization}`) ?? organization,
      },
      places: at('location'),
      covers: at('coverageArea').flatMap(({ area }) => area ?? []),
      hours: hoursOf(row['availableTime']),
      open: openOf(row['availableTime']),
    },
  ];
}

/** By what a service is told apart: its coded types and specialties; its words where it has no code. */
export function kindsOf(row: Row, fields: readonly string[] = ['type', 'specialty']): readonly ServiceKind[] {
  const concepts = fields.flatMap((name) => listOf(row[name]));
  const kinds = concepts.flatMap((concept) => {
    const codings = listOf(concept['coding']).filter(({ code }) => typeof code === 'string');
    const words = typeof concept['text'] === 'string' ? concept['text'] : undefined;
    if (codings.length === 0) return words ? [{ key: words.trim().toLowerCase(), title: words.trim() }] : [];
    return codings.map(({ system, code, display }) => ({
      key: `${String(system ?? '')}|${String(code)}`,
      title: String(words ?? display ?? code),
    }));
  });
  return [...new Map(kinds.map((kind) => [kind.key, kind])).values()];
}

/** Ids of the references of a type: 'Location/7', or with the address of this server before it. */
export function idsIn(references: unknown, type: string): readonly string[] {
  return listOf(references).flatMap(({ reference }) => {
    const [id, of] = typeof reference === 'string' ? reference.split('/').reverse() : [];
    return of === type && id ? [id] : [];
  });
}

export function listOf(value: unknown): readonly Row[] {
  const list = Array.isArray(value) ? value : [value];
  return list.filter((one): one is Row => typeof one === 'object' && one !== null);
}

export function rowOf({ body }: Stored): Row {
  return JSON.parse(body) as Row;
}

function byName(a: Service, b: Service): number {
  return a.name < b.name ? -1 : a.name > b.name ? 1 : a.id < b.id ? -1 : 1;
}
