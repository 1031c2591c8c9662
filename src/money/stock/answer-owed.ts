import { workingDaysAfter } from '#agreement';
import type { Day } from '#base';
import type { Transaction } from '#store';
import type { Asking } from '../ask.ts';
import { daysOffOf } from '../pool/days-off.ts';
import { whoeverSits } from '../told.ts';
import { type AgreedStock, answerFor, becauseOf } from './agreed.ts';
import type { StockNow } from './ground.ts';
import type { ItemRow } from './stock.queries.ts';

/** Who answers for a site, in the order in which they are told. */
const ANSWER = ['practice-manager', 'specialist-nurse', 'community-nurse', 'practice-nurse', 'gp'] as const;

/** By when a request is answered, and by which agreement; kept with it, whatever is agreed later. */
export type AnswerDue = { readonly by: Day; readonly of: AgreedStock };

export function answerDue(now: StockNow, { from, item }: { readonly from: string; readonly item: ItemRow }) {
  const { system, code } = item;
  const found = answerFor(now.agreed, { from, to: now.site, system, code });
  if (found === undefined) return undefined;
  const off = daysOffOf(found.instrument.jurisdiction);
  return { by: workingDaysAfter(now.today, found.workingDays, off), of: found };
}

/** A request that an agreement has answered by a day is owed by whoever is asked, until it is offered, turned down or taken back. */
export async function oweAnswer(
  asking: Asking,
  transaction: Transaction,
  now: StockNow,
  asked: { readonly id: string; readonly from: string; readonly item: ItemRow; readonly due: AnswerDue },
): Promise<void> {
  const { id, from, item, due } = asked;
  await asking.services.obligations?.open(transaction, now.access, {
    kind: 'stock-answer',
    key: id,
    title: `Answer ${now.nameOf(now.site)}, which asks for ${item.words}`.slice(0, 200),
    owner: await whoeverSits(asking, now.heirOf(from), ANSWER),
    owed: await whoeverSits(asking, now.heirOf(now.site), ANSWER),
    because: becauseOf(due.of).because.slice(0, 500),
    page: `/stock/transfers/${id}`,
    due: { on: due.by },
    ladder: [{ to: { organization: now.heirOf(from), role: 'signatory' }, afterWorkingDays: 1 }],
    closedBy: { fact: answeredFact(id) },
    attested: false,
  });
}

export function answeredFact(transfer: string): string {
  return `stock request answered: ${transfer}`;
}
