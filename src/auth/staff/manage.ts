import type { Role } from '#agreement';
import { accepted, type Outcome, refuse } from '#fhir';
import { type Reader, sql, type Store, type Transaction } from '#store';
import { note } from '../happening.ts';
import { keepLink } from '../link.ts';
import { held, type Proxy, SEAT_COLUMNS, type Seat, type SeatRow, seatOf } from '../seat.ts';

/** Who gives and ends the seats of their own organisation. */
export const MANAGERS: readonly Role[] = ['practice-manager', 'ig-lead'];

/** How long an invitation can be taken up. */
export const INVITATION_DAYS = 7;
const LISTED_MAX = 500;
const NAME_MAX = 120;

export type ManageParts = {
  readonly store: Store;
  readonly now: () => number;
  readonly newId: () => string;
  readonly newSecret: () => string;
  /** Told in the same transaction that who sits in a role is another now: what they held goes to whoever sits there. */
  readonly roleChanged?: (transaction: Transaction, organization: string, role: Role) => Promise<unknown>;
};

/** A seat of an organisation as its manager sees it. */
export type Held = Seat & {
  readonly begins?: number;
  readonly state: 'to-come' | 'held' | 'ended';
  /** Whether its holder has a way to prove who they are. */
  readonly enrolled: boolean;
};

type HeldRow = SeatRow & { readonly state: Held['state']; readonly enrolled: boolean };

/** Everybody who holds, will hold or held a seat of an organisation; those of today first. */
export async function seatsIn(reader: Reader, organization: string, now: number): Promise<readonly Held[]> {
  const at = new Date(now);
  const rows = await reader.all<HeldRow>(sql`
    select ${SEAT_COLUMNS}, s.begins,
      case when s.ends <= ${at} then 'ended' when s.begins > ${at} then 'to-come' else 'held' end as state,
      exists (select from auth_passkey p where p.account = s.account)
        or exists (select from auth_code_app c where c.account = s.account and c.confirmed is not null) as enrolled
    from auth_seat s join auth_account a on a.id = s.account
    where s.organization = ${organization} and s.person is null
    order by s.ends is not null and s.ends <= ${at}, a.name, s.role limit ${LISTED_MAX}`);
  return rows.map((row) => ({
    ...seatOf(row),
    ...(row.begins ? { begins: row.begins.getTime() } : {}),
    state: row.state,
    enrolled: row.enrolled,
  }));
}

export type Invitation = {
  readonly name: string;
  readonly role: Role;
  readonly begins?: number;
  readonly ends?: number;
  /** Of an account that is there already: another seat for the same person. */
  readonly account?: string;
};

/** What the manager hands over: opens once, within a week. Its text is kept nowhere. */
export type Invited = { readonly seat: string; readonly account: string; readonly link: string };

/** Gives somebody a seat in the manager's own organisation. A seat that had ended begins anew, as the same seat. */
export async function invite(parts: ManageParts, by: Seat, wish: Invitation): Promise<Outcome<Invited>> {
  if (!MANAGERS.includes(by.role)) return notManaging();
  const { organization, organizationName } = by;
  return give(parts, { ...wish, organization, organizationName, by: by.account });
}

export type Giving = Invitation & {
  readonly organization: string;
  readonly organizationName: string;
  readonly by: string;
  readonly person?: string;
  readonly proxy?: Proxy;
};

/** Gives a seat, whoever decided it: a manager, the person whose record it is, or the operator of the installation. */
export async function give(
  parts: ManageParts,
  wish: Giving,
  also?: (transaction: Transaction, given: Omit<Invited, 'link'>) => Promise<void>,
): Promise<Outcome<Invited>> {
  const { store, now, newId, newSecret, roleChanged } = parts;
  const name = wish.name.trim();
  if (name === '' || name.length > NAME_MAX) {
    return refuse('value', 'auth.name', `Write the name of whoever is invited, in at most ${NAME_MAX} characters.`);
  }
  if (wish.ends !== undefined && wish.ends <= Math.max(now(), wish.begins ?? 0)) {
    return refuse('value', 'auth.ends', 'A seat ends after it begins, and not in the past. Choose a later last day.');
  }
  return store.write(async (transaction) => {
    const account = wish.account ?? `account-${newId()}`;
    const known = await keepNamed(transaction, account, { name, mustExist: wish.account !== undefined }, now());
    if (!known) return refuse('not-found', 'auth.account', 'Nobody has this account.');
    const seat = await keepSeat(transaction, { ...wish, id: `seat-${newId()}`, account });
    if (wish.person === undefined) await roleChanged?.(transaction, wish.organization, wish.role);
    await also?.(transaction, { seat, account });
    const link = newSecret();
    await keepLink(transaction, { link, seat, reusable: false, days: INVITATION_DAYS }, now());
    await note(
      transaction,
      { account, by: wish.by, kind: 'invited', about: `${wish.role} ${wish.organization}` },
      now(),
    );
    return accepted({ seat, account, link });
  });
}

async function keepNamed(
  transaction: Transaction,
  account: string,
  { name, mustExist }: { readonly name: string; readonly mustExist: boolean },
  now: number,
): Promise<boolean> {
  if (mustExist) return (await transaction.first(sql`select from auth_account where id = ${account}`)) !== undefined;
  await transaction.run(sql`insert into auth_account (id, name, at) values (${account}, ${name}, ${new Date(now)})`);
  return true;
}

async function keepSeat(
  transaction: Transaction,
  seat: Giving & { readonly id: string; readonly account: string },
): Promise<string> {
  const [begins, ends] = [seat.begins, seat.ends].map((at) => (at === undefined ? null : new Date(at)));
  const row = await transaction.first<{ readonly id: string }>(sql`
    insert into auth_seat (id, account, role, organization, organization_name, person, proxy, begins, ends)
    values (${seat.id}, ${seat.account}, ${seat.role}, ${seat.organization}, ${seat.organizationName},
      ${seat.person ?? null}, ${seat.proxy ?? null}, ${begins}, ${ends})
    on conflict (account, role, organization, person) do update
      set begins = excluded.begins, ends = excluded.ends, proxy = excluded.proxy, closed = null
    returning id`);
  return row?.id ?? seat.id;
}

/** A mover keeps the account and all proofs: the old seat ends when the new one begins. */
export async function move(
  parts: ManageParts,
  by: Seat,
  wish: { readonly seat: string; readonly role: Role; readonly begins: number },
): Promise<Outcome<Invited>> {
  const found = (await seatsIn(parts.store, by.organization, parts.now())).find(({ id }) => id === wish.seat);
  if (!found) return noSuchSeat();
  const given = await invite(parts, by, {
    name: found.name,
    role: wish.role,
    begins: wish.begins,
    account: found.account,
  });
  if (!given.ok) return given;
  const ended = await endSeat(parts, by, { seat: wish.seat, ends: wish.begins });
  return ended.ok ? given : ended;
}

/** Ends a seat: from that instant its sessions, tokens and links open nothing, since each is looked at with every request. */
export async function endSeat(
  { store, now, roleChanged }: ManageParts,
  by: Seat,
  wish: { readonly seat: string; readonly ends: number },
): Promise<Outcome<true>> {
  if (!MANAGERS.includes(by.role)) return notManaging();
  const at = new Date(Math.max(wish.ends, now()));
  return store.write(async (transaction) => {
    // Two managers who end each other at once leave one.
    const managers = await transaction.all<{ readonly id: string }>(sql`select s.id from auth_seat s
      where s.organization = ${by.organization} and s.role = any(${MANAGERS}) and ${held(now())}
        and (s.ends is null or s.ends > ${at}) for update`);
    const seat = await transaction.first<{
      readonly account: string;
      readonly role: Role;
    }>(sql`select account, role from auth_seat
      where id = ${wish.seat} and organization = ${by.organization} and person is null
        and (ends is null or ends > ${new Date(now())})`);
    if (!seat) return noSuchSeat();
    if (managers.length === 1 && managers[0]?.id === wish.seat) {
      return refuse(
        'business-rule',
        'auth.last-manager',
        'Nobody else manages the seats here. Give somebody a seat that does, first.',
      );
    }
    await transaction.run(sql`update auth_seat set ends = ${at} where id = ${wish.seat}`);
    await roleChanged?.(transaction, by.organization, seat.role);
    await note(
      transaction,
      { account: seat.account, by: by.account, kind: 'seat-ended', about: at.toISOString() },
      now(),
    );
    return accepted(true);
  });
}

/** For somebody who lost every way to prove who they are: those are removed, and a new invitation leads to new ones. */
export async function inviteAgain(parts: ManageParts, by: Seat, seat: string): Promise<Outcome<Invited>> {
  if (!MANAGERS.includes(by.role)) return notManaging();
  const { store, now, newSecret } = parts;
  return store.write(async (transaction) => {
    const found = await transaction.first<{ readonly account: string }>(sql`select s.account from auth_seat s
      where s.id = ${seat} and s.organization = ${by.organization} and s.person is null and ${held(now())}`);
    if (!found || found.account === by.account) return noSuchSeat();
    const { account } = found;
    // Whoever is also somewhere else is not reset from here: that would open the other organisation's seat.
    const elsewhere = await transaction.first(sql`select from auth_seat s where s.account = ${account}
      and s.organization <> ${by.organization} and ${held(now())}`);
    if (elsewhere) {
      return refuse(
        'business-rule',
        'auth.seat-elsewhere',
        'They hold a seat in another organisation too. Invite them anew under another account, or let both agree.',
      );
    }
    for (const table of ['auth_passkey', 'auth_code_app', 'auth_recovery']) {
      await transaction.run(sql`delete from ${sql.raw(table)} where account = ${account}`);
    }
    await transaction.run(
      sql`delete from auth_session t using auth_seat s where s.id = t.seat and s.account = ${account}`,
    );
    const link = newSecret();
    await keepLink(transaction, { link, seat, reusable: false, days: INVITATION_DAYS }, now());
    await note(transaction, { account, by: by.account, kind: 'invited', about: 'anew' }, now());
    return accepted({ seat, account, link });
  });
}

function notManaging(): Outcome<never> {
  return refuse(
    'forbidden',
    'auth.not-manager',
    'Seats are given and ended by the practice manager or the information governance lead of the organisation.',
  );
}

function noSuchSeat(): Outcome<never> {
  return refuse('not-found', 'auth.no-such-seat', 'There is no such seat in your organisation, or it has ended.');
}
