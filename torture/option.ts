import { parseArgs } from 'node:util';

export type Tier = 'ci' | 'nightly' | 'release';

export type Options = {
  readonly tier: Tier;
  readonly seed: number;
  readonly only: readonly string[] | undefined;
  readonly minutes: number;
  readonly programs: number | undefined;
  /** Where A5 keeps what it has done, so that a long run can be done in parts. */
  readonly done: string | undefined;
};

/** How often each fault is tried, by tier. */
export const COUNTS: Readonly<Record<Tier, Readonly<Record<string, number>>>> = {
  ci: {
    R1: 40,
    R2: 3,
    R3backend: 8,
    R3postmaster: 4,
    R5: 1,
    R6: 30,
    R7: 4,
    R8: 200,
    R10: 1_000,
    R11: 10,
    R15: 3,
    R16: 5,
    A4: 2,
    K1: 1_000,
    M1: 10,
    A5: 2_000,
    A6: 29,
    F1: 50_000,
  },
  nightly: {
    R1: 500,
    R2: 30,
    R3backend: 100,
    R3postmaster: 50,
    R5: 20,
    R6: 500,
    R7: 40,
    R15: 50,
    R8: 5_000,
    R10: 50_000,
    R11: 20,
    R16: 50,
    A4: 3,
    K1: 100_000,
    M1: 100,
    A5: 200_000,
    A6: 1,
    F1: 500_000,
  },
  release: {
    R1: 1_000,
    R2: 100,
    R3backend: 300,
    R3postmaster: 200,
    R5: 50,
    R6: 2_000,
    R7: 100,
    R15: 100,
    R8: 20_000,
    R10: 200_000,
    R11: 20,
    R16: 100,
    A4: 3,
    K1: 100_000,
    M1: 300,
    A5: 200_000,
    A6: 1,
    F1: 5_000_000,
  },
};

export function readOptions(argv: readonly string[], randomSeed: number): Options {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      tier: { type: 'string', default: 'ci' },
      seed: { type: 'string' },
      only: { type: 'string' },
      minutes: { type: 'string' },
      programs: { type: 'string' },
      done: { type: 'string' },
    },
  });
  const tier = values.tier as Tier;
  if (!(tier in COUNTS)) throw new Error(`--tier is ci, nightly or release, not '${values.tier}'`);
  return {
    tier,
    seed: values.seed === undefined ? randomSeed : Number(values.seed),
    only: values.only?.split(','),
    minutes: values.minutes === undefined ? 10_000 : Number(values.minutes),
    programs: values.programs === undefined ? undefined : Number(values.programs),
    done: values.done,
  };
}
