import { type Amount, amountWords, spaced } from '#agreement';
import type { Body, Remit } from './body.ts';

/** What is to be decided: about what, and for how much. */
export type Matter = { readonly topic: string; readonly amount?: Amount };

export type Judged =
  | { readonly may: true; readonly remit: Remit }
  | { readonly may: false; readonly why: 'reserved' | 'too-large' | 'not-theirs'; readonly words: string };

/** Whether a body may decide a matter, and under which part: of several the one with the smallest limit that covers it. */
export function judge(body: Pick<Body, 'name' | 'remits'>, { topic, amount }: Matter): Judged {
  const about = spaced(topic);
  if (body.remits.some(({ reserved }) => reserved.includes(topic))) {
    return {
      may: false,
      why: 'reserved',
      words: `${body.name} never decides ${about}: that is kept for the body above.`,
    };
  }
  const owned = body.remits.filter(({ topics }) => topics.includes(topic)).toSorted((a, b) => limitOf(a) - limitOf(b));
  const remit = owned.find(({ upTo }) => within(amount, upTo));
  if (remit) return { may: true, remit };
  const largest = owned.at(-1)?.upTo;
  if (largest && amount) {
    const words = `${amountWords(amount)} is above the ${amountWords(largest)} up to which ${body.name} may decide about ${about}.`;
    return { may: false, why: 'too-large', words };
  }
  return { may: false, why: 'not-theirs', words: `No agreement gives ${about} to ${body.name}.` };
}

/**
 * To whom a matter goes that a body may not decide: the body with the smallest limit that may, of the same agreement first, else of the one it
 * stands on, and so on up. Nobody: each partner decides for itself, as its own scheme of delegation says.
 */
export function routeUp(bodies: readonly Body[], from: Body, matter: Matter, parents: Parents): Body | undefined {
  const seen = new Set<string>();
  for (let at: string | undefined = from.instrument; at !== undefined && !seen.has(at); at = parents(at)) {
    seen.add(at);
    const found = bodies
      .filter((body) => body.instrument === at && body.id !== from.id)
      .flatMap((body) => {
        const judged = judge(body, matter);
        return judged.may ? [{ body, limit: limitOf(judged.remit) }] : [];
      })
      .toSorted((a, b) => a.limit - b.limit)[0];
    if (found) return found.body;
  }
  return undefined;
}

/** On which agreement another stands. */
export type Parents = (instrument: string) => string | undefined;

/** Without an amount nothing is too large; another currency than the limit's is never within it. */
export function within(amount: Amount | undefined, upTo: Amount | undefined): boolean {
  if (amount === undefined || upTo === undefined) return true;
  return amount.currency === upTo.currency && amount.minor <= upTo.minor;
}

function limitOf({ upTo }: Remit): number {
  return upTo?.minor ?? Number.POSITIVE_INFINITY;
}
