import { catalogue, packOf } from '../catalogue.ts';
import { sameMonth } from '../slots.ts';
import type { LimitShown, Watch } from './contract.ts';
import type { Sentinels } from './evaluate.ts';
import { reviewedUntil, type Sentinel } from './sentinel.queries.ts';
import { FEW } from './series.ts';
import type { Seen } from './watch.ts';

type Tally = { readonly met: number; readonly of: number };

/** A value past what was agreed, as a signal of the organisation whose change it is. */
export type LimitPast = { readonly watch: number; readonly seen: Seen; readonly people: number };

/**
 * Values that are past what was agreed, as at today. One that was reviewed is asked about again in the next month at the earliest, as long
 * as it is past it.
 */
export async function limitsPast(sentinels: Sentinels, sentinel: Sentinel): Promise<readonly LimitPast[]> {
  const { today } = await sentinels.scope();
  const past: LimitPast[] = [];
  for (const [watch, one] of sentinel.watches.entries()) {
    const tally = one.limit && today >= sentinel.since ? await tallyOf(sentinels, one) : undefined;
    if (!one.limit || !tally || !isPast(tally, one.limit)) continue;
    const { worse, percent } = one.limit;
    const asked = { sentinel: sentinel.id, watch, organization: sentinel.organization };
    const reviewed = await reviewedUntil(sentinels.store, asked);
    if (reviewed !== undefined && sameMonth(reviewed, today)) continue;
    const expected = (tally.of * percent) / 100;
    past.push({
      watch,
      seen: { since: today, until: today, counted: tally.met, expected, rules: ['agreed-limit'] },
      people: worse === 'above' ? tally.met : tally.of - tally.met,
    });
  }
  return past;
}

/** Every value of a change that was agreed, as one viewer may know it. */
export async function limitsShown(
  sentinels: Sentinels,
  { watches }: Sentinel,
  all: boolean,
): Promise<readonly LimitShown[]> {
  const shown: LimitShown[] = [];
  for (const one of watches) {
    if (!one.limit) continue;
    const tally = await tallyOf(sentinels, one);
    const told = tally && (all || (tally.met >= FEW && tally.of - tally.met >= FEW));
    shown.push({
      ...one.limit,
      measure: one.series,
      title: measureTitle(one),
      counted: tally !== undefined,
      past: tally !== undefined && isPast(tally, one.limit),
      ...(told ? { tally } : {}),
    });
  }
  return shown;
}

/** Of everybody whom the pack counts; undefined where no agreement counts it any more, and of what is sensitive. */
async function tallyOf({ scope, figures }: Sentinels, { series, limit }: Watch): Promise<Tally | undefined> {
  const run = await scope();
  const counted = run.scope.packs.find(({ pack }) => pack === limit?.pack);
  const entry = limit && packOf(limit.pack);
  const measure = (entry?.pack.measures.findIndex(({ id }) => id === series) ?? -1) + 1;
  if (!counted || !entry || measure === 0 || entry.pack.sensitive !== undefined) return undefined;
  const kept = await figures(run.revision, entry.number);
  return kept.sum(
    counted.practices.map(({ id }) => id),
    { pack: entry.number, slot: 0, measure },
  );
}

/** Of fewer than a few people nothing is said: one of them would decide it. */
function isPast({ met, of }: Tally, { worse, percent }: NonNullable<Watch['limit']>): boolean {
  if (of < FEW) return false;
  return worse === 'above' ? met * 100 > percent * of : met * 100 < percent * of;
}

function measureTitle({ series, limit }: Watch): string {
  const own = catalogue.find(({ key }) => key === limit?.pack);
  return own?.pack.measures.find(({ id }) => id === series)?.title ?? series;
}

/** What a watch is called where it is told of: its measure, and what was agreed of it. */
export function limitTitle(watch: Watch): string {
  const { worse = 'above', percent = 0 } = watch.limit ?? {};
  return `${measureTitle(watch)}, ${worse} the ${percent} % that were agreed`;
}
