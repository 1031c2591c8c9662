import { traceOf } from '#http';
import type { Log } from '#joint';
import { isAway } from '#store';

/**
 * Errors that nobody waited for. A connection to the database may end at a moment when no statement runs on it, and then says so to
 * nobody: that is written down, and the program goes on, as it does where somebody waited. After anything else nobody knows what
 * still holds, so the program ends.
 */
export function holdStray(log: Log, end: (error: unknown) => void): () => void {
  const held = (error: unknown): void => {
    log.error(traceOf(error), 'an error that nobody waited for');
    if (!isAway(error)) end(error);
  };
  process.on('uncaughtException', held);
  process.on('unhandledRejection', held);
  return () => {
    process.off('uncaughtException', held);
    process.off('unhandledRejection', held);
  };
}
