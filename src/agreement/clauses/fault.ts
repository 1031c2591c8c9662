import type { Refusal } from '#fhir';
import type { Clause } from './clause.ts';
import type { Parties } from './base.ts';

/** What is wrong with one clause, told by its name in the operative part; `at` is the member where it is, so that a form can say it there. */
export function fault(clause: Clause, code: string, what: string, at?: string): Refusal {
  const expression = `${placeOf(clause.id)}${at === undefined ? '' : `.${at}`}`;
  return { code, type: 'business-rule', text: `Part ${clause.id} (${clause.clause}) ${what}.`, expression };
}

/** The place of a clause in an instrument. */
export function placeOf(id: string): string {
  return `Instrument.clauses.where(id='${id}')`;
}

/** Refuses lists that are there and say nothing: an empty one looks as if it did something. */
export function empty(
  clause: Clause,
  lists: Readonly<Record<string, Parties | readonly unknown[] | undefined>>,
): readonly Refusal[] {
  return Object.entries(lists)
    .filter(([, list]) => list !== undefined && list.length === 0)
    .map(([name]) => fault(clause, 'agreement.empty', `names nothing under '${name}'`, name));
}

/** The fault where a condition does not hold; nothing where it does. */
export function unless(holds: boolean, found: () => Refusal): readonly Refusal[] {
  return holds ? [] : [found()];
}

/** What is there twice. */
export function repeated(ids: readonly string[]): readonly string[] {
  return [...new Set(ids.filter((id, index) => ids.indexOf(id) !== index))];
}
