import { assert } from '#base';
import type { Access } from '#agreement';
import type { Services } from '#joint';
import type { Tombstone } from '#repository';
import type { Keeping } from '../relationship/keep.ts';
import { eraseItems } from './erase.ts';

const A_TRANSACTION = 200;

export type Replayed = {
  /** Items that an older backup had brought back, and that are gone again. */
  readonly erased: number;
  readonly tombstones: number;
};

/** After a restore: what was erased since the backup was made is erased again, and does not come back by a feed either. Safe to repeat. */
export async function replay(
  services: Services,
  keeping: Keeping,
  access: Access,
  tombstones: readonly Tombstone[],
): Promise<Replayed> {
  assert(access.role === 'system', 'erasures are done again by the program itself');
  const { rights } = services.ports;
  let erased = 0;
  for (let at = 0; at < tombstones.length; at += A_TRANSACTION) {
    const some = tombstones.slice(at, at + A_TRANSACTION);
    erased += await services.store.write(async (transaction) => {
      const items = await rights.risen(transaction, some);
      if (items.length > 0) {
        const because = 'erased before, and brought back by a backup';
        await eraseItems(services, keeping, transaction, { places: [], items, access, because });
      }
      await rights.keepTombstones(transaction, some);
      return items.length;
    });
  }
  return { erased, tombstones: tombstones.length };
}
