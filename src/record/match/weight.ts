/**
 * Log-likelihood weights after Fellegi and Sunter (1969): m is how often an agreement is seen between two records of one
 * person, u how often between records of two people; the weight is log2(m / u). The estimates come from FEBRL's dataset 3
 * and are blunt on purpose: what decides stands in score.ts as rules over the levels.
 */
export type Level = { readonly agreement: string; readonly m: number; readonly u: number };

export const LEVELS = {
  nhs: {
    same: { agreement: 'same NHS number', m: 0.95, u: 0.000_001 },
    slip: { agreement: 'NHS numbers differ in one digit', m: 0.01, u: 0.001 },
    different: { agreement: 'different NHS numbers', m: 0.01, u: 0.999 },
  },
  identifier: {
    same: { agreement: 'same identifier of one system', m: 0.7, u: 0.000_05 },
  },
  family: {
    same: { agreement: 'same family name', m: 0.75, u: 0.004 },
    slip: { agreement: 'family names differ in one letter', m: 0.12, u: 0.003 },
    near: { agreement: 'family names are alike', m: 0.06, u: 0.004 },
    sound: { agreement: 'family names sound alike', m: 0.03, u: 0.006 },
    different: { agreement: 'different family names', m: 0.05, u: 0.98 },
  },
  given: {
    same: { agreement: 'same given name', m: 0.7, u: 0.01 },
    nickname: { agreement: 'one given name is a short form of the other', m: 0.08, u: 0.004 },
    slip: { agreement: 'given names differ in one letter', m: 0.12, u: 0.005 },
    near: { agreement: 'given names are alike', m: 0.06, u: 0.01 },
    sound: { agreement: 'given names sound alike', m: 0.03, u: 0.012 },
    initial: { agreement: 'a given name begins with the other’s initial', m: 0.05, u: 0.02 },
    different: { agreement: 'different given names', m: 0.05, u: 0.96 },
  },
  swapped: {
    same: { agreement: 'given and family name swapped', m: 0.02, u: 0.000_02 },
  },
  born: {
    same: { agreement: 'same birth date', m: 0.85, u: 0.000_05 },
    swapped: { agreement: 'day and month of birth swapped', m: 0.03, u: 0.000_05 },
    slip: { agreement: 'birth dates differ in one digit', m: 0.06, u: 0.001 },
    partial: { agreement: 'birth dates agree as far as known', m: 0.05, u: 0.01 },
    year: { agreement: 'same year of birth', m: 0.02, u: 0.012 },
    different: { agreement: 'different birth dates', m: 0.02, u: 0.986 },
  },
  gender: {
    same: { agreement: 'same gender', m: 0.97, u: 0.5 },
    different: { agreement: 'different gender', m: 0.03, u: 0.5 },
  },
  postcode: {
    same: { agreement: 'same postcode', m: 0.75, u: 0.002 },
    slip: { agreement: 'postcodes differ in one letter', m: 0.08, u: 0.006 },
    different: { agreement: 'different postcodes', m: 0.25, u: 0.99 },
  },
  address: {
    same: { agreement: 'same address', m: 0.6, u: 0.001 },
    partial: { agreement: 'addresses share words', m: 0.2, u: 0.02 },
    different: { agreement: 'different addresses', m: 0.25, u: 0.95 },
  },
  phone: {
    same: { agreement: 'same telephone number', m: 0.5, u: 0.000_3 },
  },
} as const satisfies Readonly<Record<string, Readonly<Record<string, Level>>>>;

export type Field = keyof typeof LEVELS;

/** At or above: certainly one person, where the rules of score.ts allow it. */
export const CERTAIN = 18;
/** At or above: a human decides. Below: two people. */
export const DOUBTFUL = 9;

export function weightOf({ m, u }: Level): number {
  return Math.round(Math.log2(m / u) * 10) / 10;
}
