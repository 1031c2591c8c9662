import { createHash } from 'node:crypto';
import { dayWords } from '#agreement';
import { dayIn } from '#base';
import { type Reader, sql, type Transaction } from '#store';
import { keyOf } from './catalogue.ts';
import type { Pack } from './pack.ts';
import type { Scope } from './scope.ts';

/*
 * A measure clause names a pack and its version, and that is signed. Once figures are counted by a pack of the installation's own under such a
 * clause, what the pack says is what was agreed: other content under the same version would move figures that nobody agreed to move. What
 * ships changes with the program, and its own notes tell of that.
 */

/** Keeps what own packs say that an agreement in force names, the first time figures are counted by them; answers those that are new. */
export async function pinOwn(
  transaction: Transaction,
  own: readonly Pack[],
  { scope, at }: { readonly scope: Scope; readonly at: Date },
): Promise<readonly string[]> {
  const named = new Set(scope.packs.map(({ pack }) => pack));
  const counted = own.filter((pack) => named.has(keyOf(pack)));
  if (counted.length === 0) return [];
  const rows = await transaction.all<{ readonly key: string }>(sql`
    insert into insight_own_pack (key, content, since)
    select key, content, ${at} from unnest(${counted.map(keyOf)}::text[], ${counted.map(contentOf)}::text[]) as t (key, content)
    on conflict (key) do nothing returning key`);
  return rows.map(({ key }) => key);
}

/** Own packs that say something else than figures were counted by under agreements, a line each with what to do. */
export async function changedSince(
  reader: Reader,
  own: readonly { readonly pack: Pack; readonly folder: string }[],
  zone: string,
): Promise<readonly string[]> {
  if (own.length === 0) return [];
  const keys = own.map(({ pack }) => keyOf(pack));
  const rows = await reader.all<{ readonly key: string; readonly content: string; readonly since: Date }>(sql`
    select key, content, since from insight_own_pack where key = any(${keys}::text[])`);
  const kept = new Map(rows.map((row) => [row.key, row]));
  return own.flatMap(({ pack, folder }) => {
    const found = kept.get(keyOf(pack));
    if (!found || found.content === contentOf(pack)) return [];
    const since = dayWords(dayIn(zone, found.since.getTime()));
    return [
      `${folder}: pack.json, version: '${keyOf(pack)}' says something else than the pack by which figures are counted since ${since} under agreements that name it. Give this content a version of its own and name that in an agreement, or put the pack back as it was.`,
    ];
  });
}

/** Of everything that a pack says, however its file is laid out. */
function contentOf(pack: Pack): string {
  return createHash('sha256')
    .update(JSON.stringify(pack, (_, value: unknown) => inOrder(value)))
    .digest('hex');
}

function inOrder(value: unknown): unknown {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)));
}
