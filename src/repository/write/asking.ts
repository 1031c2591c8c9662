import { accepted, isResourceType, type Outcome, type Refusal, typeNumber } from '#fhir';
import { type Reader, sql } from '#store';
import type { AskingRule, Context, KeptResource, Library, Writing } from '../context.ts';
import { tokenHash } from '../place/hash.ts';
import type { Decision } from './decide.ts';

type Fresh = { readonly type: string; readonly id: string; readonly resource: KeptResource };

/** Rules that look at what is kept, over all that a write comes to. What they only advise is not told to who writes. */
export async function askRules(
  { context, transaction }: Writing,
  decisions: readonly Decision[],
): Promise<Outcome<true>> {
  const rows = decisions.flatMap(({ row }) => (row ? [row] : []));
  if (!rows.some(({ type }) => rulesFor(context, type).length > 0)) return accepted(true);
  const library = libraryOf(transaction, rows);
  for (const { row, superseded } of decisions) {
    if (!row) continue;
    for (const rule of rulesFor(context, row.type)) {
      const before = superseded ? { before: JSON.parse(superseded.current.body) as KeptResource } : {};
      const answer = await rule.ask({ id: row.id, after: row.resource, ...before }, library);
      if (!answer.ok) return answer;
    }
  }
  return accepted(true);
}

/** The same of one resource that nobody writes: what would be refused, and what is advised. */
export async function adviseOn(
  context: Context,
  type: string,
  resource: KeptResource,
): Promise<Outcome<readonly Refusal[]>> {
  const library = libraryOf(context.store, []);
  const advice: Refusal[] = [];
  for (const rule of rulesFor(context, type)) {
    const answer = await rule.ask({ id: String(resource['id'] ?? ''), after: resource }, library);
    if (!answer.ok) return answer;
    advice.push(...answer.value);
  }
  return accepted(advice);
}

function rulesFor({ asking = NO_RULES }: Context, type: string): readonly AskingRule[] {
  return asking.length === 0 ? asking : asking.filter(({ types }) => types.includes(type));
}

const NO_RULES: readonly AskingRule[] = [];

/** What is written in the same breath counts as kept. What was read once is not read again. */
function libraryOf(reader: Reader, fresh: readonly Fresh[]): Library {
  const read = new Map<string, Promise<KeptResource | undefined>>();
  return (type, canonical, but = '') => {
    const [url = '', version] = canonical.split('|');
    const beside = fresh.find(
      ({ type: of, id, resource }) =>
        of === type &&
        id !== but &&
        resource['url'] === url &&
        (version === undefined || resource['version'] === version),
    );
    if (beside) return Promise.resolve(beside.resource);
    const name = `${type} ${canonical} ${but}`;
    const found = read.get(name) ?? keptAt(reader, type, { url, version, but });
    read.set(name, found);
    return found;
  };
}

type Named = { readonly url: string; readonly version: string | undefined; readonly but: string };

/** Of several the one changed last. No policy is asked: nothing of it is told but by rules that it is there to give. Plan: the index on `tok`. */
async function keptAt(reader: Reader, type: string, { url, version, but }: Named): Promise<KeptResource | undefined> {
  if (!isResourceType(type) || url === '') return undefined;
  const tokens = [tokenHash(type, 'url', url), ...(version ? [tokenHash(type, 'version', version)] : [])];
  const row = await reader.first<{ readonly body: string }>(sql`
    select body from resource where typ = ${typeNumber(type)}::smallint and tok @> ${tokens}::bigint[] and id <> ${but}
    order by updated desc, bkt, id limit 1`);
  return row && (JSON.parse(row.body) as KeptResource);
}
