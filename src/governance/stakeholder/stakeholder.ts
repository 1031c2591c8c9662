import { type Day, dayIn } from '#base';
import { type Concern, type Given, onConcern } from './concern.ts';
import { type Influence, onInfluence } from './influence.ts';
import { type Grade, type Of, type StakeholderDeed, type StakeholderSaid, type Weight, WEIGHTS } from './said.ts';

type Signed<D extends StakeholderSaid['did']> = Omit<Of<D>, 'did'> & Pick<StakeholderDeed, 'at' | 'by'>;

export type Pledged = Signed<'promised'> & { readonly done?: Signed<'done'> };
export type Reply = Signed<'reply'> & { readonly answered?: Signed<'answered'> };

/** One stakeholder as what was said says they are. */
export type Stakeholder = Omit<Of<'entered'>, 'did'> & {
  readonly id: string;
  readonly entered: Date;
  readonly grades: readonly Signed<'graded'>[];
  /** In the order of their days. */
  readonly stances: readonly Signed<'stance'>[];
  readonly contacts: readonly Signed<'contact'>[];
  readonly promises: readonly Pledged[];
  readonly planned: readonly Signed<'planned'>[];
  readonly replies: readonly Reply[];
  readonly views: readonly Signed<'own-view'>[];
};

export type Circle = {
  readonly stakeholders: readonly Stakeholder[];
  readonly cadence: Pick<Of<'cadence'>, 'silent' | 'kept' | 'most'> & Partial<Of<'cadence'>>;
  readonly gone: readonly Omit<Of<'gone'>, 'did'>[];
  readonly gatherings: readonly Signed<'gathering'>[];
  readonly newsletters: readonly Signed<'newsletter'>[];
  readonly influences: readonly Influence[];
  /** With those that ended: names the next. */
  readonly influencesSaid: number;
  readonly concerns: readonly Concern[];
  readonly kits: readonly Given[];
};

export const CADENCE = { silent: 45, kept: 730, most: 4 } as const;

export function circleOf(deeds: readonly StakeholderDeed[]): Circle {
  const empty: Circle = {
    stakeholders: [],
    cadence: CADENCE,
    gone: [],
    gatherings: [],
    newsletters: [],
    influences: [],
    influencesSaid: 0,
    concerns: [],
    kits: [],
  };
  return deeds.reduce((circle, deed) => onAll(onOne(circle, deed), deed), empty);
}

function onAll(circle: Circle, { said, at, by }: StakeholderDeed): Circle {
  switch (said.did) {
    case 'cadence':
      return { ...circle, cadence: said };
    case 'gone':
      return { ...circle, gone: [...circle.gone, said] };
    case 'gathering':
      return { ...circle, gatherings: [...circle.gatherings, { ...said, at, by }] };
    case 'newsletter':
      return { ...circle, newsletters: [...circle.newsletters, { ...said, at, by }] };
    case 'influence':
    case 'influence-confirmed':
    case 'influence-ended':
      return onInfluence(circle, said, dayIn('UTC', at.getTime()));
    case 'concern':
    case 'concern-answered':
    case 'concern-closed':
    case 'kit-given':
    case 'kit-read':
      return onConcern(circle, said, { at, by });
    default:
      return circle;
  }
}

function onOne(circle: Circle, { subject, said, at, by }: StakeholderDeed): Circle {
  if (said.did === 'entered') {
    const { did: _, ...one } = said;
    const none = { grades: [], stances: [], contacts: [], promises: [], planned: [], replies: [], views: [] };
    return { ...circle, stakeholders: [...circle.stakeholders, { ...one, id: subject, entered: at, ...none }] };
  }
  const stakeholders = circle.stakeholders.map((one) => (one.id === subject ? after(one, { said, at, by }) : one));
  return { ...circle, stakeholders };
}

function after(one: Stakeholder, { said, at, by }: Pick<StakeholderDeed, 'said' | 'at' | 'by'>): Stakeholder {
  switch (said.did) {
    case 'graded':
      return { ...one, grades: [...one.grades, { ...said, at, by }] };
    case 'stance':
      return { ...one, stances: byDay([...one.stances, { ...said, at, by }]) };
    case 'tended':
      return { ...one, tender: said.tender };
    case 'contact':
      return { ...one, contacts: byDay([...one.contacts, { ...said, at, by }]) };
    case 'promised':
      return { ...one, promises: [...one.promises, { ...said, at, by }] };
    case 'done':
      return {
        ...one,
        promises: one.promises.map((each) =>
          each.id === said.promise && !each.done ? { ...each, done: { ...said, at, by } } : each,
        ),
      };
    case 'planned':
      return { ...one, planned: byDay([...one.planned, { ...said, at, by }]) };
    case 'reply':
      return { ...one, replies: [...one.replies, { ...said, at, by }] };
    case 'answered':
      return {
        ...one,
        replies: one.replies.map((each) =>
          each.id === said.reply ? { ...each, answered: { ...said, at, by } } : each,
        ),
      };
    case 'own-view':
      return { ...one, views: [...one.views, { ...said, at, by }] };
    default:
      return one;
  }
}

/** Of each weight the grade of the latest day; what nobody has graded is low. */
export function gradesOf({ grades }: Pick<Stakeholder, 'grades'>): Readonly<Record<Weight, Grade>> {
  const latest = (weight: Weight): Grade => byDay(grades.filter((one) => one.weight === weight)).at(-1)?.grade ?? 'low';
  return Object.fromEntries(WEIGHTS.map((weight) => [weight, latest(weight)])) as Record<Weight, Grade>;
}

function byDay<T extends { readonly on: Day }>(all: readonly T[]): readonly T[] {
  return all.toSorted((a, b) => a.on.localeCompare(b.on));
}
