import { sql, type Transaction } from '#store';
import { signature } from './change.ts';
import { clockActor, type Engine } from './engine.ts';
import { insertHappenings } from './keep.queries.ts';

export type Succeeded = { readonly from: readonly string[]; readonly to: string; readonly words: string };

/**
 * What organisations owed, were owed or were to be told goes to who took their place, open or closed; who held it holds it, and its clock is
 * what it was. Answers how many open ones went over.
 */
export async function succeed(
  engine: Engine,
  transaction: Transaction,
  { from, to, words }: Succeeded,
): Promise<number> {
  const { contributors } = engine;
  const heir = await contributors.organizationKey(to);
  const keys: number[] = [];
  for (const one of from) keys.push(await contributors.organizationKey(one));
  await transaction.run(sql`select id from obligation where ${touches(from, keys)} order by id for update`);
  const owed = await transaction.all<{ readonly id: string }>(
    sql`select id from obligation where owner = any(${keys}::int[]) and closed is null order by id`,
  );
  await transaction.run(sql`
    update obligation set owner = case when owner = any(${keys}::int[]) then ${heir} else owner end,
      owed = case when owed = any(${keys}::int[]) then ${heir} else owed end,
      told = array(select case when split_part(t, '/', 1) = any(${keys.map(String)}::text[])
        then ${String(heir)} || '/' || split_part(t, '/', 2) else t end from unnest(told) with ordinality as u(t, n) order by n),
      terms = jsonb_set(terms, '{ladder}', coalesce((
        select jsonb_agg(case when r #>> '{to,organization}' = any(${from}::text[])
          then jsonb_set(r, '{to,organization}', to_jsonb(${to}::text)) else r end order by n)
        from jsonb_array_elements(terms -> 'ladder') with ordinality as u(r, n)), '[]'))
    where ${touches(from, keys)}`);
  await insertHappenings(
    transaction,
    owed.map(({ id }) => ({
      obligation: id,
      happening: { at: engine.now(), what: 'handed-over' as const },
      ...signature(clockActor(heir)),
      words,
    })),
  );
  return owed.length;
}

function touches(from: readonly string[], keys: readonly number[]) {
  return sql`(owner = any(${keys}::int[]) or owed = any(${keys}::int[])
    or exists (select from unnest(told) t where split_part(t, '/', 1) = any(${keys.map(String)}::text[]))
    or exists (select from jsonb_array_elements(terms -> 'ladder') r where r #>> '{to,organization}' = any(${from}::text[])))`;
}

export async function countOf(
  { store, contributors }: Engine,
  organization: string,
): Promise<{ readonly owes: number; readonly owed: number }> {
  const key = await contributors.organizationKey(organization);
  const found = await store.first<{ readonly owes: number; readonly owed: number }>(sql`
    select count(*) filter (where owner = ${key})::int as owes, count(*) filter (where owed = ${key})::int as owed
    from obligation where closed is null and (owner = ${key} or owed = ${key})`);
  return found ?? { owes: 0, owed: 0 };
}
