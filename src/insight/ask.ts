import { type Access, askOnce, type OptOutOn, type Use } from '#agreement';
import { type Day, endOfDay } from '#base';
import { accepted, type Outcome, refuse } from '#fhir';
import type { MeasureRow, Tally } from './contract.ts';
import { catalogue, type CountedPack, packOf } from './catalogue.ts';
import { STRATA_DAYS } from './counter.ts';
import type { Counting } from './counting.ts';
import { type Censuses, type Figures, figuresAt, type KeptFigures } from './figures.ts';
import type { Keeping } from './keeping.ts';
import type { MeasureDefinition } from './pack.ts';
import { findPlace, type PlaceNode, placeTree, teamNodes } from './place.ts';
import type { PackScope, Scope } from './scope.ts';
import { MONTHS, slotDays } from './slots.ts';
import { type Teller, tellerOf } from './teller.ts';
import { type Viewpoint, viewpointOf } from './viewpoint.ts';
import type { Services } from '#joint';

export type Asking = {
  readonly services: Pick<Services, 'store' | 'zone'>;
  readonly keeping: Keeping;
  readonly figures: KeptFigures;
  readonly census: Censuses;
  readonly optOuts: (use: Use) => readonly OptOutOn[];
};

/** A question that has been understood: whose figures, by which pack, for which place, as at which day. */
export type Asked = {
  readonly pack: CountedPack;
  /** Every pack that counts now. */
  readonly running: readonly CountedPack[];
  readonly aims: PackScope['aims'];
  readonly practices: PackScope['practices'];
  readonly scope: PackScope;
  readonly viewpoint: Viewpoint;
  readonly tree: PlaceNode;
  /** Teams that have anybody on any of the days, or that are asked for. */
  readonly teams: readonly PlaceNode[];
  readonly node: PlaceNode;
  readonly asAt: Day;
  /** Figures are those known at the end of this day; absent: those known now. */
  readonly reportedOn?: Day;
  /** The only days that this viewer may ask for, newest first; absent: any. */
  readonly days?: readonly Day[];
  readonly revision: string;
  /** Everybody is being counted anew: figures of this day alone are told until that is done. */
  readonly underway?: { readonly percent: number };
  /** Figure of a place as at the day asked for; undefined where it is not told. */
  readonly told: (node: PlaceNode, measure: number, stratum?: string) => Tally | undefined;
  /** Strata of a measure in which anybody is counted. */
  readonly strata: (measure: number) => readonly string[];
  /** The same as at the month ends before that day, oldest first. */
  readonly history: (node: PlaceNode, measure: number) => MeasureRow['history'];
};

export type Question = {
  readonly place: string;
  readonly asAt?: Day;
  /** As was known at the end of this day. */
  readonly reportedOn?: Day;
  readonly pack?: string;
  /** How people who are told apart fare is asked for too. */
  readonly apart?: boolean;
};

/** Understands a question about figures, or says why it is not answered. `soon` waits for no course of months while everybody is counted anew. */
export async function ask(
  asking: Asking,
  access: Access,
  { soon = false, ...question }: Question & { readonly soon?: boolean },
): Promise<Outcome<Asked>> {
  const run = await runFor(asking, access, { ...question, soon });
  const chosen = choose(run.scope, question.pack);
  if (!chosen) return noPack(question.pack ?? '', run.scope);
  return understand(asking, access, { question, run, chosen });
}

/** The same question of each pack that counts, of one run; those of which this seat is told nothing are left out. */
export async function askEach(
  asking: Asking,
  access: Access,
  question: Omit<Question, 'pack'>,
): Promise<readonly Asked[]> {
  const run = await runFor(asking, access, { ...question, soon: true });
  const found = await Promise.all(
    run.scope.packs.map(async (scope) => {
      const pack = packOf(scope.pack);
      return pack && understand(asking, access, { question, run, chosen: { pack, scope } });
    }),
  );
  return found.flatMap((one) => (one?.ok ? [one.value] : []));
}

export type AskedMeasure = Asked & { readonly measure: MeasureDefinition };

/** The same of one measure, which says by which pack: the first that counts and has it. */
export async function askMeasure(
  asking: Asking,
  access: Access,
  { id, soon = false, ...question }: Omit<Question, 'pack'> & { readonly id: string; readonly soon?: boolean },
): Promise<Outcome<AskedMeasure>> {
  const run = await runFor(asking, access, { ...question, soon });
  const running = run.scope.packs.flatMap(({ pack }) => packOf(pack) ?? []);
  const has = ({ pack }: CountedPack) => pack.measures.some((measure) => measure.id === id);
  const pack = running.find(has) ?? catalogue.find(has);
  const measure = pack?.pack.measures.find((one) => one.id === id);
  if (!pack || !measure) return noMeasure(id, running);
  const scope = run.scope.packs.find((one) => one.pack === pack.key) ?? nobody(pack);
  const found = await understand(asking, access, { question, run, chosen: { pack, scope } });
  return found.ok ? accepted({ ...found.value, measure }) : found;
}

type Chosen = { readonly pack: CountedPack; readonly scope: PackScope };
type Run = Awaited<ReturnType<Keeping['soon']>>;

/** What was known on an earlier day is read off courses: it waits for them. All figures of a page are of one run. */
function runFor(
  { keeping }: Asking,
  access: Access,
  { soon, reportedOn }: Omit<Question, 'place'> & { readonly soon: boolean },
): Promise<Run> {
  return soon && reportedOn === undefined
    ? askOnce(access, 'the run of figures, soon', keeping.soon)
    : askOnce(access, 'the run of figures', keeping.current);
}

type Understanding = {
  readonly question: Question;
  readonly run: Run;
  readonly chosen: Chosen;
};

async function understand(
  asking: Asking,
  access: Access,
  { question, run, chosen }: Understanding,
): Promise<Outcome<Asked>> {
  const { revision, today } = run;
  const { pack, scope } = chosen;
  const viewpoint = viewpointOf(access, scope, pack.pack);
  if (!viewpoint.ok) return viewpoint;
  const tree = placeTree({ partnership: run.scope.partnership, practices: scope.practices });
  const all = teamNodes(scope.teams);
  const node = findPlace(tree, question.place) ?? all.find(({ place }) => place.id === question.place);
  if (!node) return noPlace(question.place);
  const days = slotDays(today);
  const first = viewpoint.value.live ? 0 : 1;
  const { reportedOn } = question;
  const last = days[first] as Day;
  const asAt = question.asAt ?? (reportedOn !== undefined && reportedOn < last ? reportedOn : last);
  if (asAt > last) return notYet(last);
  if (reportedOn !== undefined && (reportedOn < asAt || reportedOn > last)) return noReport(asAt, last);
  const slot = days.indexOf(asAt, first);
  const fixed = slot >= 0 && (reportedOn === undefined || days.includes(reportedOn, first));
  const any = viewpoint.value.everything || viewpoint.value.live;
  if (!fixed && !any) return monthEndsOnly();
  const taken = await takeFigures(asking, { question, run, chosen }, { asAt, slot });
  if (!taken) return understand(asking, access, { question, run: await asking.keeping.current(), chosen });
  const { figures, at } = taken;
  const telling = { tree, teams: scope.teams ?? [], viewpoint: viewpoint.value, pack };
  const now = tellerOf(figures, telling);
  const before = tellerOf(taken.kept, telling);
  return accepted({
    pack,
    running: run.scope.packs.flatMap((one) => packOf(one.pack) ?? []),
    aims: scope.aims,
    practices: scope.practices,
    scope,
    viewpoint: viewpoint.value,
    tree,
    teams: all.filter(
      (one) => one === node || [figures, taken.kept].some((of) => of.practicesOf(one.place.id).length > 0),
    ),
    node,
    asAt,
    ...(reportedOn === undefined ? {} : { reportedOn }),
    ...(any ? {} : { days: days.slice(first) }),
    revision,
    ...(run.underway ? { underway: run.underway } : {}),
    told: (of, measure, stratum = '') => now(of, { slot: at, measure, stratum }),
    strata: (measure) => figures.strata({ pack: pack.number, slot: at, measure }),
    history: historyOf(run.underway ? () => undefined : before, days, asAt),
  });
}

type On = { readonly asAt: Day; readonly slot: number };
/** The figures of the day asked for, at a slot of them; and those that are kept, of which the course is told. */
type Taken = { readonly figures: Figures; readonly at: number; readonly kept: Figures };

/**
 * Kept figures where the day is kept; else read off courses; by strata, which no course tells, by a census, and so while everybody is counted
 * anew. Undefined: that is under way, and the pack cannot be counted at once.
 */
async function takeFigures(
  asking: Asking,
  { question, run, chosen: { pack, scope } }: Understanding,
  { asAt, slot }: On,
): Promise<Taken | undefined> {
  const { reportedOn, apart = false } = question;
  const earlier = reportedOn !== undefined && reportedOn < run.today;
  const counting = oneOnly(asking, { run, scope, ...(earlier ? { reportedOn } : {}) });
  const unkept = apart && (earlier || slot < 0 || slot >= STRATA_DAYS);
  const census =
    run.underway || unkept ? await asking.census(pack, scope, { asAt, reported: counting.reported }) : undefined;
  if (run.underway) return census && { figures: census, at: 0, kept: census };
  const kept = await asking.figures(run.revision, pack.number);
  if (census) return { figures: census, at: 0, kept };
  if (slot >= 0 && !earlier) return { figures: kept, at: slot, kept };
  return { figures: await figuresAt(asking.services.store, counting, asAt), at: 0, kept };
}

/** As at another day nothing but the pack that was asked for is counted. */
export function oneOnly(
  asking: Asking,
  {
    run,
    scope,
    reportedOn,
  }: { readonly run: Pick<Run, 'scope'>; readonly scope: PackScope; readonly reportedOn?: Day },
): Omit<Counting, 'days'> {
  const counting = asking.keeping.counting({ scope: { ...run.scope, packs: [scope] } }, []);
  if (reportedOn === undefined) return counting;
  return { ...counting, reported: new Date(endOfDay(asking.services.zone, reportedOn) - 1) };
}

function historyOf(before: Teller, days: readonly Day[], asAt: Day): Asked['history'] {
  const monthEnds = days.flatMap((day, at) => (at > 0 && day <= asAt ? [{ day, at }] : [])).reverse();
  return (of, measure) =>
    monthEnds.map(({ day, at }) => {
      const tally = before(of, { slot: at, measure, stratum: '' });
      return { day, ...(tally ? { tally } : {}) };
    });
}

/** The pack asked for, else the first that counts; where none does, the first there is, with nobody in it. */
function choose({ packs }: Scope, asked: string | undefined): Chosen | undefined {
  const scope = asked === undefined ? packs[0] : packs.find(({ pack }) => pack === asked);
  const pack = scope ? packOf(scope.pack) : undefined;
  if (scope && pack) return { pack, scope };
  const [first] = catalogue;
  return packs.length === 0 && first ? { pack: first, scope: nobody(first) } : undefined;
}

function nobody({ key }: CountedPack): PackScope {
  return { pack: key, contributors: [], practices: [], aims: {} };
}

/** A row of the dashboard: one measure of one place. */
export function rowOf(asked: Asked, measure: MeasureDefinition): MeasureRow {
  const number = measureNumber(asked.pack, measure.id);
  const tally = asked.told(asked.node, number);
  const aim = asked.aims[measure.id];
  return {
    id: measure.id,
    version: asked.pack.pack.version,
    title: measure.title,
    kind: measure.kind,
    ...(measure.better ? { better: measure.better } : {}),
    ...(tally ? { tally } : { why: tooFew(asked.pack) }),
    ...(aim === undefined ? {} : { aim }),
    history: asked.history(asked.node, number),
  };
}

export function measureNumber({ pack }: CountedPack, id: string): number {
  return pack.measures.findIndex((measure) => measure.id === id) + 1;
}

export function tooFew({ pack }: CountedPack): string {
  return `Not told: it would speak of fewer than ${pack.smallNumber} people, or let it be worked out.`;
}

function noMeasure(id: string, running: readonly CountedPack[]): Outcome<never> {
  const known = running.map(({ key, pack }) => `${key}: ${pack.measures.map((measure) => measure.id).join(', ')}`);
  const text = `There is no measure '${id.slice(0, 80)}'. The measures that are counted are those of ${known.join('; ')}.`;
  return refuse('not-found', 'insight.no-measure', text);
}

function noPack(asked: string, { packs }: Scope): Outcome<never> {
  const known = packs.map(({ pack }) => pack).join(', ');
  const text = `No agreement in force counts by the pack '${asked.slice(0, 80)}'. Those that count are: ${known}.`;
  return refuse('not-found', 'insight.no-pack', text);
}

function noPlace(place: string): Outcome<never> {
  const text = `There is no place '${place.slice(0, 80)}' whose people are counted. Take one of the places of the dashboard.`;
  return refuse('not-found', 'insight.no-place', text);
}

function notYet(last: Day): Outcome<never> {
  return refuse(
    'business-rule',
    'insight.future',
    `Figures are told up to ${last}. Ask for that day or an earlier one.`,
  );
}

function noReport(asAt: Day, last: Day): Outcome<never> {
  const text = `What was known is told for days from ${asAt}, the day of the figures, to ${last}. Ask for one of these.`;
  return refuse('business-rule', 'insight.reported-on', text);
}

function monthEndsOnly(): Outcome<never> {
  const text = `For planning, figures are told as at the last ${MONTHS} month ends. Ask for one of these days.`;
  return refuse('business-rule', 'insight.month-ends', text);
}
