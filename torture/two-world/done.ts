import { appendFileSync, existsSync, readFileSync, truncateSync } from 'node:fs';
import type { Compared } from './compare.ts';
import { type Tally, tallied } from './features.ts';

/** What a pair of worlds was asked and showed nothing by. */
export type Part = {
  readonly seed: number;
  readonly programs: number;
  readonly requests: number;
  /** Features of search that were asked for and answered, and how often. */
  readonly answered: Readonly<Record<string, number>>;
};

/** A run that is done in parts: what is done so far, and how more is added. */
export type Done = { readonly parts: readonly Part[]; readonly add: (part: Part) => void };

/**
 * Opens the file of a run in parts; without one nothing is kept. A line a pair of worlds, written when the pair is done: a run that is
 * ended at any moment loses the pairs under way. What showed a difference is never done, and is asked again first.
 */
export function openDone(path: string | undefined): Done {
  if (path === undefined) return { parts: [], add: () => undefined };
  const text = existsSync(path) ? readFileSync(path, 'utf8') : '';
  // A last line without an end was being written when the run was ended.
  const whole = text.slice(0, text.lastIndexOf('\n') + 1);
  if (whole.length < text.length) truncateSync(path, Buffer.byteLength(whole));
  const lines = whole.split('\n').slice(0, -1);
  return {
    parts: lines.map((line) => JSON.parse(line) as Part),
    add: (part) => appendFileSync(path, `${JSON.stringify(part)}\n`),
  };
}

export function partOf(seed: number, { programs, requests, answered }: Compared): Part {
  const tally: Tally = new Map();
  for (const request of answered) tallied(tally, request);
  return { seed, programs, requests, answered: Object.fromEntries(tally) };
}

/** The seeds from the first on that are not done yet. */
export function* seedsToDo(first: number, parts: readonly Part[]): Generator<number, never> {
  const done = new Set(parts.map(({ seed }) => seed));
  for (let seed = first; ; seed += 1) if (!done.has(seed)) yield seed;
}
