import type { OptOutOn, Use } from '#agreement';
import { accepted, type Outcome, refuse } from '#fhir';
import type { DeclaredUse } from './contract.ts';

/** Figures are numbers in which nobody can be recognised, whoever asks for them. */
export const FIGURES: Use = { purpose: 'planning', identifiability: 'aggregate' };
/** Lists of people are for those who care for them. */
export const CARE_LIST: Use = { purpose: 'direct-care', identifiability: 'identifiable' };

/**
 * What a report is for, how recognisable people are in it, and what the opt-outs of the place do to it. No register of opt-outs is kept
 * yet: a use that one of them reaches is refused as a whole, since nobody would be left out of it.
 */
export function declared(use: Use, optOuts: readonly OptOutOn[]): Outcome<DeclaredUse> {
  const reaching = optOuts.find(({ reaches }) => reaches);
  if (reaching) {
    const text = `People can opt out of this use, and who has is not kept here, so it is not made. ${reaching.words}`;
    return refuse('business-rule', 'insight.opt-outs', text);
  }
  const { purpose, identifiability } = use;
  return accepted({ purpose, identifiability, because: optOuts.map(({ words }) => words) });
}
