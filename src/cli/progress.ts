import { rewrite, say, terminal } from './terminal.ts';

/** How far something has come: of a total, or as a part of the whole (0 to 1), or neither where nobody knows yet. */
export type Step = {
  readonly what: string;
  readonly done: number;
  readonly total?: number;
  readonly part?: number;
  readonly unit: string;
};

export type Progress = { readonly step: (step: Step) => void; readonly end: (line?: string) => void };

const BAR_WIDTH = 24;
const LIVE_MS = 100;
const PLAIN_MS = 5_000;
/** Before that a rate says nothing. */
const SETTLED_MS = 500;

/** A bar that moves on a terminal, a line now and then elsewhere. `now` in milliseconds. */
export function startProgress(now: () => number): Progress {
  let shownAt = 0;
  let began: { readonly what: string; readonly at: number; readonly done: number } | undefined;
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
        began = { what: step.what, at, done: step.done };
        shownAt = 0;
      }
      const complete = (partOf(step) ?? 0) >= 1;
      if (!complete && at - shownAt < (terminal.isLive ? LIVE_MS : PLAIN_MS)) return;
      shownAt = at;
      const line = lineOf(step, { ms: at - began.at, from: began.done }, terminal.isLive);
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

/** How long a step has run, and where it began: a rate is of what was done since. */
type Since = { readonly ms: number; readonly from: number };

/** 'elm-tree.ndjson  [######......] 1,200 of 4,800 records, 3,100/s, 2 s left' */
export function lineOf(step: Step, { ms, from }: Since, bar: boolean): string {
  const { what, done, total, unit } = step;
  const part = partOf(step);
  const words = [`${total === undefined ? number(done) : `${number(done)} of ${number(total)}`} ${unit}`.trim()];
  if (ms > SETTLED_MS && done > from) {
    words.push(`${number(Math.round(((done - from) / ms) * 1000))}/s`);
    if (part !== undefined && part > 0 && part < 1) words.push(`${number(secondsLeft(part, ms))} s left`);
  }
  return `${what}  ${bar && part !== undefined ? `${barOf(part)} ` : ''}${words.join(', ')}`;
}

function partOf({ done, total, part }: Step): number | undefined {
  return part ?? (total ? done / total : undefined);
}

function secondsLeft(part: number, elapsedMs: number): number {
  return Math.ceil((elapsedMs * (1 - part)) / part / 1000);
}

function barOf(part: number): string {
  const full = Math.min(BAR_WIDTH, Math.round(part * BAR_WIDTH));
  return `[${'#'.repeat(full)}${'.'.repeat(BAR_WIDTH - full)}]`;
}

function number(value: number): string {
  return value.toLocaleString('en-GB');
}
