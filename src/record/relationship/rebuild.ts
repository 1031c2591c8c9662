import { assert } from '#base';
import type { Access } from '#agreement';
import type { Services } from '#joint';
import type { Compartment } from '#repository';
import { BEFORE_ALL, type Keeping, keepRelationships } from './keep.ts';
import { everybody } from './relationship.queries.ts';

const PEOPLE_A_TRANSACTION = 200;

/** Goes through everybody once, in short transactions. */
export async function rebuildRelationships(services: Services, access: Access, keeping: Keeping): Promise<number> {
  assert(access.role === 'system', 'relationships are rebuilt by the program itself');
  let after: Compartment = BEFORE_ALL;
  let count = 0;
  for (;;) {
    const people = await everybody(services.store, after, PEOPLE_A_TRANSACTION);
    const last = people.at(-1);
    if (last === undefined) return count;
    await services.store.write(async (transaction) => keepRelationships(transaction, people, keeping));
    count += people.length;
    after = last;
  }
}
