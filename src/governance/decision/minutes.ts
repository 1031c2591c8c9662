import { createHash } from 'node:crypto';

/** Minutes as they are sealed: what a body decided at one meeting, in words that need nothing else to be read. */
export type Minutes = {
  readonly body: string;
  readonly agreement: string;
  readonly meeting: string;
  readonly day: string;
  readonly place: string;
  readonly opened: string;
  readonly closed: string;
  readonly chair: string;
  readonly present: readonly string[];
  readonly items: readonly MinutedItem[];
};

export type MinutedItem = {
  readonly paper: string;
  readonly title: string;
  readonly ask: string;
  readonly amount?: string;
  readonly recused: readonly string[];
  readonly votes: readonly string[];
  readonly outcome: string;
  readonly decision: string;
  readonly effect?: string;
  readonly review?: string;
};

export type Sealed = { readonly text: string; readonly previous: string; readonly hash: string };

/** Minutes as text: members in the order of the type, one a line, so that the same minutes are the same bytes. */
export function minutesText(minutes: Minutes): string {
  return `${JSON.stringify(minutes, undefined, 1)}\n`;
}

/** The seal covers the text and the seal before it, so that none can be changed, left out or put in between. */
export function seal(text: string, previous: string): Sealed {
  return { text, previous, hash: createHash('sha256').update(`${previous}\n${text}`).digest('hex') };
}

/** The first that is not as it was sealed, of the minutes of a body in their order; undefined where all are. */
export function firstBroken(chain: readonly Sealed[]): number | undefined {
  let previous = '';
  for (const [at, one] of chain.entries()) {
    if (one.previous !== previous || seal(one.text, previous).hash !== one.hash) return at;
    previous = one.hash;
  }
  return undefined;
}

export function readMinutes(text: string): Minutes {
  return JSON.parse(text) as Minutes;
}
