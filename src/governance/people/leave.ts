import type { Access } from '#agreement';
import { dayIn, endOfDay, isDay } from '#base';
import type { StaffSeat } from '#auth';
import { accepted, type Outcome, refuse } from '#fhir';
import type { Services, Staff } from '#joint';
import type { Transaction } from '#store';
import type { Acting } from '../acts.ts';
import type { Partner } from '../book.ts';
import { partnerOf } from '../decision/who.ts';
import type { LeaveWish, LeavingLine } from './contract.ts';
import { HANDERS } from './hander.ts';
import { linesOf, type Whose } from './lines.ts';
import { keepLeaving, type Plan, type Step } from './people.queries.ts';
import { whoseWork } from './work.ts';

export type Leaving = Acting & Partial<Pick<Services, 'staff' | 'repository' | 'accessOf' | 'log'>>;

/** The organisation of a manager, and its staff. */
export function handing(
  leaving: Leaving,
  access: Access,
): Outcome<{ readonly partner: Partner; readonly staff: Staff }> {
  const partner = partnerOf(leaving.current.book(), access);
  return partner && leaving.staff && HANDERS.includes(access.role)
    ? accepted({ partner, staff: leaving.staff })
    : refuse(
        'forbidden',
        'governance.leaving-whose',
        'Who follows whom is said by the practice manager or the information governance lead of the organisation.',
      );
}

/**
 * Somebody leaves: their seats end, whoever follows has theirs from the same moment, and what they held goes into the named hands. All of the
 * first is one transaction; the rest is done step by step at the end, each step once (run.ts), and an obligation stays open until the last.
 */
export async function leave(
  leaving: Leaving,
  access: Access,
  wish: LeaveWish,
): Promise<Outcome<{ readonly id: string }>> {
  const allowed = handing(leaving, access);
  if (!allowed.ok) return allowed;
  const { partner, staff } = allowed.value;
  const { organization } = partner;
  const ends = endOf(leaving, wish.ends);
  if (!ends.ok) return ends;
  return leaving.store.write(async (transaction) => {
    await staff.lock(transaction, organization);
    const seats = await staff.of(organization, transaction);
    const mine = seats.filter(({ account }) => account === wish.account);
    if (mine.length === 0) return noLeaver();
    const whose = await whoseWork(leaving, { organization, account: wish.account, seats });
    const lines = linesOf(whose, wish.account, ends.value);
    const followed = follow(lines, seats, { ...wish, until: ends.value, mine });
    if (!followed.ok) return followed;
    const done = await staff.leave(transaction, {
      organization,
      organizationName: partner.name,
      by: access.principal.replace(/^account\//, ''),
      seats: mine.map(({ id }) => id),
      ends: ends.value,
      gives: givesOf(followed.value, mine, ends.value),
    });
    if (!done.ok) return done;
    const plan = planOf(whose, mine, followed.value, wish.notes);
    const at = new Date(leaving.now());
    const kept = { organization, account: wish.account, ends: new Date(ends.value), plan };
    const id = await keepLeaving(transaction, { access, at }, kept);
    // Somebody has said who follows: that was all that was asked before the day.
    for (const { id: seat } of mine) await leaving.obligations?.fact(transaction, access, seatEnds(seat));
    await owe(leaving, transaction, access, { id, organization, ends: ends.value });
    return accepted({ id });
  });
}

/** What is reported of a seat once it is said who follows, or its day has passed. */
export function seatEnds(seat: string): string {
  return `seat-ends:${seat}`;
}

function endOf({ now, zone }: Leaving, text: string | undefined): Outcome<number> {
  if (text === undefined || text === '') return accepted(now());
  const last = isDay(text) ? endOfDay(zone, text) : Number.NaN;
  return last > now()
    ? accepted(last)
    : refuse('value', 'governance.leaving-day', 'Name a last day that is not over, or none: then it is now.');
}

type Followed = readonly { readonly line: LeavingLine; readonly to?: StaffSeat }[];

/** Who follows in each line; the first that nobody follows in is refused by name. */
function follow(
  lines: readonly LeavingLine[],
  seats: readonly StaffSeat[],
  wish: LeaveWish & { readonly until: number; readonly mine: readonly StaffSeat[] },
): Outcome<Followed> {
  // A seat that has not begun is followed in from then: whoever follows has to be there on that day too.
  const from = ({ key }: LeavingLine) =>
    Math.max(wish.until, wish.mine.find(({ role }) => key === `role|${role}`)?.begins ?? 0);
  const stays = (account: string, moment: number) =>
    seats.find(
      (one) => one.account === account && account !== wish.account && (one.ends === undefined || one.ends > moment),
    );
  const followed = lines.map((line) => {
    const named = wish.lines[line.key] || (line.needs ? wish.all : '');
    const to = named === '' ? undefined : stays(named, from(line));
    return { line, ...(to ? { to } : {}), unknown: named !== '' && !to };
  });
  const unknown = followed.find((one) => one.unknown);
  const open = followed.find(({ line, to }) => line.needs && !to);
  if (unknown) {
    const text = `${unknown.line.words}: whoever is named does not work here, or goes no later. Choose somebody of the list.`;
    return refuse('value', 'governance.leaving-successor', text);
  }
  return open
    ? refuse(
        'business-rule',
        'governance.leaving-line',
        `${open.line.words}: nobody follows, so it cannot end. Name who does beside it, or one for everything.`,
      )
    : accepted(followed);
}

/** A seat in the role for whoever follows in it, from the moment it is free. */
function givesOf(followed: Followed, mine: readonly StaffSeat[], ends: number) {
  return followed.flatMap(({ line, to }) => {
    const seat = mine.find(({ role }) => line.key === `role|${role}`);
    return seat && to ? [{ account: to.account, role: seat.role, from: Math.max(ends, seat.begins ?? 0) }] : [];
  });
}

function planOf({ work, due, staff }: Whose, mine: readonly StaffSeat[], followed: Followed, notes: string): Plan {
  const role = (key: string) => followed.find(({ line }) => line.key === key)?.to;
  const steps = followed.flatMap(({ line, to }): readonly Step[] => {
    const id = line.key.startsWith('due|') ? line.key.slice(4) : undefined;
    if (!to) return [];
    // Into their own role where they do not sit, and will not, in the one that owes it.
    const sits = staff.some((seat) => seat.account === to.account && seat.role === line.role);
    const same = sits || role(`role|${line.role ?? ''}`)?.account === to.account;
    if (id !== undefined) return [{ do: 'due', id, account: to.account, role: (same && line.role) || to.role }];
    return line.key === 'tasks' ? [{ do: 'tasks', account: to.account }] : [];
  });
  const items = followed.flatMap(({ line, to }): Plan['items'] => {
    const successor = to ? { successor: to.name, account: to.account } : {};
    if (line.role === undefined) return [{ words: line.words, minutes: 2, ...successor }];
    // What is held by name stands below its role already, unless it goes another way.
    if (line.key.startsWith('due|')) {
      const one = due.find(({ id }) => line.key === `due|${id}`);
      const on = one?.due ? { next: dayIn(work.book.zone, one.due.getTime() - 1) } : {};
      return to && role(`role|${line.role}`)?.account !== to.account
        ? [{ words: line.words, ...on, minutes: 1, ...successor }]
        : [];
    }
    const stays = line.stays.length > 0 ? { successor: line.stays.join(', ') } : {};
    return line.carries.map((one) => ({ ...one, ...stays, ...successor }));
  });
  return {
    name: mine[0]?.name ?? '',
    roles: mine.map((one) => one.role),
    notes: notes.trim().slice(0, 4_000),
    steps: [{ do: 'logins', seats: mine.map(({ id }) => id) }, ...steps],
    items: [...new Map(items.map((one) => [`${one.words} ${one.account ?? ''}`, one])).values()],
  };
}

async function owe(
  { obligations, zone }: Leaving,
  transaction: Transaction,
  access: Access,
  { id, organization, ends }: { readonly id: string; readonly organization: string; readonly ends: number },
): Promise<void> {
  const opened = await obligations?.open(transaction, access, {
    kind: 'handing-over',
    key: `leaving#${id}`,
    title: 'Hand over what somebody who leaves has in hand',
    owner: { organization, role: access.role },
    because: 'Nothing is left with nobody: it is open until the last step of the handing over is done.',
    page: `/leaving/${id}`,
    due: { on: dayIn(zone, ends - 1) },
    closedBy: { fact: `leaving:${id}` },
    attested: false,
  });
  if (opened && !opened.ok) throw new Error(`a handing over could not be asked for: ${opened.refusals[0].code}`);
}

export function noLeaver(): Outcome<never> {
  return refuse('not-found', 'governance.no-leaver', 'Nobody of that name sits in your organisation.');
}
