import {
  classesBut,
  type DataClass,
  type Label,
  labelBits,
  LET_HIDE,
  LET_SEE,
  type Narrowing,
  type SeatNarrowing,
} from '#agreement';
import { accepted, type Outcome, refuse } from '#fhir';
import { type Reader, sql, type Transaction } from '#store';
import { note } from '../happening.ts';
import { given, type Proxy, SEAT_COLUMNS, type Seat, type SeatRow, seatOf } from '../seat.ts';
import { bar, endScope, keptBack, scopeOf } from './bar.ts';
import { give, type Invited, type ManageParts } from './manage.ts';

const DAY_MS = 86_400_000;
const CARER_DAYS_MAX = 366;

/** Who sits in the place of a person in their own record, and what of it they do not see. */
export async function proxiesOf(
  reader: Reader,
  person: string,
  now: number,
): Promise<readonly (Seat & { readonly kept: SeatNarrowing })[]> {
  const rows = await reader.all<SeatRow & { readonly kept: SeatNarrowing }>(sql`
    select ${SEAT_COLUMNS}, ${keptBack(now)} as kept from auth_seat s join auth_account a on a.id = s.account
    where s.person = ${person} and s.proxy is not null and ${given(now)} order by a.name limit 50`);
  return rows.map((row) => ({ ...seatOf(row), kept: row.kept }));
}

export type Sitting = {
  readonly seat: string;
  readonly account: string;
  readonly name: string;
  readonly as: Proxy;
  /** The instants between which the seat is theirs; absent: always. */
  readonly begins?: number;
  readonly ends?: number;
  /** What they do not see just now although the person does. */
  readonly kept: SeatNarrowing;
};

/** The same for whoever works out who decides for the person: also where the seat opens nothing just now. */
export async function sittingFor(reader: Reader, person: string, now: number): Promise<readonly Sitting[]> {
  const rows = await reader.all<SeatRow & { readonly kept: SeatNarrowing }>(sql`
    select ${SEAT_COLUMNS}, s.begins, ${keptBack(now)} as kept from auth_seat s join auth_account a on a.id = s.account
    where s.person = ${person} and s.proxy is not null and ${given(now)} order by a.name, s.id limit 50`);
  return rows.map(({ id, account, name, proxy, begins, ends, kept }) => ({
    seat: id,
    account,
    kept,
    name,
    as: proxy ?? 'carer',
    ...(begins ? { begins: begins.getTime() } : {}),
    ...(ends ? { ends: ends.getTime() } : {}),
  }));
}

/**
 * Lets somebody see a person's own record in their place, for at most a year at a time. Only the person does, in their own seat:
 * a proxy never makes further ones. They see the whole of it, or what the person chooses.
 */
export async function letIn(
  parts: ManageParts,
  by: Seat,
  wish: { readonly name: string; readonly days: number } & Sees,
): Promise<Outcome<Invited>> {
  if (by.person === undefined || by.proxy !== undefined) return onlyThePerson();
  if (!Number.isInteger(wish.days) || wish.days < 1 || wish.days > CARER_DAYS_MAX) {
    return refuse('value', 'auth.carer-days', 'Choose from one day up to a year. It can be renewed.');
  }
  const kept = keptFrom(wish);
  if (!kept.ok) return kept;
  const { organization, organizationName, person } = by;
  const ends = parts.now() + wish.days * DAY_MS;
  const wanted = { name: wish.name, role: 'person', organization, organizationName, person, proxy: 'carer' } as const;
  return give(parts, { ...wanted, ends, by: by.account }, (transaction, { seat, account }) =>
    keepScope(parts, transaction, { seat, account, person, kept: kept.value }),
  );
}

/** The person lets somebody whom they let in see more or less, from now on. Who sees by law sees what the law says. */
export async function rescope(
  parts: ManageParts,
  by: Seat,
  wish: { readonly seat: string } & Sees,
): Promise<Outcome<true>> {
  const { person } = by;
  if (person === undefined || by.proxy !== undefined) return onlyThePerson();
  const kept = keptFrom(wish);
  if (!kept.ok) return kept;
  return parts.store.write(async (transaction) => {
    const now = parts.now();
    const found = await transaction.first<{ readonly account: string }>(sql`
      select s.account from auth_seat s
      where s.id = ${wish.seat} and s.person = ${person} and s.proxy = 'carer' and ${given(now)} for update`);
    if (!found) return refuse('not-found', 'auth.no-such-proxy', 'This seat has ended already, or is held by law.');
    const { account } = found;
    await keepScope(parts, transaction, { seat: wish.seat, account, person, kept: kept.value });
    await note(transaction, { account, by: by.account, kind: 'seat-scoped' }, now);
    return accepted(true);
  });
}

/** The kinds of data that they see (absent: all), and what they see of none of them. */
type Sees = { readonly sees?: readonly DataClass[]; readonly hides?: readonly Label[] };

function keptFrom({ sees, hides = [] }: Sees): Outcome<Narrowing> {
  const labels = labelBits(...hides.filter((one) => LET_HIDE.includes(one)));
  if (sees === undefined) return accepted({ labels, classes: 0 });
  return sees.some((one) => LET_SEE.includes(one))
    ? accepted({ labels, classes: classesBut(sees) })
    : refuse(
        'required',
        'auth.carer-sees',
        'Choose at least one kind of data that they see, or do not let them in.',
        'sees',
      );
}

type Scope = {
  readonly seat: string;
  readonly account: string;
  readonly person: string;
  readonly kept: Narrowing;
};

async function keepScope(
  { now, newId }: ManageParts,
  transaction: Transaction,
  { seat, account, person, kept }: Scope,
): Promise<void> {
  await endScope(transaction, seat, now());
  if (kept.labels === 0 && kept.classes === 0) return;
  const id = `${scopeOf(seat)}${newId()}`;
  await bar(transaction, { id, person, proxy: 'carer', account, ...kept, begins: now() });
}

/** The person ends it, for any reason or none, at once. */
export async function letOut({ store, now }: ManageParts, by: Seat, seat: string): Promise<Outcome<true>> {
  if (by.person === undefined || by.proxy !== undefined) return onlyThePerson();
  return store.write(async (transaction) => {
    const ended = await transaction.first<{
      readonly account: string;
    }>(sql`update auth_seat set ends = ${new Date(now())}
      where id = ${seat} and person = ${by.person} and proxy is not null returning account`);
    if (!ended) return refuse('not-found', 'auth.no-such-proxy', 'This seat has ended already.');
    await note(transaction, { account: ended.account, by: by.account, kind: 'seat-ended' }, now());
    return accepted(true);
  });
}

function onlyThePerson(): Outcome<never> {
  return refuse(
    'forbidden',
    'auth.only-the-person',
    'Only the person, in their own seat, decides who else sees their record.',
  );
}
