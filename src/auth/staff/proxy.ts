import { accepted, type Outcome, refuse } from '#fhir';
import { type Reader, sql } from '#store';
import { note } from '../happening.ts';
import { given, type Proxy, SEAT_COLUMNS, type Seat, type SeatRow, seatOf } from '../seat.ts';
import { give, type Invited, type ManageParts } from './manage.ts';

const DAY_MS = 86_400_000;
const CARER_DAYS_MAX = 366;

/** Who sits, or sat, in the place of a person in their own record. */
export async function proxiesOf(reader: Reader, person: string, now: number): Promise<readonly Seat[]> {
  const rows = await reader.all<SeatRow>(sql`
    select ${SEAT_COLUMNS} from auth_seat s join auth_account a on a.id = s.account
    where s.person = ${person} and s.proxy is not null and ${given(now)} order by a.name limit 50`);
  return rows.map(seatOf);
}

export type Sitting = {
  readonly account: string;
  readonly name: string;
  readonly as: Proxy;
  /** The instants between which the seat is theirs; absent: always. */
  readonly begins?: number;
  readonly ends?: number;
};

/** The same for whoever works out who decides for the person: also where the seat opens nothing just now. */
export async function sittingFor(reader: Reader, person: string, now: number): Promise<readonly Sitting[]> {
  const rows = await reader.all<SeatRow>(sql`
    select ${SEAT_COLUMNS}, s.begins from auth_seat s join auth_account a on a.id = s.account
    where s.person = ${person} and s.proxy is not null and ${given(now)} order by a.name, s.id limit 50`);
  return rows.map(({ account, name, proxy, begins, ends }) => ({
    account,
    name,
    as: proxy ?? 'carer',
    ...(begins ? { begins: begins.getTime() } : {}),
    ...(ends ? { ends: ends.getTime() } : {}),
  }));
}

/**
 * Lets somebody see a person's own record in their place, for at most a year at a time. Only the person does, in their own seat:
 * a proxy never makes further ones.
 */
export async function letIn(
  parts: ManageParts,
  by: Seat,
  wish: { readonly name: string; readonly days: number },
): Promise<Outcome<Invited>> {
  if (by.person === undefined || by.proxy !== undefined) return onlyThePerson();
  if (!Number.isInteger(wish.days) || wish.days < 1 || wish.days > CARER_DAYS_MAX) {
    return refuse('value', 'auth.carer-days', 'Choose from one day up to a year. It can be renewed.');
  }
  const { organization, organizationName, person } = by;
  const ends = parts.now() + wish.days * DAY_MS;
  return give(parts, {
    name: wish.name,
    role: 'person',
    organization,
    organizationName,
    person,
    proxy: 'carer',
    ends,
    by: by.account,
  });
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
