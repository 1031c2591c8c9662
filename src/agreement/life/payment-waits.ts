import type { Day } from '#base';
import { clausesThen } from '../ask/then.ts';
import type { Stack } from '../force.ts';
import type { DisputeClause, Instrument } from '../instrument.ts';

/** Where it was agreed what is paid while something is in dispute. */
export type DisputeTerms = { readonly instrument: Instrument; readonly clause: DisputeClause };

/** What a version says of disputes, or else what stands above it on a day: money follows the version by which it was charged. */
export function disputeTerms(
  stack: Stack,
  { instrument: id, version, on }: { readonly instrument: string; readonly version: number; readonly on: Day },
): DisputeTerms | undefined {
  const own = stack.find(({ instrument }) => instrument.id === id && instrument.version === version)?.instrument;
  const running = clausesThen(stack, 'dispute', { on });
  const above = new Map(
    stack
      .filter(({ instrument }) => instrument.parent !== undefined)
      .map(({ instrument }) => [instrument.id, instrument.parent]),
  );
  const seen = new Set<string>();
  for (let at: string | undefined = own?.id; at !== undefined && !seen.has(at); at = above.get(at)) {
    seen.add(at);
    const found = at === own?.id ? clauseIn(own) : running.find(({ instrument }) => instrument.id === at);
    if (found) return found;
  }
  return undefined;
}

function clauseIn(instrument: Instrument): DisputeTerms | undefined {
  const clause = instrument.clauses.find((one) => one.clause === 'dispute');
  return clause?.clause === 'dispute' ? { instrument, clause } : undefined;
}
