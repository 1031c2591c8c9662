import type { Services } from '#joint';
import type { Change, Compartment, Ports } from '#repository';
import type { Store, Transaction } from '#store';
import { mappedTypes } from '../catalogue.ts';
import { mapsOf } from './maps.ts';
import { keepReading, nextReading } from './maps.queries.ts';

/** Tables that mappings reach. */
const TABLES = ['insight_fact', 'insight_unread'];
/** Locked at once: writers of these wait for about a tenth of a second at most. */
const PAGE = 300;

type Projecting = { readonly store: Store; readonly ports: Pick<Ports, 'projected'> };

/**
 * Of changes that the feed tells, by whatever mappings their writer knew: their rows become those of the mappings that stand. The caller
 * holds the lock of the run. Answers whose rows were others.
 */
export async function mend(
  { store, ports: { projected } }: Projecting,
  transaction: Transaction,
  changes: readonly Change[],
): Promise<readonly Compartment[]> {
  const { codes } = await mapsOf(store).atLeast(transaction);
  if (codes.length === 0) return [];
  const of = changes.filter(({ type, op }) => op !== 'delete' && op !== 'link' && mappedTypes.includes(type));
  const compartments = changes.filter(({ op }) => op === 'link');
  if (of.length + compartments.length === 0) return [];
  const bearing = await projected.bearingAmong(transaction, { types: mappedTypes, codes, of, compartments });
  return projected.anew(transaction, TABLES, bearing);
}

export type PageRead = { readonly compartments: readonly Compartment[]; readonly more: boolean };

/** Reads the next page of the first reading that is not done, with its place. The caller holds the lock of the run. */
export async function readPage(
  { store, ports: { projected }, now, log }: Projecting & Pick<Services, 'now' | 'log'>,
  transaction: Transaction,
  limit = PAGE,
): Promise<PageRead> {
  const reading = await nextReading(transaction);
  if (!reading) return { compartments: [], more: false };
  await mapsOf(store).atLeast(transaction);
  const { act, system, code, place } = reading;
  const asked = { types: mappedTypes, codes: [system === '' ? { code } : { system, code }] };
  const total = reading.total ?? (await projected.countBearing(transaction, asked));
  const page = await projected.bearing(transaction, { ...asked, after: place ?? undefined, limit });
  const compartments = await projected.anew(transaction, TABLES, page.places);
  const done = page.after === undefined ? new Date(now()) : undefined;
  const [looked, changed] = [page.places.length, compartments.length];
  await keepReading(transaction, { act, total, looked, changed, place: page.after, done });
  log.info({ act, count: reading.looked + looked, total }, 'insight: reading resources of a mapped code anew');
  return { compartments, more: true };
}
