import { extract, parameterOf, RESOURCE_TYPES, type ReferenceValue, typeNumber } from '#fhir';
import { sql } from '#store';
import { tokenHash } from '../place/hash.ts';
import { guardedBy } from '../policy/index.ts';
import type { Stored } from '../repository.ts';
import type { From } from './canonical.ts';
import { type FoundRow, storedColumns, storedOf } from './rows.ts';

/** A reference by address, to a resource of one of some types. */
export type Wanted = { readonly types: readonly string[]; readonly url: string; readonly version?: string };

/** Types that have a canonical address by which others refer to them. */
export function isCanonicalType(type: string): boolean {
  return parameterOf(type, 'url')?.type === 'uri' && parameterOf(type, 'version') !== undefined;
}

const CANONICAL = new Set(RESOURCE_TYPES.filter(isCanonicalType));

/** What references to a resource by its address say: the address alone, and with the resource's own version. */
export function addressesOf({ type, body }: Pick<Stored, 'type' | 'body'>): readonly ReferenceValue[] {
  if (!CANONICAL.has(type)) return [];
  const { url, version } = JSON.parse(body) as { readonly url?: unknown; readonly version?: unknown };
  if (typeof url !== 'string') return [];
  const alone = { url, version: '' };
  return typeof version === 'string' ? [alone, { url, version }] : [alone];
}

/** The visible resources that such references mean: of the version named, else the one changed last. */
export async function named({ reader, asking }: From, wanted: readonly Wanted[]): Promise<readonly Stored[]> {
  const types = [...new Set(wanted.flatMap((one) => one.types.filter((type) => CANONICAL.has(type))))];
  if (types.length === 0) return [];
  const tokens = wanted.flatMap(({ types: of, url }) => of.map((type) => tokenHash(type, 'url', url)));
  const row = guardedBy(asking.access, asking.now).table('resource');
  const rows = await reader.all<FoundRow>(sql`select ${storedColumns(row.alias)} from ${row.from}
    where ${row.alias}.typ = any(${types.map(typeNumber)}::smallint[]) and ${row.alias}.tok && ${[...new Set(tokens)]}::bigint[]
    order by ${row.alias}.updated desc, ${row.alias}.bkt, ${row.alias}.id limit ${MOST_NAMED}`);
  const found = rows.map(storedOf).map((stored) => ({ stored, said: addressesOf(stored) }));
  const meant = wanted.flatMap(({ types: of, url, version }) => {
    const same = found.filter(({ stored, said }) => of.includes(stored.type) && said.some((one) => one.url === url));
    const one = same.find(({ said }) => version === undefined || said.some((other) => other.version === version));
    return one ? [one.stored] : [];
  });
  return [...new Set(meant)];
}

const MOST_NAMED = 2_000;

/** Whether a parameter may point to what has an address; most point to people, places and care, and are not looked at. */
export function mayBeNamed(type: string, parameter: string): boolean {
  return parameter === '*' || (parameterOf(type, parameter)?.targets ?? []).some((target) => CANONICAL.has(target));
}

/** References by address among those of a parameter. */
export function addressesIn(type: string, body: string, parameter: string): readonly Wanted[] {
  const { references } = extract(type, JSON.parse(body) as Record<string, unknown>);
  return references.flatMap(({ p, url, version }) => {
    if (url === undefined || (parameter !== '*' && p !== parameter)) return [];
    const types = parameterOf(type, p)?.targets ?? [];
    return [version === undefined ? { types, url } : { types, url, version }];
  });
}
