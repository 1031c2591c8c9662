import type { Access } from '#agreement';
import { type Day, day, plusDays } from '#base';
import { accepted, type Outcome, refuse } from '#fhir';
import type { Services } from '#joint';

type Tally = { readonly met: number; readonly of: number };

type Dashboards = (
  access: Access,
  question: { readonly place: string; readonly asAt?: Day; readonly pack?: string },
) => Promise<
  Outcome<{
    readonly asAt: Day;
    readonly measures: readonly {
      readonly id: string;
      readonly tally?: Tally;
      readonly why?: string;
    }[];
  }>
>;

/** What is asked of measures here; the rest of that joint's contract is not this one's business. */
type AskedInsight = {
  readonly dashboard: Dashboards;
  readonly counted: (access: Access) => Promise<readonly CountedMeasure[]>;
  readonly watchable?: (access: Access) => Promise<readonly Watchable[]>;
};

/** What can be watched as it happens: contacts, and what balancing measures count. */
export type Watchable = { readonly id: string; readonly title: string; readonly worse: 'up' | 'down' };

/** A measure that an agreement in force counts. */
export type CountedMeasure = {
  readonly id: string;
  readonly title: string;
  readonly better?: 'lower';
  readonly pack: string;
};

/** The figure of a measure for the whole partnership as this seat is told it, or why there is none. */
export type CountedFigure = { readonly asAt: Day; readonly tally: Tally } | { readonly why: string };

export type Counting = Partial<Pick<Services, 'answers'>>;

/** Every measure that is counted, once: by the first pack that has it, as where it is opened. None where this seat is told no figures. */
export async function countedMeasures(counting: Counting, access: Access): Promise<readonly CountedMeasure[]> {
  const known = new Map<string, CountedMeasure>();
  for (const one of (await insightOf(counting)?.counted(access)) ?? []) if (!known.has(one.id)) known.set(one.id, one);
  return [...known.values()];
}

export async function watchable(counting: Counting, access: Access): Promise<readonly Watchable[]> {
  return (await insightOf(counting)?.watchable?.(access)) ?? [];
}

/** A measure that was chosen, which has to be one of those. */
export async function countedMeasure(counting: Counting, access: Access, id: string): Promise<Outcome<CountedMeasure>> {
  const found = (await countedMeasures(counting, access)).find((one) => one.id === id);
  return found ? accepted(found) : noMeasure(id);
}

export function noMeasure(id: string): Outcome<never> {
  return refuse(
    'value',
    'governance.no-measure',
    `The partnership counts no measure '${id.slice(0, 80)}'. Choose one that an agreement in force counts, or none.`,
  );
}

/**
 * As at a day, or now. Who plans is told month ends alone: for them the last one up to that day stands in its place, and the figure
 * says which day it is of. What is hidden from this seat stays hidden: the other joint answers as it does everywhere.
 */
export async function countedFigure(
  counting: Counting,
  access: Access,
  { id, pack }: CountedMeasure,
  on?: Day,
): Promise<CountedFigure> {
  const insight = insightOf(counting);
  if (!insight) return { why: 'No measure is counted here.' };
  const exact = await insight.dashboard(access, { place: WHOLE, pack, ...(on === undefined ? {} : { asAt: on }) });
  const byMonth = on !== undefined && !exact.ok && BY_MONTH.has(exact.refusals[0].code);
  const found = byMonth ? await insight.dashboard(access, { place: WHOLE, pack, asAt: monthEndUpTo(on) }) : exact;
  if (!found.ok) return { why: found.refusals[0].text };
  const row = found.value.measures.find((one) => one.id === id);
  if (row?.tally && row.tally.of > 0) return { asAt: found.value.asAt, tally: row.tally };
  return { why: row?.why ?? 'Nobody was counted in it on that day.' };
}

/** For one answer of several figures: a dashboard holds every measure of its pack, so that each is made once and not for every measure named. */
export function dashboardsOnce(counting: Counting): Counting {
  const insight = insightOf(counting);
  if (insight === undefined) return {};
  const known = new Map<string, ReturnType<Dashboards>>();
  const dashboard: Dashboards = (access, question) => {
    const { place, pack = '', asAt = '' } = question;
    const name = `${place} ${pack} ${asAt}`;
    const found = known.get(name) ?? insight.dashboard(access, question);
    known.set(name, found);
    return found;
  };
  return { answers: { insight: { ...insight, dashboard } } };
}

const WHOLE = 'all';
const BY_MONTH: ReadonlySet<string> = new Set(['insight.month-ends', 'insight.future']);

/** The last end of a month that is not after a day. */
export function monthEndUpTo(on: Day): Day {
  const next = plusDays(on, 1);
  return next.endsWith('-01') ? on : plusDays(day(`${on.slice(0, 8)}01`), -1);
}

function insightOf({ answers }: Counting): AskedInsight | undefined {
  return answers?.['insight'] as AskedInsight | undefined;
}
