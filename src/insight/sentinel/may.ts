import { type Access, exactMinor } from '#agreement';
import { accepted, type Outcome, refuse } from '#fhir';
import type { Partner } from '../scope.ts';

const PLANNERS: readonly Access['role'][] = ['programme-lead', 'commissioner', 'practice-manager'];

/** Who declares changes, ends them, and answers what was found odd. */
export function mayDeclare({ role }: Access): boolean {
  return PLANNERS.includes(role);
}

/** Who says what follows of a signal: who plans at the organisation whose change it is, and the role that owns the change. */
export function mayReview(access: Access, { role }: { readonly role: Access['role'] }): boolean {
  return mayDeclare(access) || access.role === role;
}

export function isStaff({ role }: Access): boolean {
  return role !== 'person';
}

export function ownOf(partners: readonly Partner[], { organization }: Access): Partner | undefined {
  return partners.find(({ key }) => key === organization);
}

/** '250' or '250.50' of the currency; nothing said is no price. */
export function costIn(
  text: string,
  currency: string,
): Outcome<{ readonly minor: number; readonly currency: string } | undefined> {
  if (text.trim() === '') return accepted(undefined);
  const minor = exactMinor(text, currency);
  if (minor === undefined || minor > 100_000_000n) {
    const why = `'${text.slice(0, 40)}' is no amount of ${currency} that one contact costs. Write it as 250 or 250.50.`;
    return refuse('value', 'insight.cost', why);
  }
  return accepted({ minor: Number(minor), currency });
}

export function staffOnly(): Outcome<never> {
  const text =
    'Declared changes and what is seen of them are for staff of the partnership. You can report something odd on your own page.';
  return refuse('forbidden', 'insight.staff-only', text);
}
