import type { Auth } from '#auth';
import type { FastifyRequest } from 'fastify';
import { callerOf } from './callers.ts';

/** So long at most does what is being downloaded go on after the right to it has ended. */
const EVERY_MS = 500;

/**
 * What is sent piece by piece, for as long as whoever asked may still see what they saw when they asked. Where that has ended the
 * connection is cut: a file that looks whole would be worse than none.
 */
export async function* whileStanding(
  pieces: AsyncIterable<string>,
  stands: () => Promise<boolean>,
  now: () => number,
): AsyncGenerator<string> {
  let looked = now();
  for await (const piece of pieces) {
    if (now() - looked >= EVERY_MS) {
      if (!(await stands())) throw new Error('the right to what was being sent has ended');
      looked = now();
    }
    yield piece;
  }
}

/** Whether the request would still be somebody's, in the same seat under the same rules. Nobody is behind the asking. */
export function standingCaller(auth: Auth, request: FastifyRequest): () => Promise<boolean> {
  const before = marked(request.caller?.access);
  return async () => {
    const caller = await callerOf(auth, request, true);
    return caller.ok && marked(caller.value.access) === before;
  };
}

function marked(access: unknown): string {
  const { viewer, purpose, role, organization, filter } = (access ?? {}) as Readonly<Record<string, unknown>>;
  return JSON.stringify([viewer, purpose, role, organization, filter]);
}
