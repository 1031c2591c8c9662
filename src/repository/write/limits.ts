import { accepted, type Outcome, refuse, type Scan } from '#fhir';
import { isConditional, isQuestion } from './conditions.ts';
import type { Item } from './item.ts';

/** Each is a search of its own while others wait for its locks: about a millisecond. */
export const CONDITIONS_MAX = 1_000;
/** Each is a lock, a row and two tokens. */
const IDENTIFIERS_MAX = 1_000;

/** How many searches have to be run before an item can be written; the same question is asked once. */
export function conditionsOf(items: readonly Item[]): number {
  const questions = new Set(
    items.flatMap((item) =>
      'prepared' in item ? item.prepared.scan.references.filter(isQuestion).map(({ reference }) => reference) : [],
    ),
  );
  return questions.size + items.filter(isConditional).length;
}

export function withinConditions(count: number): Outcome<true> {
  if (count <= CONDITIONS_MAX) return accepted(true);
  const text = `This asks ${count} conditions before it can write; at most ${CONDITIONS_MAX} are asked at once. Send it in parts.`;
  return refuse('too-costly', 'repository.too-many-conditions', text, 'Bundle.entry');
}

export function withinIdentifiers(type: string, { value }: Scan): Outcome<true> {
  const { identifier } = value;
  if (!Array.isArray(identifier) || identifier.length <= IDENTIFIERS_MAX) return accepted(true);
  const text = `${type}.identifier has ${identifier.length} entries; at most ${IDENTIFIERS_MAX} are kept.`;
  return refuse('too-costly', 'repository.too-many-identifiers', text, `${type}.identifier`);
}
