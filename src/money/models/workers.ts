import { type Instrument, linesOf, named } from '#agreement';
import type { Asking } from '../ask.ts';
import { amountOf } from '../pool/position.ts';
import type { WorkerGroup } from './contract.ts';
import { planKey } from './model.ts';

/** A group of fewer people is not counted, and what it earned is not told: it would be what one of them earned. */
export const FEWEST_WORKERS = 5;

type Around = {
  readonly nameOf: (organization: string) => string;
  /** What was done is worth by its prices, by activity and payee. */
  readonly value: ReadonlyMap<string, bigint>;
};

/**
 * Groups of workers whose pay moves where care does: a role of an employer, by what the agreement pays them for each. Never a person: of
 * how many and what they earned together in the year nothing is told where they are few.
 */
export async function workerGroups(
  asking: Asking,
  draft: Instrument,
  { nameOf, value }: Around,
): Promise<readonly WorkerGroup[]> {
  const found: WorkerGroup[] = [];
  for (const clause of draft.clauses) {
    if (clause.clause !== 'pay' || clause.worker === undefined) continue;
    const { role, shared } = clause.worker;
    for (const payee of named(clause.to, draft)) {
      const people = await countOf(asking, payee, role);
      const told = people !== undefined && people >= FEWEST_WORKERS;
      const lines = linesOf(clause.price);
      const alone = !draft.clauses.some(
        (other) =>
          other.clause === 'pay' &&
          other !== clause &&
          other.activity === clause.activity &&
          named(other.to, draft).includes(payee),
      );
      found.push({
        organization: payee,
        name: nameOf(payee),
        role,
        shared,
        activity: clause.activity,
        paragraph: clause.cites,
        prices: lines.map(({ words, price }) => ({ words, price })),
        ...(told ? { people } : {}),
        ...(people !== undefined && !told ? { few: FEWEST_WORKERS } : {}),
        ...(told && alone
          ? { earned: amountOf(value.get(planKey(clause.activity, payee)) ?? 0n, lines[0]?.price.currency ?? '') }
          : {}),
      });
    }
  }
  return found;
}

/** How many work in the role there; nothing where it is not known who works there. */
async function countOf({ services }: Asking, organization: string, role: string): Promise<number | undefined> {
  if (services.staff === undefined) return undefined;
  const seats = await services.staff.of(organization);
  return new Set(seats.filter((one) => one.role === role).map(({ account }) => account)).size;
}
