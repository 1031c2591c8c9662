import { join } from 'node:path';
import type { Log } from '#joint';
import { destination, pino } from 'pino';
import type { Configuration } from './configuration.ts';
import { closeWhenFull, LOG_FILES } from './log-files.ts';

const HIDDEN = { paths: ['*.body', '*.text', '*.name', 'body', 'text', 'name'], censor: 'hidden' };

const PAGE_BYTES = 8_192;
const FLUSH_MS = 250;

/** The program's log: JSON lines of ids, codes and counts. Its callers never give it content; `HIDDEN` is the second lock. */
export function openLog({ folder, log, logFiles }: Pick<Configuration, 'folder' | 'log' | 'logFiles'>): Log {
  if (log === 'silent') return { info: () => undefined, warn: () => undefined, error: () => undefined };
  const where = log === 'stdout' ? 1 : join(folder, 'concord.log');
  // Written by the page and a few times a second: a write a line costs more than the line.
  const target = destination({ dest: where, mkdir: true, sync: false, minLength: PAGE_BYTES, mode: 0o600 });
  if (typeof where === 'string') closeWhenFull(target, where, logFiles ?? LOG_FILES);
  const flushing = setInterval(() => target.flush(), FLUSH_MS).unref();
  target.on('close', () => clearInterval(flushing));
  // A disk without room loses lines of the log, never the program.
  target.on('error', () => undefined);
  const lines = pino({ base: null, redact: HIDDEN }, target);
  return {
    info: (fields, message) => lines.info(fields, message),
    warn: (fields, message) => lines.warn(fields, message),
    error: (fields, message) => {
      lines.error(fields, message);
      // What went wrong is written at once, since a crash may follow; nobody waits for a disk that may stand still.
      target.flush(() => undefined);
    },
  };
}
