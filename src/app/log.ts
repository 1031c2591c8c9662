import { join } from 'node:path';
import type { Log } from '#joint';
import { destination, pino } from 'pino';
import type { Configuration } from './configuration.ts';

/** The program's log: JSON lines of ids, codes and counts. Its callers never give it content; `hidden` is the second lock. */
export function openLog({ folder, log }: Pick<Configuration, 'folder' | 'log'>): Log {
  if (log === 'silent') return { info: () => undefined, warn: () => undefined, error: () => undefined };
  const where = log === 'stdout' ? 1 : join(folder, 'concord.log');
  // Synchronous: the last lines before a crash are those that matter.
  const target = destination({ dest: where, mkdir: true, sync: true });
  return pino(
    { base: null, redact: { paths: ['*.body', '*.text', '*.name', 'body', 'text', 'name'], censor: 'hidden' } },
    target,
  );
}
