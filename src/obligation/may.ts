import type { Access, Role } from '#agreement';
import { type Sql, sql } from '#store';
import type { Row } from './row.ts';
import type { ObligationView } from './view.ts';

/** Who looks: an Access, or a calendar program with the address of one seat. */
export type Seer = Pick<Access, 'principal' | 'role' | 'organization' | 'viewer'>;

/** Roles that put another's work into other hands: somebody leaves, somebody is away. */
const ORGANISERS: readonly Role[] = ['programme-lead', 'practice-manager', 'ig-lead'];

/**
 * What a seer may see, as a condition on table `o`. What concerns a person is for the roles that owe it, are owed it or were told,
 * for its holder, and for information governance of those organisations and of the host.
 */
export function seenBy(seer: Seer, overseers: readonly number[]): Sql {
  const { role, organization } = seer;
  if (role === 'system') return sql`(o.owner = ${organization} or o.owed = ${organization})`;
  if (role === 'person') return sql`o.owed_person = ${seer.viewer}`;
  const oversees = role === 'ig-lead' && overseers.includes(organization);
  return sql`(not (${accountOf(seer)} = any(o.hidden_from)) and (
    (o.concerns is null and (o.owner = ${organization} or o.owed = ${organization}))
    or (o.owner = ${organization} and (o.owner_role = ${role} or o.holder = ${accountOf(seer)}))
    or (o.owed = ${organization} and o.owed_role = ${role})
    or (${role === 'ig-lead'} and o.concerns is not null and (${oversees} or o.owner = ${organization} or o.owed = ${organization}))
    or ${`${organization}/${role}`} = any(o.told)))`;
}

/** Promises between organisations are read by the staff of all of them: that is what makes them promises. */
export function promisedTo({ role }: Seer): Sql {
  return role === 'system' || role === 'person' ? sql`false` : sql`(o.kind = 'promise' and o.concerns is null)`;
}

export function accountOf({ principal }: Pick<Seer, 'principal'>): string {
  return principal.startsWith('account/') ? principal.slice('account/'.length) : '';
}

/** Whether a seer stands on the side that owes. */
export function owes(seer: Seer, { owner, owner_role: role, holder }: Row): boolean {
  if (seer.organization !== owner || seer.role === 'person') return false;
  return seer.role === 'system' || seer.role === role || (holder !== null && holder === accountOf(seer));
}

/** Whether it is owed to this seer. */
export function isOwed(seer: Seer, { owed, owed_role: role, owed_person: person }: Row): boolean {
  if (seer.role === 'person') return person === seer.viewer;
  return owed === seer.organization && (role === null || seer.role === 'system' || seer.role === role);
}

/** Stopping the clock, another date and letting go are for whom it is owed to; a promise to nobody is its owner's own. */
export function mayOf(seer: Seer, row: Row): ObligationView['may'] {
  const open = row.closed === null;
  const mine = owes(seer, row);
  const creditor = isOwed(seer, row) || (mine && row.owed === null && row.owed_person === null);
  const paused = row.state === 'paused';
  const organises = seer.organization === row.owner && ORGANISERS.includes(seer.role);
  return {
    answer: open && mine,
    close: open && mine && row.attested,
    pause: open && creditor && !paused,
    resume: paused && (mine || creditor),
    extend: open && creditor,
    withdraw: open && creditor,
    handOver: open && (mine || organises),
    askAgain: open && row.answered && isOwed(seer, row),
  };
}
