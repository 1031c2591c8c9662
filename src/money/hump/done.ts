import type { CodeSet } from '#agreement';
import type { Day } from '#base';
import { agreedNow, type Asking } from '../ask.ts';
import { doneByMonth } from './hump.queries.ts';

/**
 * How many were done in each month at an organisation, by the record: what was done under any of the names that it, or whoever stands in its
 * place, answers to.
 */
export async function doneAt(
  asking: Asking,
  codes: CodeSet,
  { organization, from, until }: { readonly organization: string; readonly from: Day; readonly until: Day },
): Promise<ReadonlyMap<string, number>> {
  const { store, ports } = asking.services;
  const { namesOf, heirOf } = await agreedNow(asking);
  const orgs: number[] = [];
  for (const name of namesOf(heirOf(organization))) orgs.push(await ports.contributors.organizationKey(name));
  return doneByMonth(store, codes, { orgs, from, until });
}
