import type { Day } from '#base';
import { type Reader, sql, type Transaction } from '#store';
import type { MovementFigures } from './contract.ts';

export type DoneMonth = { readonly bkt: number; readonly cmp: string; readonly month: Day; readonly units: number };

/** More people and months than this are not looked at: the answer says so in the log. */
export const ROWS_MAX = 400_000;

/** What each compartment had of some codes at one organisation, month by month. Plan: money_activity_code, once a code. */
export function doneMonths(
  reader: Reader,
  {
    org,
    system,
    codes,
    minutes,
  }: { readonly org: number; readonly system: string; readonly codes: readonly string[]; readonly minutes: number },
  { from, until }: { readonly from: Day; readonly until: Day },
): Promise<readonly DoneMonth[]> {
  return reader.all<DoneMonth>(sql`
    select bkt, cmp::text as cmp, date_trunc('month', day)::date::text as month,
      sum(case when ${minutes}::int = 0 then 1 else coalesce(minutes, ${minutes}::int)::float8 / ${minutes}::int end)::float8 as units
    from (select distinct on (bkt, typ, id) bkt, typ, id, cmp, day, minutes from money_activity
      where org = ${org} and system = ${system} and code = any(${codes}::text[]) and day >= ${from}::date and day < ${until}::date) a
    group by 1, 2, 3 limit ${ROWS_MAX + 1}`);
}

export type MovementRow = {
  readonly id: string;
  readonly instrument: string;
  readonly from_organization: string;
  readonly to_organization: string;
  readonly shown: MovementFigures;
  readonly people: readonly string[];
  readonly due: Day;
};

const MOVEMENTS_MAX = 100;

/** Plan: few rows; the newest first. */
export function movementRows(
  reader: Reader,
  which: { readonly id: string } | { readonly instruments: readonly string[] },
): Promise<readonly MovementRow[]> {
  const wanted = 'id' in which ? sql`id = ${which.id}::bigint` : sql`instrument = any(${which.instruments}::text[])`;
  return reader.all<MovementRow>(sql`
    select id::text as id, instrument, from_organization, to_organization, shown, people, due from money_movement
    where ${wanted} order by money_movement.id desc limit ${MOVEMENTS_MAX}`);
}

export type CommentRow = {
  readonly movement: string;
  readonly organization: string;
  readonly words: string;
  readonly by: string;
  readonly at: Date;
};

export function commentRows(reader: Reader, ids: readonly string[]): Promise<readonly CommentRow[]> {
  return reader.all<CommentRow>(sql`
    select movement::text as movement, organization, words, by, at from money_movement_comment
    where movement = any(${ids}::bigint[]) order by at`);
}

/** Undefined where it was found before. */
export async function keepMovement(
  transaction: Transaction,
  row: Omit<MovementRow, 'id'> & { readonly pair: string; readonly found: Date },
): Promise<string | undefined> {
  const { instrument, pair, from_organization, to_organization, shown, people, found, due } = row;
  const made = await transaction.first<{ id: string }>(sql`
    insert into money_movement (instrument, pair, month, from_organization, to_organization, shown, people, found, due)
    values (${instrument}, ${pair}, ${shown.month}, ${from_organization}, ${to_organization}, ${JSON.stringify(shown)}::jsonb,
      ${JSON.stringify(people)}::jsonb, ${found}, ${due}) on conflict (instrument, pair, month) do nothing returning id::text as id`);
  return made?.id;
}

export async function keepComment(
  transaction: Transaction,
  { movement, organization, words, at, principal, by }: CommentRow & { readonly principal: string },
): Promise<boolean> {
  const count = await transaction.run(sql`
    insert into money_movement_comment (movement, organization, words, at, principal, by)
    values (${movement}::bigint, ${organization}, ${words}, ${at}, ${principal}, ${by}) on conflict do nothing`);
  return count > 0;
}

/** Whether an agreement was not looked at yet today; from now on it was. */
export async function lookOnce(transaction: Transaction, instrument: string, today: Day): Promise<boolean> {
  const count = await transaction.run(sql`
    insert into money_movement_looked as l (instrument, on_day) values (${instrument}, ${today})
    on conflict (instrument) do update set on_day = excluded.on_day where l.on_day < excluded.on_day`);
  return count > 0;
}
