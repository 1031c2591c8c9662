import type { Refusal } from '#fhir';
import type { Clause } from './clause.ts';
import type { Parties } from './base.ts';

/** What is wrong with one clause, told by its name in the operative part. */
export function fault(clause: Clause, code: string, what: string): Refusal {
  return { code, type: 'business-rule', text: `Part ${clause.id} (${clause.clause}) ${what}.` };
}

/** Refuses lists that are there and say nothing: an empty one looks as if it did something. */
export function empty(
  clause: Clause,
  lists: Readonly<Record<string, Parties | readonly unknown[] | undefined>>,
): readonly Refusal[] {
  return Object.entries(lists)
    .filter(([, list]) => list !== undefined && list.length === 0)
    .map(([name]) => fault(clause, 'agreement.empty', `names nothing under '${name}'`));
}

/** The fault where a condition does not hold; nothing where it does. */
export function unless(holds: boolean, found: () => Refusal): readonly Refusal[] {
  return holds ? [] : [found()];
}

/** What is there twice. */
export function repeated(ids: readonly string[]): readonly string[] {
  return [...new Set(ids.filter((id, index) => ids.indexOf(id) !== index))];
}
