import { type IssueType, type Refusal, type Refused, refused } from '../outcome.ts';

/** Leaves a walk over text at the place where it went wrong; caught at the door of the folder and made a refusal. */
export class JsonFault extends Error {
  readonly refusal: Refusal;
  constructor(reason: Refusal) {
    super(reason.text);
    this.refusal = reason;
  }
}

export function refusal(type: IssueType, code: string, text: string): JsonFault {
  return new JsonFault({ code, type, text });
}

export function asFault(error: unknown): Refused {
  if (error instanceof JsonFault) return refused(error.refusal);
  throw error;
}
