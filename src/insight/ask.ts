import type { Access, OptOutOn, Use } from '#agreement';
import type { Day } from '#base';
import { accepted, type Outcome, refuse } from '#fhir';
import type { MeasureRow, Tally } from './contract.ts';
import { pack } from './diabetes.ts';
import { type Figures, figuresAt } from './figures.ts';
import type { Keeping } from './keeping.ts';
import type { MeasureDefinition } from './pack.ts';
import { findPlace, type PlaceNode, placeTree, practicesIn } from './place.ts';
import type { Scope } from './scope.ts';
import { slotDays } from './slots.ts';
import { hiddenPlaces } from './suppress.ts';
import { type Viewpoint, viewpointOf } from './viewpoint.ts';
import type { Services } from '#joint';

export type Asking = {
  readonly services: Pick<Services, 'store'>;
  readonly keeping: Keeping;
  readonly figures: (revision: string) => Promise<Figures>;
  readonly optOuts: (use: Use) => readonly OptOutOn[];
};

/** A question that has been understood: whose figures, for which place, as at which day. */
export type Asked = {
  readonly tree: PlaceNode;
  readonly node: PlaceNode;
  readonly scope: Scope;
  readonly asAt: Day;
  readonly revision: string;
  /** Figure of a place as at the day asked for; undefined where it is not told. */
  readonly told: (node: PlaceNode, measure: number) => Tally | undefined;
  /** The same as at the month ends before that day, oldest first. */
  readonly history: (node: PlaceNode, measure: number) => MeasureRow['history'];
};

/** Understands a question about figures, or says why it is not answered. */
export async function ask(
  asking: Asking,
  access: Access,
  question: { readonly place: string; readonly asAt?: Day },
): Promise<Outcome<Asked>> {
  const run = await asking.keeping.current();
  const { scope, revision, today } = run;
  const viewpoint = viewpointOf(access, scope);
  if (!viewpoint.ok) return viewpoint;
  const tree = placeTree(scope);
  const node = findPlace(tree, question.place);
  if (!node) return noPlace(question.place);
  const days = slotDays(today);
  const first = viewpoint.value.live ? 0 : 1;
  const asAt = question.asAt ?? (days[first] as Day);
  if (asAt > (days[first] as Day)) return notYet(days[first] as Day);
  const slot = days.indexOf(asAt, first);
  if (slot < 0 && !viewpoint.value.everything && !viewpoint.value.live) return monthEndsOnly();
  const kept = await asking.figures(revision);
  const figures = slot < 0 ? await figuresAt(asking.services.store, asking.keeping.counting(run, []), asAt) : kept;
  const now = tellerOf(figures, tree, viewpoint.value);
  const before = tellerOf(kept, tree, viewpoint.value);
  const monthEnds = days.flatMap((day, at) => (at > 0 && day <= asAt ? [{ day, at }] : [])).reverse();
  const history: Asked['history'] = (of, measure) =>
    monthEnds.map(({ day, at }) => {
      const tally = before(of, at, measure);
      return { day, ...(tally ? { tally } : {}) };
    });
  const told: Asked['told'] = (of, measure) => now(of, Math.max(slot, 0), measure);
  return accepted({ tree, node, scope, asAt, revision, told, history });
}

/** A row of the dashboard: one measure of one place. */
export function rowOf(asked: Asked, measure: MeasureDefinition): MeasureRow {
  const number = measureNumber(measure.id);
  const tally = asked.told(asked.node, number);
  const aim = asked.scope.aims[measure.id];
  return {
    id: measure.id,
    version: pack.version,
    title: measure.title,
    kind: measure.kind,
    ...(tally ? { tally } : { why: tooFew() }),
    ...(aim === undefined ? {} : { aim }),
    history: asked.history(asked.node, number),
  };
}

export function measureNumber(id: string): number {
  return pack.measures.findIndex((measure) => measure.id === id) + 1;
}

export function tooFew(): string {
  return `Not told: it would speak of fewer than ${pack.smallNumber} people, or let it be worked out.`;
}

type Teller = (node: PlaceNode, slot: number, measure: number) => Tally | undefined;

/** Figures as a viewpoint is told them. What is hidden is worked out once a day and measure for the whole tree. */
function tellerOf(figures: Figures, tree: PlaceNode, viewpoint: Viewpoint): Teller {
  const known = new Map<string, ReadonlySet<string>>();
  const sum = (node: PlaceNode, slot: number, measure: number) => figures.sum(practicesIn(node), slot, measure);
  const hiddenIn = (slot: number, measure: number): ReadonlySet<string> => {
    const key = `${slot} ${measure}`;
    const before = known.get(key);
    if (before) return before;
    const tallyOf = (id: string) => sum(findPlace(tree, id) as PlaceNode, slot, measure);
    const suppression = { own: viewpoint.own, smallNumber: pack.smallNumber };
    // Where the register is not told no measure is: most of them count the same people.
    const already = measure === 0 ? new Set<string>() : hiddenIn(slot, 0);
    const made = hiddenPlaces(tree, tallyOf, suppression, already);
    known.set(key, made);
    return made;
  };
  return (node, slot, measure) =>
    viewpoint.everything || !hiddenIn(slot, measure).has(node.place.id) ? sum(node, slot, measure) : undefined;
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

function monthEndsOnly(): Outcome<never> {
  const text = 'For planning, figures are told as at the last twelve month ends. Ask for one of these days.';
  return refuse('business-rule', 'insight.month-ends', text);
}
