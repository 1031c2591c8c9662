import type { Access } from '#agreement';
import type { Change, Compartment } from '#repository';
import { sql, type Transaction } from '#store';
import { kept } from './acts.ts';
import { changeRows } from './change.ts';
import { clockActor, type Engine } from './engine.ts';
import { organizationOf } from './hand-over.ts';
import { lockRows } from './keep.queries.ts';
import type { Row } from './row.ts';

type Waiting = Pick<Row, 'id' | 'owner' | 'owner_role' | 'search_type' | 'search_query' | 'opened' | 'bkt' | 'cmp'>;

const AT_ONCE = 5_000;
const LOOKED_MAX = 200;

/**
 * Follows the feed: closes what a written resource is the evidence of. It counts if it is about the person, of any of their records,
 * was written since the opening, and if the owner may see it: the search is asked with the owner's eyes.
 */
export async function findEvidence(
  engine: Engine,
  changes: readonly Change[],
  transaction: Transaction,
): Promise<void> {
  const written = changes.filter(({ op, cmp }) => op !== 'delete' && cmp !== '0');
  if (written.length === 0 || !(await anyWaits(transaction, written))) return;
  const people = await peopleOf(engine, transaction, written);
  for (const waiting of await waitingFor(transaction, [...people.values()].flat())) {
    const of = people.get(placeKey(waiting)) ?? [];
    const reference = await evidenceFor(engine, waiting, { of, changes: about(written, of) });
    if (reference !== undefined) await closeBy(engine, transaction, waiting.id, reference);
  }
}

/** Nearly always nothing waits for what was written; then nothing more is asked. Plan: obligation_search, a few types. */
async function anyWaits(transaction: Transaction, changes: readonly Change[]): Promise<boolean> {
  const types = [...new Set(changes.map(({ type }) => type))];
  const joined = changes.some(({ op }) => op === 'link');
  const waits = await transaction.first(sql`
    select 1 as one from obligation where closed is null and search_type is not null
      and (${joined} or search_type = any(${types}::text[])) limit 1`);
  return waits !== undefined;
}

/** Every compartment that was written in, and what else is the same person's: each finds all. */
async function peopleOf(
  { persons }: Engine,
  transaction: Transaction,
  changes: readonly Change[],
): Promise<ReadonlyMap<string, readonly Compartment[]>> {
  const touched = [...new Map(changes.map(({ bkt, cmp }) => [placeKey({ bkt, cmp }), { bkt, cmp }])).values()];
  const found = new Map<string, readonly Compartment[]>(touched.map((one) => [placeKey(one), [one]]));
  const own = await persons.of(transaction, touched);
  const all = await persons.records(transaction, [...new Set(own.map(({ person }) => person))]);
  for (const { person } of own) {
    const records = all.filter((row) => row.person === person).map(({ bkt, cmp }) => ({ bkt, cmp }));
    for (const record of records) found.set(placeKey(record), records);
  }
  return found;
}

/** Plan: obligation_search has few rows; those of the people touched are picked by their place. */
async function waitingFor(transaction: Transaction, of: readonly Compartment[]): Promise<readonly Waiting[]> {
  return transaction.all<Waiting>(sql`
    select o.id, o.owner, o.owner_role, o.search_type, o.search_query, o.opened, o.bkt, o.cmp
    from (select distinct bkt, cmp from unnest(${of.map(({ bkt }) => bkt)}::smallint[], ${of.map(({ cmp }) => cmp)}::bigint[]) as k(bkt, cmp)) k
    join obligation o on o.bkt = k.bkt and o.cmp = k.cmp and o.closed is null and o.search_type is not null
    order by o.id limit ${AT_ONCE}`);
}

function about(changes: readonly Change[], of: readonly Compartment[]): readonly Change[] {
  const places = new Set(of.map(placeKey));
  return changes.filter((change) => places.has(placeKey(change)));
}

type About = { readonly of: readonly Compartment[]; readonly changes: readonly Change[] };

async function evidenceFor(engine: Engine, waiting: Waiting, { of, changes }: About): Promise<string | undefined> {
  const { search_type: type, search_query: query, owner, owner_role: role, opened } = waiting;
  if (type === null || query === null) return undefined;
  const written = changes.filter((change) => change.type === type && change.op !== 'link').map(({ id }) => id);
  // Records that became the same person's: what was written in any of them before is looked at too.
  const joined = changes.some(({ op }) => op === 'link') ? of : [];
  if (written.length === 0 && joined.length === 0) return undefined;
  const access = await engine.accessOf({ organization: await organizationOf(engine, owner), role });
  const ids = [...new Set([...written, ...(await idsIn(engine, access, joined, type))])];
  if (ids.length === 0) return undefined;
  const found = await engine.repository(access).search({
    type,
    parameters: [
      ...new URLSearchParams(query),
      ['_id', ids.join(',')],
      ['_lastUpdated', `ge${opened.toISOString()}`],
      ['_count', '1'],
      ['_total', 'none'],
    ],
    handling: 'strict',
  });
  if (!found.ok) {
    engine.log.warn(
      { obligation: waiting.id, code: found.refusals[0].code },
      'obligation: evidence cannot be looked for',
    );
    return undefined;
  }
  const [first] = found.value.entries;
  return first && `${first.resource.type}/${first.resource.id}`;
}

async function idsIn(
  { repository }: Engine,
  access: Access,
  joined: readonly Compartment[],
  type: string,
): Promise<readonly string[]> {
  if (joined.length === 0) return [];
  const rows = await repository(access).compartments(joined, { types: [type], limit: LOOKED_MAX });
  return rows.map(({ id }) => id);
}

async function closeBy(engine: Engine, transaction: Transaction, id: string, reference: string): Promise<void> {
  const rows = await lockRows(transaction, [id]);
  for (const row of rows) {
    await changeRows(engine, transaction, { by: clockActor(row.owner), rows: [row] }, (_row, standing) =>
      kept(row, standing, { by: 'search', reference }, engine.now()),
    );
  }
}

function placeKey({ bkt, cmp }: Compartment): string {
  return `${bkt} ${cmp}`;
}
