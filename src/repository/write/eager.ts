import type { Store, Writing } from '#store';

/**
 * A store that answers before it commits, for the torture harness's positive control alone: what it says is written may be
 * gone after a kill, and a harness that does not notice is broken. See `acknowledgesBeforeCommit` in fault.ts.
 */
export function eager(store: Store): Store {
  return {
    ...store,
    write: <T>(work: (transaction: Writing) => Promise<T>) =>
      new Promise<T>((resolve, reject) => {
        store
          .write(async (transaction) => {
            const answer = await work(transaction);
            resolve(answer);
            await new Promise((later) => setTimeout(later, UNCOMMITTED_MS));
            return answer;
          })
          .catch(reject);
      }),
  };
}

/** Long enough for a kill to fall into it every now and then. */
const UNCOMMITTED_MS = 150;
