import type { Acting } from '../acts.ts';
import { bounces, BOUNCES_MAX, charterState } from './charter.ts';
import { accountableFor } from './charter.ts';
import { allCharters, changedHands } from './charter.queries.ts';

const LOOK_BACK_MS = 2 * 86_400_000;

/**
 * Tasks that changed hands between organisations more than twice: once each, whoever keeps the charter of that step owes a word on who does it.
 * Looked at every minute over the last two days, so that a program that was down misses none for long.
 */
export async function raiseIssues({ store, now, current, obligations }: Acting): Promise<number> {
  if (!obligations) return 0;
  const bounced = (await changedHands(store, new Date(now() - LOOK_BACK_MS))).filter(
    ({ owners }) => bounces(owners) > BOUNCES_MAX,
  );
  if (bounced.length === 0) return 0;
  const book = current.book();
  const charters = (await allCharters(store)).map((kept) => ({ id: kept.id, state: charterState(kept) }));
  const host = book.partners.find(({ hosts }) => hosts);
  for (const { bkt, id, step } of bounced) {
    const charter = charters.find(({ state }) => state.steps.some(({ words }) => alike(words, step))) ?? charters[0];
    const owner =
      charter?.state.keeper ?? (host && { organization: host.organization, role: 'programme-lead' as const });
    const found = charter?.state.steps.find(({ words }) => alike(words, step));
    const key = book.partners.find(({ organization }) => organization === owner?.organization)?.key;
    if (!owner || key === undefined) continue;
    const by = { principal: 'system/governance', name: 'Concord', role: 'system', organization: key } as const;
    const why = found && accountableFor(found) === undefined ? ' Nobody answers for that step yet.' : '';
    await store.write((transaction) =>
      obligations.open(transaction, by, {
        kind: 'charter-issue',
        key: `task ${bkt}/${id}`,
        title: `Say who does it: ${step}`.slice(0, 200),
        owner,
        because: `A task of this step went from one organisation to another more than twice.${why}`,
        page: charter ? `/charters/${charter.id}` : '/charters',
        due: { in: 10, unit: 'working-days' },
      }),
    );
  }
  return bounced.length;
}

export function alike(a: string, b: string): boolean {
  const plain = (text: string) => text.trim().toLowerCase();
  return plain(a) === plain(b);
}
