import { type Refused } from './outcome.ts';

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

/** The refusal in what was thrown; anything else is a mistake of ours and goes on. */
export function caught(error: unknown): Refused {
  if (error instanceof Fault) return error.refused;
  throw error;
}
