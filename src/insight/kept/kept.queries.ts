import type { Access } from '#agreement';
import type { Day } from '#base';
import { type Reader, sql, type Store } from '#store';

export type ViewRow = {
  readonly id: string;
  readonly principal: string | null;
  readonly by: string;
  readonly name: string;
  readonly words: string;
  readonly place: string;
  readonly pack: string | null;
  readonly measure: string | null;
  readonly dimension: string | null;
  readonly asAt: Day | null;
  readonly shared: boolean;
};

export type SubscriptionRow = Pick<ViewRow, 'id' | 'place' | 'pack' | 'measure' | 'words'> & {
  readonly monthly: boolean;
  readonly told: string;
};

type Who = Pick<Access, 'organization' | 'principal'>;

export const [VIEWS_MAX, SUBSCRIPTIONS_MAX] = [100, 30];

/** Own ones first, then by name. Plan: insight_view_organization. */
export async function readViews(reader: Reader, { organization, principal }: Who): Promise<readonly ViewRow[]> {
  return reader.all<ViewRow>(sql`
    select id::text as id, principal, made_by as by, name, words, place, pack, measure, dimension, as_at::text as "asAt", shared
    from insight_view where organization = ${organization} and (shared or principal = ${principal})
    order by principal is distinct from ${principal}, lower(name), id limit ${2 * VIEWS_MAX}`);
}

export async function keepView(
  store: Store,
  view: Omit<ViewRow, 'id' | 'principal'>,
  { organization, principal, at }: Who & { readonly at: Date },
): Promise<string> {
  const row = await store.first<{ readonly id: string }>(sql`
    insert into insight_view (organization, principal, made_by, name, words, place, pack, measure, dimension, as_at, shared, at)
    values (${organization}, ${principal}, ${view.by}, ${view.name}, ${view.words}, ${view.place}, ${view.pack}, ${view.measure},
      ${view.dimension}, ${view.asAt}::date, ${view.shared}, ${at}) returning id::text as id`);
  return row?.id ?? '';
}

export async function removeView(store: Store, { organization }: Who, id: string): Promise<void> {
  await store.run(sql`delete from insight_view where id::text = ${id} and organization = ${organization}`);
}

/** Plan: insight_subscription_once. */
export async function readSubscriptions(
  reader: Reader,
  { organization, principal }: Who,
): Promise<readonly SubscriptionRow[]> {
  return reader.all<SubscriptionRow>(sql`
    select id::text as id, place, pack, measure, words, monthly, told from insight_subscription
    where organization = ${organization} and principal = ${principal} order by id limit ${SUBSCRIPTIONS_MAX}`);
}

/** Asked again for the same, only how often changes. */
export async function keepSubscription(
  store: Store,
  made: Omit<SubscriptionRow, 'id'>,
  { organization, principal, at }: Who & { readonly at: Date },
): Promise<string> {
  const row = await store.first<{ readonly id: string }>(sql`
    insert into insight_subscription (organization, principal, place, pack, measure, words, monthly, told, at)
    values (${organization}, ${principal}, ${made.place}, ${made.pack}, ${made.measure}, ${made.words}, ${made.monthly}, ${made.told}, ${at})
    on conflict (organization, principal, place, coalesce(pack, ''), coalesce(measure, ''))
    do update set monthly = excluded.monthly, told = excluded.told returning id::text as id`);
  return row?.id ?? '';
}

export async function removeSubscription(store: Store, who: Who, id: string): Promise<boolean> {
  const row = await store.first(sql`
    delete from insight_subscription where id::text = ${id} and organization = ${who.organization} and principal = ${who.principal}
    returning 1 as one`);
  return row !== undefined;
}

export async function keepTold(
  store: Store,
  who: Who,
  { id, told }: Pick<SubscriptionRow, 'id' | 'told'>,
): Promise<void> {
  await store.run(sql`
    update insight_subscription set told = ${told}
    where id::text = ${id} and organization = ${who.organization} and principal = ${who.principal}`);
}

/** Organisations of which anybody keeps anything. */
export async function organizationsKeeping(reader: Reader): Promise<readonly number[]> {
  const rows = await reader.all<{ readonly organization: number }>(sql`
    select organization from insight_view union select organization from insight_subscription`);
  return rows.map(({ organization }) => organization);
}

/** What was somebody's alone goes with them; what they shared stays with their organisation. */
export async function forgetLeavers(
  store: Store,
  { organization, staying }: { readonly organization: number; readonly staying: readonly string[] },
): Promise<void> {
  const gone = sql`organization = ${organization} and principal like 'account/%' and not principal = any(${staying}::text[])`;
  await store.write(async (transaction) => {
    await transaction.run(sql`delete from insight_subscription where ${gone}`);
    await transaction.run(sql`delete from insight_view where ${gone} and not shared`);
    await transaction.run(sql`update insight_view set principal = null where ${gone}`);
  });
}
