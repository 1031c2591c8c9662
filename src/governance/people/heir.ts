import type { Role } from '#agreement';
import type { StaffSeat } from '#auth';
import type { Work } from './carried.ts';
import { namesOf } from '../succession/house.ts';
import { HANDERS } from './hander.ts';

/** Where the work of a role goes whose seat is over: to those who sit in it too, to who stands in for it, else to whoever names who follows. */
export type Heir = {
  readonly how: 'role' | 'deputy' | 'manager';
  readonly role: Role;
  readonly names: readonly string[];
  /** One of them, for what is owed by name. */
  readonly account: string;
};

type Of = { readonly organization: string; readonly role: Role };

/** `seats`: of those who are there at this moment. Undefined where nobody is. Pure. */
export function heirOfRole(work: Work, of: Of, seats: readonly StaffSeat[]): Heir | undefined {
  const sits = (role: Role, how: Heir['how']): Heir | undefined => {
    const all = seats.filter((one) => one.role === role);
    const [first] = all;
    return first && { how, role, names: all.map(({ name }) => name), account: first.account };
  };
  const deputies = deputiesOf(work, of).map((role) => sits(role, 'deputy'));
  return sits(of.role, 'role') ?? deputies.find((one) => one !== undefined) ?? managerHeir(seats);
}

/** Who names those who follow; where nobody does, whoever is there: nothing is left to nobody. */
export function managerHeir(seats: readonly StaffSeat[]): Heir | undefined {
  const role = HANDERS.find((one) => seats.some((seat) => seat.role === one)) ?? seats[0]?.role;
  const all = seats.filter((one) => one.role === role);
  const [first] = all;
  return role && first && { how: 'manager', role, names: all.map(({ name }) => name), account: first.account };
}

/** Who stands in for a role: as its organisation says, then as the agreements that set up bodies say. */
function deputiesOf({ book, rights, bodies }: Work, { organization, role }: Of): readonly Role[] {
  const houses = namesOf(book, organization);
  const own = rights
    .filter((one) => houses.includes(one.of) && one.role === role)
    .flatMap(({ deputy }) => (deputy ? [deputy.role] : []));
  const seats = bodies
    .flatMap(({ remits }) => remits)
    .flatMap(({ deputies }) => deputies)
    .filter((one) => houses.includes(one.of.organization) && one.of.role === role)
    .flatMap(({ deputy }) => (houses.includes(deputy.organization) ? [deputy.role] : []));
  return [...new Set([...own, ...seats])].filter((one) => one !== role);
}
