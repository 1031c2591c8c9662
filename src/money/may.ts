import type { Access, Role } from '#agreement';
import type { AgreedPool } from './pool/agreed-pool.ts';

/** Roles that see the money of their organisation's pools. No figure of a pool is about a person. */
export const MONEY_ROLES: readonly Role[] = [
  'finance-lead',
  'commissioner',
  'programme-lead',
  'board-member',
  'signatory',
];

/** Who reads charges. A payment clerk checks them: sees what was done for each, where what was agreed shows it for payment, and no pool. */
export const CHARGE_READERS: readonly Role[] = [...MONEY_ROLES, 'payment-clerk'];

export function maySee({ role }: Access, { parties }: AgreedPool, organization: string): boolean {
  if (role === 'system') return true;
  return MONEY_ROLES.includes(role) && parties.some((party) => party.organization === organization);
}

/** Keeps the books: the finance lead of the partner that the agreement makes host of the pool. */
export function mayKeep({ role }: Access, { keeper }: AgreedPool, organization: string): boolean {
  return role === 'finance-lead' && keeper === organization;
}

/** Speaks for a partner's money: its finance lead. */
export function mayAct({ role }: Access, { parties }: AgreedPool, organization: string): boolean {
  return role === 'finance-lead' && parties.some((party) => party.organization === organization);
}
