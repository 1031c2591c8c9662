import type { OptOutOn, Use } from '#agreement';
import { accepted, type Outcome, refuse } from '#fhir';
import type { DeclaredUse } from './contract.ts';

/** Figures are numbers in which nobody can be recognised, whoever asks for them. */
export const FIGURES: Use = { purpose: 'planning', identifiability: 'aggregate' };
/** Lists of people are for those who care for them. */
export const CARE_LIST: Use = { purpose: 'direct-care', identifiability: 'identifiable' };

/**
 * What figures are for and what the opt-outs of the place do to them. Figures count everybody: where an opt-out reached even these they
 * would not be made, since nobody can be left out of a number that is kept for all.
 */
export function declared(use: Use, optOuts: readonly OptOutOn[]): Outcome<DeclaredUse> {
  const reaching = optOuts.find(({ reaches }) => reaches);
  if (reaching) {
    const text = `People can opt out of being counted here, and figures count everybody, so they are not made. ${reaching.words}`;
    return refuse('business-rule', 'insight.opt-outs', text);
  }
  return accepted(declaredList(use, optOuts));
}

/** The same of a list, person by person: those whom an opt-out reaches are left out of it. */
export function declaredList({ purpose, identifiability }: Use, optOuts: readonly OptOutOn[]): DeclaredUse {
  return { purpose, identifiability, because: optOuts.map(({ words }) => words) };
}
