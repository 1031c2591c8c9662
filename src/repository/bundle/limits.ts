import { accepted, type Outcome, refuse } from '#fhir';
import { conditionsOf, withinConditions } from '../write/limits.ts';
import type { Asked } from './entries.ts';

/** Each runs for some milliseconds, and may bring a page of a thousand. */
const SEARCHES_MAX = 200;
/** Resources that the searches of a bundle bring together. */
const FOUND_MAX = 10_000;

/** What a bundle as a whole may ask of the database, by the numbers alone. Pure. */
export function withinLimits(asked: readonly Outcome<Asked>[]): Outcome<true> {
  const known = asked.flatMap((one) => (one.ok ? [one.value] : []));
  const searches = known.filter(({ does }) => does === 'search').length;
  if (searches > SEARCHES_MAX) {
    const text = `The bundle has ${searches} searches; at most ${SEARCHES_MAX} are run at once. Send it in parts.`;
    return refuse('too-costly', 'repository.too-many-searches', text, 'Bundle.entry');
  }
  return withinConditions(conditionsOf(known.flatMap((one) => (one.does === 'write' ? [one.item] : []))));
}

/** Once the searches of a bundle have found as much as one answer holds, the others are not run. */
export function withinFound(found: number): Outcome<true> {
  if (found < FOUND_MAX) return accepted(true);
  const text = `The searches of this bundle have found ${FOUND_MAX} resources already, so this one was not run. Ask in another bundle.`;
  return refuse('too-costly', 'repository.too-much-found', text, 'Bundle.entry');
}
