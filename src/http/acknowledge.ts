import { setTimeout as sleep } from 'node:timers/promises';
import type { Outcome } from '#fhir';
import { acknowledgesBeforeCommit, fault, type Repository } from '#repository';
import type { Answer } from './answer.ts';
import type { Keyed, Once } from './once.ts';

const EARLY_MS = 50;

/**
 * Work under an Idempotency-Key, answered after its commit. Under torture the positive control answers before: the harness must
 * see that acknowledged writes get lost then, or it would not see it at all.
 */
export async function acknowledged(
  once: Once,
  keyed: Keyed,
  work: (repository: Repository) => Promise<Outcome<Answer>>,
): Promise<Outcome<Answer>> {
  if (acknowledgesBeforeCommit) return early(once, keyed, work);
  const answer = await once(keyed, work);
  fault('after-commit-before-ack');
  return answer;
}

function early(once: Once, keyed: Keyed, work: (repository: Repository) => Promise<Outcome<Answer>>) {
  return new Promise<Outcome<Answer>>((resolve, reject) => {
    const kept = once(keyed, async (repository) => {
      const answer = await work(repository);
      resolve(answer);
      await sleep(EARLY_MS);
      return answer;
    });
    kept.then(resolve, reject);
  });
}
