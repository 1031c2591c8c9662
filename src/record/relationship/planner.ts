import type { Access } from '#agreement';
import type { Services } from '#joint';
import type { PartnershipAnswer } from '../person/contributors.ts';

/** Kinds of organisation that plan for a whole population. What they then see is for the instruments, and has no names unless agreed. */
const PLAN_FOR_ALL: readonly string[] = ['care-board', 'ministry'];
const REMEMBERED_MS = 10_000;

/** Partners that plan for the partnership's population; asked anew now and then, since partners join. */
export function plannersOf({ answers, now }: Services): () => Promise<readonly string[]> {
  let known: Promise<readonly string[]> = Promise.resolve([]);
  let until = Number.NEGATIVE_INFINITY;
  return () => {
    if (now() < until) return known;
    until = now() + REMEMBERED_MS;
    known = ask(answers['governance'] as PartnershipAnswer | undefined);
    return known;
  };
}

async function ask(governance: PartnershipAnswer | undefined): Promise<readonly string[]> {
  const { partners } = (await governance?.partnership(NOBODY)) ?? { partners: [] };
  return partners.filter(({ kind }) => PLAN_FOR_ALL.includes(kind)).map(({ organization }) => organization);
}

/** Names of partners are no one's health: the program itself asks, and may see no record. */
const NOBODY: Access = {
  principal: 'system/record',
  role: 'system',
  purpose: 'planning',
  organization: 0,
  basis: 0,
  viewer: 0,
  filter: { op: 'never' },
  writes: 'none',
  choosesIds: false,
};
