import { join } from 'node:path';
import type { Log } from '#joint';
import { destination } from 'pino';
import type { Configuration } from './configuration.ts';
import { closeWhenFull, LOG_FILES } from './log-files.ts';

/** Members that could hold content. Callers never give any; that they are hidden at any depth is the second lock. */
const HIDDEN = ['body', 'text', 'name'];
const LEVELS = { info: 30, warn: 40, error: 50 } as const;

const PAGE_BYTES = 16_000;
const FLUSH_MS = 250;

/** The program's log: JSON lines of ids, codes and counts. Each request is a line, so a line is put together by hand. */
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
  const write = (level: keyof typeof LEVELS, fields: Fields, message: string) => {
    target.write(lineOf(LEVELS[level], Date.now(), { ...fields, msg: message }));
  };
  return {
    info: (fields, message) => write('info', fields, message),
    warn: (fields, message) => write('warn', fields, message),
    error: (fields, message) => {
      write('error', fields, message);
      // What went wrong is written at once, since a crash may follow; nobody waits for a disk that may stand still.
      target.flush(() => undefined);
    },
  };
}

type Fields = Readonly<Record<string, unknown>>;

/** A line of the log. What no JSON can say is said to be so; a log never fails its caller. */
export function lineOf(level: number, time: number, fields: Fields): string {
  try {
    return `{"level":${level},"time":${time},${JSON.stringify(shown(fields)).slice(1)}\n`;
  } catch {
    return `{"level":${level},"time":${time},"msg":"a line that is no JSON"}\n`;
  }
}

/** Without what could hold content. The same object where there is nothing to hide, as nearly always. */
function shown(fields: Fields): Fields {
  let made: Record<string, unknown> | undefined;
  for (const key in fields) {
    const value = fields[key];
    if (HIDDEN.includes(key)) (made ??= { ...fields })[key] = 'hidden';
    else if (typeof value === 'object' && value !== null) (made ??= { ...fields })[key] = within(value);
  }
  return made ?? fields;
}

function within(value: object): unknown {
  return Array.isArray(value)
    ? value.map((one: unknown) => (typeof one === 'object' && one !== null ? within(one) : one))
    : shown(value as Fields);
}
