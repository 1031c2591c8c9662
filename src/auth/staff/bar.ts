import { type SeatNarrowing, WHOLE } from '#agreement';
import { type Reader, type Sql, sql, type Transaction } from '#store';
import { barOn, type Proxy, type Seat } from '../seat.ts';

/** Less of a record, or nothing, for who sits in the place of the person whose it is. */
export type Bar = {
  readonly id: string;
  /** 'Person/x'. */
  readonly person: string;
  /** Those who sit there as this; absent: everybody who sits there for somebody else. */
  readonly proxy?: Proxy;
  /** One of them alone, by account or by name: by name also who is let in later. */
  readonly account?: string;
  readonly name?: string;
  /** What carries one of these labels (bits) is not seen. Without labels and classes nothing is, and the seat is nobody's meanwhile. */
  readonly labels?: number;
  /** What is of one of these classes (bits) is not seen. */
  readonly classes?: number;
  readonly begins: number;
  readonly ends?: number;
};

export async function bar(transaction: Transaction, wish: Bar): Promise<void> {
  const { id, person, proxy = null, account = null, name, classes = 0, begins, ends } = wish;
  const labels = wish.labels ?? (wish.classes === undefined ? null : 0);
  await transaction.run(sql`
    insert into auth_bar (id, person, proxy, account, name, labels, classes, begins, ends)
    values (${id}, ${person}, ${proxy}, ${account}, ${name?.trim().toLowerCase() ?? null}, ${labels}, ${classes},
      ${new Date(begins)},
      ${ends === undefined ? null : new Date(ends)})`);
}

/** From now on it bars nothing; one that has ended stays as it was. */
export async function endBar(transaction: Transaction, id: string, now: number): Promise<void> {
  const at = new Date(now);
  await transaction.run(sql`update auth_bar set ends = ${at} where id = ${id} and (ends is null or ends > ${at})`);
}

/** What a seat does not see although the person does. Asked with every request of who sits for somebody else: auth_bar_person. */
export async function narrowingOf(reader: Reader, seat: Seat, now: number): Promise<SeatNarrowing> {
  if (seat.person === undefined || seat.proxy === undefined) return WHOLE;
  const row = await reader.first<{ readonly kept: SeatNarrowing }>(sql`
    select ${keptBack(now)} as kept from auth_seat s where s.id = ${seat.id}`);
  return row?.kept ?? WHOLE;
}

/** The same of seat `s`, in a statement. One that is nobody's for a while is not among them. */
export function keptBack(now: number): Sql {
  const bits = (labels: Sql, classes: Sql) =>
    sql`'labels', coalesce(bit_or(b.labels) ${labels}, 0), 'classes', coalesce(bit_or(b.classes) ${classes}, 0)`;
  // Which condition the person keeps to themself is not told to whom they keep it from.
  const told = bits(
    sql`filter (where starts_with(b.id, ${AGE}))`,
    sql`filter (where starts_with(b.id, ${SCOPE}) or starts_with(b.id, ${AGE}))`,
  );
  return sql`(select json_build_object(${bits(sql.empty, sql.empty)}, 'told', json_build_object(${told}))
    from auth_bar b where b.labels is not null and ${barOn(now)})`;
}

/** Ends every bar of one seat that the person themself made. */
export async function endScope(transaction: Transaction, seat: string, now: number): Promise<void> {
  const at = new Date(now);
  await transaction.run(sql`
    update auth_bar set ends = ${at} where starts_with(id, ${scopeOf(seat)}) and (ends is null or ends > ${at})`);
}

/** How bars are called by which a person lets somebody see a part of their record, and by which the law lets a parent. */
const SCOPE = 'scope/';
const AGE = 'age/';

export function scopeOf(seat: string): string {
  return `${SCOPE}${seat}/`;
}

export function ageOf(seat: string, at: number): string {
  return `${AGE}${seat}/${at}`;
}
