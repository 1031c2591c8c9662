import { renameSync, rmSync, statSync } from 'node:fs';

/** How much of the log is kept: a file is closed when it is so large or so old, and so many closed ones stay. */
export type LogFiles = { readonly megabytes: number; readonly days: number; readonly files: number };

export const LOG_FILES: LogFiles = { megabytes: 50, days: 7, files: 8 };

const MEGABYTE = 1024 * 1024;
const DAY_MS = 86_400_000;

/** '50/7/8': megabytes, days and closed files. */
export function readLogFiles(text: string): LogFiles {
  const [, megabytes, days, files] = (/^(\d{1,5})\/(\d{1,4})\/(\d{1,3})$/.exec(text.trim()) ?? []).map(Number);
  if (!megabytes || !days || files === undefined) {
    throw new Error(
      'CONCORD_LOG_FILES is written as 50/7/8: megabytes and days of a file, and how many closed ones are kept.',
    );
  }
  return { megabytes, days, files };
}

/** What is written to, and can be told to open its file anew. */
type Target = {
  readonly on: (name: 'write', written: (bytes: number) => void) => unknown;
  readonly reopen: () => void;
};

/**
 * Closes the log's file when it is full or old: `concord.log` becomes `concord.log.1`, that `concord.log.2`, and the oldest goes.
 * What is written meanwhile goes to the file that was open, so that no line is lost.
 */
export function closeWhenFull(target: Target, path: string, limits: LogFiles, now: () => number = Date.now): void {
  let { bytes, began } = begunOf(path, now());
  target.on('write', (written) => {
    bytes += written;
    if (bytes < limits.megabytes * MEGABYTE && now() - began < limits.days * DAY_MS) return;
    bytes = 0;
    began = now();
    try {
      shift(path, limits.files);
    } catch {
      // A folder in which nothing can be renamed: the file grows, and the program runs.
      return;
    }
    target.reopen();
  });
}

function begunOf(path: string, now: number): { readonly bytes: number; readonly began: number } {
  const there = statSync(path, { throwIfNoEntry: false });
  return there ? { bytes: there.size, began: there.birthtimeMs || there.ctimeMs } : { bytes: 0, began: now };
}

function shift(path: string, files: number): void {
  const nameOf = (place: number) => (place === 0 ? path : `${path}.${place}`);
  rmSync(nameOf(files), { force: true });
  for (let place = files - 1; place >= 0; place -= 1) {
    if (statSync(nameOf(place), { throwIfNoEntry: false })) renameSync(nameOf(place), nameOf(place + 1));
  }
}
