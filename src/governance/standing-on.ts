import type { AccessRow, Purpose } from '#agreement';
import { type Day, dayIn, endOfDay, isDay } from '#base';
import { accepted, type Outcome, refuse } from '#fhir';
import type { Services } from '#joint';
import {
  accessKeptSince,
  accessRowAt,
  accessRowOf,
  type Compartment,
  type ItemPolicyFacts,
  itemPolicyFactsAt,
} from '#repository';
import type { Reader } from '#store';
import type { Explanation } from './contract.ts';
import type { Current } from './current.ts';

/** When it is that is asked about: now, a day to come, or a day that is over, as it was when it ended. */
export type Instant = {
  readonly day: Day;
  readonly at: Date;
  /** Of a day that is over. */
  readonly stood?: NonNullable<Explanation['stood']>;
};

type Standing = Pick<Services, 'store' | 'now'> & { readonly current: Current };

/**
 * Agreements are known for any day. Who was related to whom, what the person kept back, and what was charged to whom, is kept since the installation
 * began to (`access_past`, `charged_past`): of a day before that the answer is by what stands now, and says so.
 */
export async function instantOf(
  { store, now, current }: Standing,
  { on, viewer }: { readonly on?: string; readonly viewer: { readonly purpose: Purpose } },
): Promise<Outcome<Instant>> {
  const { today, zone } = current.book();
  if (on === undefined || on === today) return accepted({ day: today, at: new Date(now()) });
  if (!isDay(on)) return refuse('value', 'governance.day', `'${on}' is no day of the calendar.`);
  const last = new Date(endOfDay(zone, on) - 1);
  if (on > today) return accepted({ day: on, at: last });
  const since = await accessKeptSince(store, viewer.purpose);
  const thatDay = last.getTime() >= since.getTime();
  const stood = { thatDay, keptSince: dayIn(zone, since.getTime()) };
  return accepted({ day: on, at: thatDay ? last : new Date(now()), stood });
}

/** What the item was then; 'absent': not there yet, or deleted; undefined: what it is now. */
export async function itemAt(
  { store }: Standing,
  reference: string,
  { at, stood }: Instant,
): Promise<ItemPolicyFacts | 'absent' | undefined> {
  return stood?.thatDay ? ((await itemPolicyFactsAt(store, reference, at)) ?? 'absent') : undefined;
}

/** The access row that stood, or that will stand if nothing else is done. */
export async function rowAt(
  reader: Reader,
  looks: Parameters<typeof accessRowOf>[1],
  home: Compartment,
  { at, stood }: Instant,
): Promise<AccessRow | undefined> {
  return stood?.thatDay ? accessRowAt(reader, looks, home, at) : accessRowOf(reader, looks, home, at);
}
