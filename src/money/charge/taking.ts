import type { Stack } from '#agreement';
import { type Day, isDay } from '#base';
import { accepted, type Outcome, typeNumber } from '#fhir';
import type { Services } from '#joint';
import { type Change, type Matcher, matcherOf, type Stored } from '#repository';
import { type Reader, sql, type Transaction } from '#store';
import { type Asking, SERVICE } from '../ask.ts';
import { minutesIn } from './activity.ts';
import { searchesIn } from './rules.ts';

type Json = Readonly<Record<string, unknown>>;
type TakingRow = { readonly id: number; readonly search: string; readonly filled: boolean };
type Taking = TakingRow & { readonly type: string; readonly matches: Matcher };

const PAGE = 500;
const AT_ONCE = 500;

/**
 * Sees to it that what a search of an agreement finds is kept, from the feed on and, once, for what was there before: when an
 * agreement that pays by a search is signed, and when the search is another. Filling a page holds back the feed's reader meanwhile,
 * so that neither overwrites what the other learned later.
 */
export async function keepTakings(asking: Asking, stack: Stack): Promise<void> {
  const searches = searchesIn(stack);
  if (searches.length === 0) return;
  const { store } = asking.services;
  await store.run(sql`
    insert into money_taking (search) select unnest(${searches}::text[]) on conflict (search) do nothing`);
  for (const taking of await takingsOf(asking, store)) if (!taking.filled) await fill(asking, taking);
}

/** Ids of the searches that are kept whole. */
export async function takingIds(reader: Reader): Promise<ReadonlyMap<string, number>> {
  const rows = await reader.all<TakingRow>(sql`select id, search, filled from money_taking where filled`);
  return new Map(rows.map(({ id, search }) => [search, id]));
}

/** Follows the feed: what was written is matched anew against every search that pays. */
export async function takeChanges(asking: Asking, changes: readonly Change[], transaction: Transaction): Promise<void> {
  const takings = await takingsOf(asking, transaction);
  const types = new Set(takings.map(({ type }) => type));
  const written = changes.filter(({ type, op }) => op !== 'link' && types.has(type));
  if (written.length === 0) return;
  await lockTaking(transaction);
  for (let at = 0; at < written.length; at += AT_ONCE) {
    const some = written.slice(at, at + AT_ONCE);
    const references = [...new Set(some.map(({ type, id }) => `${type}/${id}`))];
    await forget(transaction, some);
    const found = await asking.services.repository(SERVICE).readMany(references);
    for (const taking of takings) await keep(transaction, taking, found);
  }
}

async function takingsOf({ services }: Asking, reader: Reader): Promise<readonly Taking[]> {
  const rows = await reader.all<TakingRow>(sql`select id, search, filled from money_taking order by id`);
  return rows.flatMap((row) => {
    const matcher = matcherFor(row.search, services);
    return matcher.ok ? [{ ...row, type: row.search.split('?')[0] ?? '', matches: matcher.value }] : [];
  });
}

function matcherFor(search: string, { now }: Services): Outcome<Matcher> {
  const [type = '', query = ''] = search.split('?', 2);
  return matcherOf(type, query, new Date(now()));
}

async function fill(asking: Asking, taking: Taking): Promise<void> {
  const { store, repository } = asking.services;
  const [type = '', query = ''] = taking.search.split('?', 2);
  const parameters = [...new URLSearchParams(query), ['_count', String(PAGE)] as const, ['_total', 'none'] as const];
  let next: string | undefined;
  do {
    const asked = next === undefined ? parameters : [...parameters, ['_page', next] as const];
    const page = await store.write(async (transaction) => {
      await lockTaking(transaction);
      const found = await repository(SERVICE).search({ type, parameters: asked, handling: 'strict' });
      if (!found.ok) return found;
      await keep(
        transaction,
        taking,
        found.value.entries.map(({ resource }) => resource),
      );
      return accepted(found.value.next);
    });
    if (!page.ok) {
      asking.services.log.error({ refusal: page.refusals[0].code }, 'money: a search that pays was not filled');
      return;
    }
    next = page.value;
  } while (next !== undefined);
  await store.run(sql`update money_taking set filled = true where id = ${taking.id}`);
}

async function keep(transaction: Transaction, taking: Taking, resources: readonly Stored[]): Promise<void> {
  const rows = resources.flatMap(({ type, id, bkt, cmp, org, body }) => {
    if (type !== taking.type) return [];
    const resource = JSON.parse(body) as Json;
    const day = dayOf(resource);
    return day !== undefined && taking.matches(resource)
      ? [{ typ: typeNumber(type), id, bkt, cmp, org, day, minutes: minutesIn(resource['period']) ?? null }]
      : [];
  });
  if (rows.length === 0) return;
  await transaction.run(sql`
    insert into money_taken (taking, bkt, typ, id, cmp, org, day, minutes)
    select ${taking.id}::int, bkt, typ, id, cmp, org, day, minutes from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as r(bkt smallint, typ smallint, id text, cmp bigint, org int, day date, minutes int)
    on conflict (taking, bkt, typ, id) do update set org = excluded.org, day = excluded.day, minutes = excluded.minutes`);
}

async function forget(transaction: Transaction, changes: readonly Change[]): Promise<void> {
  const rows = changes.map(({ type, id, bkt }) => ({ typ: typeNumber(type), id, bkt }));
  await transaction.run(sql`
    delete from money_taken t using jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(bkt smallint, typ smallint, id text)
    where t.bkt = r.bkt and t.typ = r.typ and t.id = r.id`);
}

async function lockTaking(transaction: Transaction): Promise<void> {
  await transaction.run(sql`select pg_advisory_xact_lock(hashtextextended('money taking', 0))`);
}

const DATED = ['performed', 'effective', 'occurrence', 'onset'] as const;
const DAYS = [
  'date',
  'authoredOn',
  'authored',
  'created',
  'sent',
  'issued',
  'started',
  'whenHandedOver',
  'recordedDate',
];

/** The day on which it was done, where the record gives a whole one. */
export function dayOf(resource: Json): Day | undefined {
  const period = (name: string): unknown => (resource[name] as { readonly start?: unknown } | undefined)?.start;
  const said = [
    period('period'),
    ...DATED.flatMap((name) => [resource[`${name}DateTime`], period(`${name}Period`)]),
    ...DAYS.map((name) => resource[name]),
  ].find((one): one is string => typeof one === 'string');
  const day = said?.slice(0, 10);
  return day !== undefined && isDay(day) ? day : undefined;
}
