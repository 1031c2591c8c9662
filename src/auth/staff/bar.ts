import { type Reader, sql, type Transaction } from '#store';
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
  /** What carries one of these labels (bits) is not seen; absent: nothing is, and the seat is nobody's meanwhile. */
  readonly labels?: number;
  readonly begins: number;
  readonly ends?: number;
};

export async function bar(transaction: Transaction, wish: Bar): Promise<void> {
  const { id, person, proxy = null, account = null, name, labels = null, begins, ends } = wish;
  await transaction.run(sql`
    insert into auth_bar (id, person, proxy, account, name, labels, begins, ends)
    values (${id}, ${person}, ${proxy}, ${account}, ${name?.trim().toLowerCase() ?? null}, ${labels}, ${new Date(begins)},
      ${ends === undefined ? null : new Date(ends)})`);
}

/** From now on it bars nothing; one that has ended stays as it was. */
export async function endBar(transaction: Transaction, id: string, now: number): Promise<void> {
  const at = new Date(now);
  await transaction.run(sql`update auth_bar set ends = ${at} where id = ${id} and (ends is null or ends > ${at})`);
}

/** Labels that a seat does not see although the person does. Asked with every request of who sits for somebody else: auth_bar_person. */
export async function labelsBarred(reader: Reader, seat: Seat, now: number): Promise<number> {
  if (seat.person === undefined || seat.proxy === undefined) return 0;
  const row = await reader.first<{ readonly labels: number }>(sql`
    select coalesce(bit_or(b.labels), 0) as labels from auth_bar b, auth_seat s
    where s.id = ${seat.id} and b.labels is not null and ${barOn(now)}`);
  return row?.labels ?? 0;
}
