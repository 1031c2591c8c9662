import { type Refusal, type Refused, refused } from './outcome.ts';

/** Carries a refusal from deep inside a parser to its door, where it becomes a value again. */
export class Fault extends Error {
  readonly refused: Refused;
  constructor(because: Refused) {
    super(because.refusals[0].text);
    this.refused = because;
  }
}

export function fail(because: Refused): never {
  throw new Fault(because);
}

/** Gives refusals of a part their place, where they do not name one more exact. */
export function within<T>(place: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    const [first, ...rest] = error.refused.refusals;
    const placed = (refusal: Refusal): Refusal => ({ expression: place, ...refusal });
    return fail(refused(placed(first), ...rest.map(placed)));
  }
}

/** The refusal in what was thrown; anything else is a mistake of ours and goes on. */
export function caught(error: unknown): Refused {
  if (error instanceof Fault) return error.refused;
  throw error;
}
