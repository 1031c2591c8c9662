import { type Instrument, type MeasureClause, runningClauses } from '#agreement';
import type { BegunChange } from '../agreed.ts';
import { catalogue, packOf } from '../catalogue.ts';
import type { Partner } from '../scope.ts';
import type { Watch } from './contract.ts';
import type { Sentinels } from './evaluate.ts';
import { measuredSeries } from './measured.ts';
import { closeSentinel, keepSentinel, readSentinels, reopenSentinel, type Sentinel } from './sentinel.queries.ts';

/** What is to be watched because something that was agreed says so. */
export type Wanted = Omit<Sentinel, 'id' | 'ended' | 'endedWords' | 'source'> & { readonly source: string };

const OVER = 'What was agreed says so no longer, or is not in effect.';
const REWORDED = 'Something else was agreed in its place, and is watched from then on.';

/**
 * Watches what the agreements in effect fear, from their first day on and without anybody declaring it; what they fear no longer is not
 * watched any more. A suspended agreement is not in effect: once it is again, the same watch goes on with the days that it had. Answers
 * whether anything else is watched now.
 */
export async function keepAgreed({ store, now, agreed, begun, partners }: Sentinels): Promise<boolean> {
  const wanted = [...wantedOf(await agreed(), await partners()), ...(await begun()).flatMap(wantedOfChange)];
  const all = (await readSentinels(store)).filter(({ source }) => source !== null);
  const running = all.filter(({ ended }) => ended === null);
  const at = new Date(now());
  const over = running.filter((one) => !wanted.some((other) => same(other, one)));
  const fresh = wanted.filter((one) => !running.some((other) => same(one, other)));
  for (const one of over) {
    const reworded = wanted.some(({ source }) => source === one.source);
    await closeSentinel(store, one.id, reworded ? REWORDED : OVER, at);
  }
  for (const one of fresh) {
    const before = all.find((other) => other.ended !== null && same(one, other));
    await store.write(async (transaction) =>
      before
        ? reopenSentinel(transaction, before.id)
        : keepSentinel(transaction, one, { principal: 'system/insight', at }),
    );
  }
  return over.length + fresh.length > 0;
}

/** Of orders and statutes nothing is watched by itself: fewer may read them than read what is watched. */
export function wantedOf(instruments: readonly Instrument[], partners: readonly Partner[]): readonly Wanted[] {
  const open = instruments.filter(({ kind }) => kind !== 'mandate');
  return runningClauses(open.map((instrument) => ({ instrument }))).flatMap(({ instrument, clause }) => {
    const owner = instrument.parties.find((party) => partners.some((one) => one.organization === party.organization));
    if (clause.clause !== 'measure' || !owner || (clause.feared ?? []).length === 0) return [];
    return [wantedBy(instrument, clause, owner.organization)];
  });
}

/** A change of a programme that began, with what was feared of it before; whose nobody is asked about. */
function wantedOfChange({ id, programme, words, since, measures, feared, owner }: BegunChange): readonly Wanted[] {
  if (!owner || feared.length === 0) return [];
  const [, own = measures[0]] = measures;
  const hoped = catalogue.flatMap(({ pack }) => pack.measures).find((one) => one.id === own);
  return [
    {
      source: `programme:${programme}/${id}`,
      change: words.slice(0, 200),
      hoped: (hoped?.title ?? own ?? words).slice(0, 1_000),
      since,
      organization: owner.organization,
      role: owner.role,
      by: 'its programme',
      watches: feared.map(({ series, way, organization }) => ({
        series,
        feared: way,
        ...(organization === undefined ? {} : { organization }),
      })),
      hopedMeasure: hoped?.id ?? null,
      hopedPlace: hoped ? 'all' : null,
    },
  ];
}

function wantedBy({ id, title, effective }: Instrument, clause: MeasureClause, organization: string): Wanted {
  const pack = `${clause.pack} ${clause.version}`;
  const measures = packOf(pack)?.pack.measures ?? [];
  const named = (measure: string) => measures.find((one) => one.id === measure)?.title ?? measure;
  const aims = clause.aims.map(({ measure, percent }) => `${named(measure)}: ${percent} %`);
  return {
    source: `agreement:${id}/${clause.id}`,
    change: title.slice(0, 200),
    hoped: aims.length === 0 ? 'The agreement names no aim beside it.' : aims.join('; ').slice(0, 1_000),
    since: effective,
    organization,
    role: 'programme-lead',
    by: `the agreement, paragraph ${clause.cites}`,
    watches: (clause.feared ?? []).flatMap((one) => watchesFor(one, pack)),
    hopedMeasure:
      clause.aims.map(({ measure }) => measure).find((one) => measures.some(({ id: known }) => known === one)) ?? null,
    hopedPlace: 'all',
  };
}

/** Its value beside the one that was agreed; and where it can be counted as it happens, its course at each practice too. */
function watchesFor(
  { measure, worse, percent }: NonNullable<MeasureClause['feared']>[number],
  pack: string,
): readonly Watch[] {
  const feared = worse === 'above' ? ('up' as const) : ('down' as const);
  const happens = measuredSeries().some((one) => one.id === measure && one.pack.key === pack);
  return [
    { series: measure, feared, limit: { pack, worse, percent } },
    ...(happens ? [{ series: measure, feared }] : []),
  ];
}

function same(one: Pick<Wanted, 'watches'> & Pick<Sentinel, 'source'>, other: typeof one): boolean {
  return one.source === other.source && keyOf(one.watches) === keyOf(other.watches);
}

/** The store keeps members in an order of its own. */
function keyOf(watches: readonly Watch[]): string {
  return JSON.stringify(
    watches.map(({ series, feared, organization, limit }) => [
      series,
      feared,
      organization,
      limit?.pack,
      limit?.worse,
      limit?.percent,
    ]),
  );
}
