import { isResourceType, typeNumber } from '#fhir';
import { type Reader, sql } from '#store';
import { tokenHash } from '../place/hash.ts';
import { guardedBy } from '../policy/index.ts';
import { readMany } from '../read/read.ts';
import type { Asking } from './asking.ts';

export type From = { readonly reader: Reader; readonly asking: Asking };
export type Fields = Readonly<Record<string, unknown>>;

/**
 * A visible resource by its canonical address, `url|version` or `url`, or by 'Type/id'; of several, the one changed last. What may not be
 * seen is not there.
 */
export async function byCanonical({ reader, asking }: From, type: string, name: string): Promise<Fields | undefined> {
  if (!isResourceType(type)) return undefined;
  const found = await readMany({ reader, access: asking.access, now: asking.now }, [
    name.startsWith(`${type}/`) ? name : await placeOf({ reader, asking }, type, name),
  ]);
  const [first] = found;
  return first === undefined ? undefined : (JSON.parse(first.body) as Fields);
}

async function placeOf({ reader, asking }: From, type: string, name: string): Promise<string> {
  const bar = name.indexOf('|');
  const url = bar === -1 ? name : name.slice(0, bar);
  const version = bar === -1 ? undefined : name.slice(bar + 1);
  const tokens = [tokenHash(type, 'url', url), ...(version ? [tokenHash(type, 'version', version)] : [])];
  const row = guardedBy(asking.access, asking.now).table('resource');
  const found = await reader.first<{ id: string }>(sql`select ${row.alias}.id from ${row.from}
    where ${row.alias}.typ = ${typeNumber(type)}::smallint and ${row.alias}.tok @> ${tokens}::bigint[]
    order by ${row.alias}.updated desc, ${row.alias}.bkt, ${row.alias}.id limit 1`);
  return found === undefined ? '' : `${type}/${found.id}`;
}
