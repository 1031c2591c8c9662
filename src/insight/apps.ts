import { type Access, notReached, type Place } from '#agreement';
import { accepted, type Outcome, refuse } from '#fhir';
import { factsOf, type MeasureDefinition, type Pack, rulesOf } from './pack.ts';

/** Types of resource that tell who is counted in measures of a pack: all of them where none is named. */
export function countedFrom(
  { facts, register }: Pick<Pack, 'facts' | 'register'>,
  measures?: readonly MeasureDefinition[],
): readonly string[] {
  const names = measures && new Set([register, ...measures.flatMap(rulesOf)].flatMap(factsOf));
  return ['Patient', ...facts.filter(({ id }) => names?.has(id) ?? true).map(({ type }) => type)];
}

/** Whether whoever asks could count a pack's people themself: so do people and systems, and the app whose scopes leave it all that this rests on. */
export function couldCount(access: Access, pack: Pick<Pack, 'facts' | 'register'>): boolean {
  return notReached(access, { deed: 'read', types: countedFrom(pack) }).length === 0;
}

/**
 * Refuses an app's token that reaches only a part of what an answer rests on: by the part that it sees, what is done would be called due.
 * `home` is of the one person asked after; without it everybody is.
 */
export function withinScopes(
  access: Access,
  { types, home }: { readonly types: readonly string[]; readonly home?: Place },
): Outcome<true> {
  const missing = notReached(access, { deed: 'read', types: [...new Set(types)], ...(home ? { home } : {}) });
  if (missing.length === 0) return accepted(true);
  const text = `The token of this app does not read all of ${missing.join(', ')}${home ? ' of this person' : ''}, on which the answer rests. Ask for it with these in the scopes (as user/${missing[0]}.rs), with no search behind them.`;
  return refuse('forbidden', 'insight.scopes', text);
}
