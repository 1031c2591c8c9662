import { dayWords } from '#agreement';
import { type AskedMeasure, insightOf } from './asked.ts';
import type { BoardCell } from './contract.ts';
import type { Gathering } from './gather.ts';

const FRONT = 5;
const EQUITY_FRONT = 3;
/** The pack of plans in people's own words: told beside whichever pack a report is of, as no other says what people themselves said. */
const OWN_WORDS = 'own-words ';
const OWN_FRONT = 1;

/** Every measure of the partnership as at the month end, those with an agreed aim first; then what was counted of people's own words. */
export async function outcomes({ packing, access, asAt }: Gathering): Promise<readonly BoardCell[]> {
  const insight = insightOf(packing);
  const found = await insight?.dashboard(access, { place: 'all', asAt });
  if (!insight || !found?.ok) return [];
  const measures = toldOf(found.value.measures);
  const { packs = [], chosen } = found.value;
  const pack = packs.map(({ id }) => id).find((id) => id.startsWith(OWN_WORDS) && id !== chosen);
  const words = pack === undefined ? undefined : await insight.dashboard(access, { place: 'all', asAt, pack });
  const known = new Set(measures.map(({ id }) => id));
  const own = words?.ok ? toldOf(words.value.measures).filter(({ id }) => !known.has(id)) : [];
  const cells = (all: readonly AskedMeasure[], front: number) =>
    all.map((measure, at) => ({ ...outcome(measure, asAt), ...(at < front ? { front: true as const } : {}) }));
  return [...cells(measures, FRONT), ...cells(own, OWN_FRONT)];
}

function toldOf(measures: readonly AskedMeasure[]): readonly AskedMeasure[] {
  return ordered(measures).filter(({ tally }) => tally);
}

function outcome(measure: AskedMeasure, asAt: string): BoardCell {
  const { id, version, title, tally, aim, better } = measure;
  const now = percentOf(tally) ?? 0;
  const before = percentOf(measure.history.at(-13)?.tally);
  const short = aim === undefined ? undefined : better === 'lower' ? now - aim : aim - now;
  const year = before === undefined ? '' : `; ${signed(now - before)} points in a year`;
  const aimed =
    aim === undefined
      ? ''
      : `; aim ${aim} %, ${(short ?? 0) <= 0 ? 'reached' : `${(short ?? 0).toFixed(1)} points short`}`;
  return {
    id: `measure-${id}`,
    words: title,
    value: `${now.toFixed(1)} % (${count(tally?.met ?? 0)} of ${count(tally?.of ?? 0)})${aimed}${year}`,
    from: `Measure ${id}, version ${version}, as at ${dayWords(asAt)}`,
    page: `/measures/${id}?place=all`,
    again: true,
    ...(short === undefined ? {} : { tone: short <= 0 ? ('better' as const) : ('concern' as const) }),
  };
}

/** The widest gaps between groups of people, of the measures with an agreed aim; told as at the last month end alone. */
export async function equity({ packing, access, asAt }: Gathering): Promise<readonly BoardCell[]> {
  const insight = insightOf(packing);
  const all = await insight?.dashboard(access, { place: 'all', asAt });
  if (!insight || !all?.ok) return [];
  const measures = ordered(all.value.measures).slice(0, FRONT);
  const views = await Promise.all(measures.map(({ id }) => insight.measure(access, id, 'all')));
  const gaps = views.flatMap((view, at) => {
    const measure = measures[at];
    if (!view.ok || !measure || view.value.asAt !== asAt) return [];
    return (view.value.strata ?? []).flatMap(({ dimension, title, gap }) =>
      gap ? [{ measure, dimension, title, gap }] : [],
    );
  });
  return gaps
    .sort((a, b) => b.gap.points - a.gap.points)
    .map(({ measure, dimension, title, gap }, at) => ({
      id: `gap-${measure.id}-${dimension}`,
      words: `${measure.title}, by ${title.toLowerCase()}`,
      value: `${gap.points.toFixed(1)} points: ${gap.highest} highest, ${gap.lowest} lowest`,
      from: `Measure ${measure.id}, version ${measure.version}, as at ${dayWords(asAt)}`,
      page: `/measures/${measure.id}?place=all`,
      ...(at < EQUITY_FRONT ? { front: true as const } : {}),
    }));
}

function ordered(measures: readonly AskedMeasure[]): readonly AskedMeasure[] {
  return [...measures.filter(({ aim }) => aim !== undefined), ...measures.filter(({ aim }) => aim === undefined)];
}

function percentOf(tally: AskedMeasure['tally']): number | undefined {
  return tally && tally.of > 0 ? (tally.met * 100) / tally.of : undefined;
}

function count(value: number): string {
  return value.toLocaleString('en-GB');
}

function signed(points: number): string {
  return `${points < 0 ? '−' : '+'}${Math.abs(points).toFixed(1)}`;
}
