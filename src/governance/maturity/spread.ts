import { agreementOf, LEAST_PEOPLE } from '../readiness/figures.ts';

/** The steps of each side of working as one, from 1. */
export const STEPS = [1, 2, 3, 4, 5] as const;

/** What somebody chose on one side: a step, or that they cannot say. */
export type Step = (typeof STEPS)[number] | 'unsure';

/** How scores lie. The numbers on each step are told, so that nobody takes the middle for all of it. */
export type Spread = {
  /** How many chose each step, the first step first. */
  readonly steps: readonly number[];
  readonly unsure: number;
  /** Where half are below and half above; absent where too few named a step. */
  readonly middle?: number;
  /** a*wg, to a hundredth. */
  readonly agreement?: number;
  /** A third or more stand further than one step from the middle: to be talked about before anything else. */
  readonly split: boolean;
};

export function spreadOf(chosen: readonly Step[]): Spread {
  const named = chosen.filter((one) => one !== 'unsure').sort((a, b) => a - b);
  const told = named.length >= LEAST_PEOPLE;
  const middle = middleOf(named);
  const far = named.filter((one) => Math.abs(one - middle) > 1);
  return {
    steps: STEPS.map((step) => named.filter((one) => one === step).length),
    unsure: chosen.length - named.length,
    ...(told ? { middle, agreement: Math.round(agreementOf(named) * 100) / 100 } : {}),
    split: told && far.length * 3 >= named.length,
  };
}

function middleOf(sorted: readonly number[]): number {
  const half = sorted.length / 2;
  const [low = 0, high = low] = [sorted[Math.ceil(half) - 1], sorted[Math.floor(half)]];
  return (low + high) / 2;
}
