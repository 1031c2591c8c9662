import type { Holder } from '#agreement';
import type { Day } from '#base';
import { plusDays } from '#base';
import type { Context, Fear, KeptProgramme, NewProgramme, Of, ProgrammeDeed, ProgrammeSaid } from './said.ts';

export type Signed<D extends ProgrammeSaid['did']> = Of<D> & Pick<ProgrammeDeed, 'at' | 'by'>;

export type Change = Omit<Of<'change'>, 'did'> & {
  readonly measure?: string;
  readonly owner?: Holder;
  readonly feared: readonly Fear[];
  readonly effects: readonly Of<'effect'>[];
  readonly started?: { readonly at: Date; readonly by: string };
};

export type Milestone = {
  readonly id: string;
  readonly words: string;
  readonly on: Day;
  readonly reached?: Day;
  readonly why?: string;
};

/** The days of all milestones as they were when it was frozen; nothing changes them. */
export type Baseline = { readonly name: string; readonly at: Date; readonly days: Readonly<Record<string, Day>> };

export type Sponsor = {
  readonly name: string;
  readonly office: string;
  readonly named: Date;
  readonly until?: Day;
  readonly ended?: { readonly on: Day; readonly why: string };
  readonly acts: readonly Signed<'sponsor-act'>[];
};

export type Shock = Omit<Signed<'shock'>, 'did'> & {
  readonly told: readonly Signed<'told'>[];
  readonly hours: readonly Signed<'hours'>[];
};

export type PromiseOfOthers = Omit<Signed<'promised'>, 'did'> & { readonly arrived?: Signed<'arrived'> };

/** A programme as its deeds say it is. */
export type ProgrammeState = NewProgramme & {
  readonly begun: Date;
  readonly context: Context;
  readonly drivers: readonly Of<'driver'>[];
  readonly changes: readonly Change[];
  readonly milestones: readonly Milestone[];
  readonly baselines: readonly Baseline[];
  /** The last is the one who stands for it now. */
  readonly sponsors: readonly Sponsor[];
  readonly means: readonly Of<'means'>[];
  readonly used: readonly Signed<'used'>[];
  readonly shocks: readonly Shock[];
  readonly promises: readonly PromiseOfOthers[];
  readonly lessons: readonly Signed<'lesson'>[];
  readonly weighed: readonly Signed<'weighed'>[];
  readonly gate?: Signed<'gate'>;
};

export function programmeState({ deeds }: Pick<KeptProgramme, 'deeds'>): ProgrammeState {
  const [first, ...rest] = deeds;
  if (first?.said.did !== 'begun') throw new Error('a programme begins by being begun');
  const { did: _, ...begun } = first.said;
  const state: ProgrammeState = {
    ...begun,
    begun: first.at,
    context: {},
    drivers: [],
    changes: [],
    milestones: [],
    baselines: [],
    sponsors: [],
    means: [],
    used: [],
    shocks: [],
    promises: [],
    lessons: [],
    weighed: [],
  };
  return rest.reduce((now, deed) => onPeople(onPlan(onTree(now, deed), deed), deed), state);
}

/** Aim, drivers, changes, measures, owners. */
function onTree(state: ProgrammeState, { said, at, by }: ProgrammeDeed): ProgrammeState {
  const change = (id: string, next: (one: Change) => Change) => ({
    ...state,
    changes: replace(state.changes, id, next),
  });
  switch (said.did) {
    case 'context':
      return { ...state, context: { ...state.context, ...said.context } };
    case 'driver':
      return { ...state, drivers: [...state.drivers, said] };
    case 'change': {
      const { did: _, ...one } = said;
      return { ...state, changes: [...state.changes, { ...one, feared: [], effects: [] }] };
    }
    case 'measured-by':
      return change(said.change, (one) => ({ ...one, measure: said.measure }));
    case 'feared': {
      const { did: _, change: of, ...fear } = said;
      return change(of, (one) => ({ ...one, feared: [...one.feared, fear] }));
    }
    case 'owned':
      return change(said.change, (one) => ({ ...one, owner: said.owner }));
    case 'effect':
      return change(said.change, (one) => ({ ...one, effects: [...one.effects, said] }));
    case 'started':
      return change(said.change, (one) => ({ ...one, started: { at, by } }));
    case 'gate':
      return { ...state, gate: { ...said, at, by } };
    default:
      return state;
  }
}

/** Milestones, what was frozen, means, and what came between. */
function onPlan(state: ProgrammeState, { said, at, by }: ProgrammeDeed): ProgrammeState {
  const milestone = (id: string, next: (one: Milestone) => Milestone) => ({
    ...state,
    milestones: replace(state.milestones, id, next),
  });
  switch (said.did) {
    case 'milestone':
      return { ...state, milestones: [...state.milestones, { id: said.id, words: said.words, on: said.on }] };
    case 'moved':
      return milestone(said.milestone, (one) => ({ ...one, on: said.on, why: said.why }));
    case 'reached':
      return milestone(said.milestone, (one) => ({ ...one, reached: said.on }));
    case 'baseline':
      return frozen(state, said.name, at);
    case 'means':
      return { ...state, means: [...state.means, said] };
    case 'used':
      return { ...state, used: [...state.used, { ...said, at, by }] };
    case 'shock': {
      const { did: _, ...shock } = said;
      // What the plan was before is frozen first: the board compares with that, whoever forgot to freeze it.
      const before = frozen(state, `Before: ${said.words}`.slice(0, 200), at);
      const slips = (one: Milestone) => said.milestones.includes(one.id) && one.reached === undefined;
      return {
        ...before,
        shocks: [...state.shocks, { ...shock, at, by, told: [], hours: [] }],
        milestones: state.milestones.map((one) =>
          slips(one) ? { ...one, on: plusDays(one.on, said.weeks * 7), why: said.words } : one,
        ),
      };
    }
    default:
      return state;
  }
}

/** Who stands for it, what was told, promised and learned. */
function onPeople(state: ProgrammeState, { said, at, by }: ProgrammeDeed): ProgrammeState {
  const signed = <T extends ProgrammeSaid>(one: T) => ({ ...one, at, by });
  const shock = (id: string, next: (one: Shock) => Shock) => ({ ...state, shocks: replace(state.shocks, id, next) });
  const sponsor = (next: (one: Sponsor) => Sponsor) => ({
    ...state,
    sponsors: state.sponsors.map((one, index) => (index === state.sponsors.length - 1 ? next(one) : one)),
  });
  switch (said.did) {
    case 'sponsor': {
      const { did: _, ...one } = said;
      return { ...state, sponsors: [...state.sponsors, { ...one, named: at, acts: [] }] };
    }
    case 'sponsor-act':
      return sponsor((one) => ({ ...one, acts: [...one.acts, signed(said)] }));
    case 'sponsor-ended':
      return sponsor((one) => ({ ...one, ended: { on: said.on, why: said.why } }));
    case 'told':
      return shock(said.shock, (one) => ({ ...one, told: [...one.told, signed(said)] }));
    case 'hours':
      return shock(said.shock, (one) => ({ ...one, hours: [...one.hours, signed(said)] }));
    case 'promised': {
      const { did: _, ...one } = said;
      return { ...state, promises: [...state.promises, { ...one, at, by }] };
    }
    case 'arrived': {
      const promises = replace(state.promises, said.promise, (one) => ({ ...one, arrived: signed(said) }));
      return { ...state, promises };
    }
    case 'lesson':
      return { ...state, lessons: [...state.lessons, signed(said)] };
    case 'weighed': {
      const others = state.weighed.filter((one) => one.programme !== said.programme || one.lesson !== said.lesson);
      return { ...state, weighed: [...others, signed(said)] };
    }
    default:
      return state;
  }
}

function frozen(state: ProgrammeState, name: string, at: Date): ProgrammeState {
  const days = Object.fromEntries(state.milestones.map(({ id, on }) => [id, on]));
  return { ...state, baselines: [...state.baselines, { name, at, days }] };
}

function replace<T extends { readonly id: string }>(all: readonly T[], id: string, next: (one: T) => T): readonly T[] {
  return all.map((one) => (one.id === id ? next(one) : one));
}
