import { rewrite, say, terminal } from './terminal.ts';

/** How far something has come. `total` is absent where nobody knows yet. */
export type Step = { readonly what: string; readonly done: number; readonly total?: number; readonly unit: string };

export type Progress = { readonly step: (step: Step) => void; readonly end: (line?: string) => void };

const BAR_WIDTH = 24;
const LIVE_MS = 100;
const PLAIN_MS = 5_000;

/** A bar that moves on a terminal, a line now and then elsewhere. `now` in milliseconds. */
export function startProgress(now: () => number): Progress {
  let shownAt = 0;
  let began: { readonly what: string; readonly at: number } | undefined;
  let open = false;
  const close = (): void => {
    if (open) process.stderr.write('\n');
    open = false;
  };
  return {
    step: (step) => {
      const at = now();
      if (began?.what !== step.what) {
        close();
        began = { what: step.what, at };
        shownAt = 0;
      }
      const complete = step.total !== undefined && step.done >= step.total;
      if (!complete && at - shownAt < (terminal.isLive ? LIVE_MS : PLAIN_MS)) return;
      shownAt = at;
      const line = lineOf(step, at - began.at, terminal.isLive);
      if (terminal.isLive) rewrite(line);
      else say(line);
      open = terminal.isLive;
    },
    end: (line) => {
      close();
      if (line !== undefined) say(line);
    },
  };
}

/** 'Elm Tree Surgery  [######......] 1,200 of 4,800 records, 3,100/s, 2 s left' */
export function lineOf(step: Step, elapsedMs: number, bar: boolean): string {
  const { what, done, total, unit } = step;
  const rate = elapsedMs > 0 ? (done / elapsedMs) * 1000 : 0;
  const count = total === undefined ? number(done) : `${number(done)} of ${number(total)}`;
  const words = [`${count} ${unit}`];
  if (elapsedMs > 500) words.push(`${number(Math.round(rate))}/s`);
  if (total !== undefined && rate > 0 && done < total) words.push(`${number(Math.ceil((total - done) / rate))} s left`);
  return `${what}  ${bar && total ? `${barOf(done / total)} ` : ''}${words.join(', ')}`;
}

function barOf(part: number): string {
  const full = Math.min(BAR_WIDTH, Math.round(part * BAR_WIDTH));
  return `[${'#'.repeat(full)}${'.'.repeat(BAR_WIDTH - full)}]`;
}

function number(value: number): string {
  return value.toLocaleString('en-GB');
}
