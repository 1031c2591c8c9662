import type { Identifiability } from '../clauses/working.ts';
import type { Jurisdiction } from '../jurisdiction.ts';
import type { PartnerKind } from '../kinds.ts';
import type { Purpose } from '../words.ts';

/** One use of records: for what, how recognisable people are in it, and what it rests on. */
export type Use = {
  readonly purpose: Purpose;
  readonly identifiability: Identifiability;
  readonly lawRequires?: boolean;
  readonly consented?: boolean;
};

/** Whether an opt-out of the jurisdiction leaves a person out of a use, and why or why not. */
export function optOutReaches(
  law: Jurisdiction | undefined,
  optOut: string,
  use: Use,
): { readonly reaches: boolean; readonly words: string } {
  const rule = law?.optOuts.find(({ id }) => id === optOut);
  // An opt-out that nobody has described reaches everything but the person's own care.
  if (!rule)
    return {
      reaches: use.purpose !== 'direct-care' && use.purpose !== 'own-record',
      words: 'No rule describes this opt-out, so it counts wherever it may.',
    };
  const no = (why: string) => ({ reaches: false, words: `${why} (${rule.law}).` });
  if (!rule.purposes.includes(use.purpose)) return no('The opt-out is about other uses');
  if (rule.notFor.includes(use.identifiability))
    return no('Nobody can be recognised in it, so the opt-out does not reach it');
  if (rule.unlessLawRequires && use.lawRequires === true)
    return no('The law requires it, so the opt-out does not reach it');
  if (rule.unlessConsented && use.consented === true) return no('The person agreed to this very use');
  return { reaches: true, words: `${rule.words} (${rule.law})` };
}

export type OptOutOn = {
  readonly optOut: string;
  readonly reaches: boolean;
  readonly words: string;
  /** Covers only what these kinds of organisation recorded. */
  readonly recordedBy?: readonly PartnerKind[];
};

/** What each opt-out of a place does to a use, with its reason. */
export function optOutsOn(law: Jurisdiction, use: Use): readonly OptOutOn[] {
  return law.optOuts.map(({ id, recordedBy }) => ({
    optOut: id,
    ...optOutReaches(law, id, use),
    ...(recordedBy ? { recordedBy } : {}),
  }));
}
