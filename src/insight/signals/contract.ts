import type { Access } from '#agreement';
import type { Day } from '#base';
import type { Outcome } from '#fhir';
import type { DeclaredUse, Place, Tally } from '../contract.ts';
import type { Limits } from '../statistics/limits.ts';
import type { Band, FunnelLimits } from '../statistics/funnel.ts';
import type { Effect, Interrupted } from '../statistics/interrupted.ts';
import type { RunSignal } from '../statistics/run-chart.ts';
import type { Direction, Meaning, SignalRule } from '../statistics/series.ts';
import type { Standardised } from '../statistics/standardise.ts';

export type { Effect, Limits };

/** A month end of a measure in percent, with the limits it is held against; a month that is not told is a gap. */
export type CoursePoint = { readonly day: Day; readonly percent?: number; readonly limits?: Limits };

/** A month by itself: how many of how many. */
export type MonthPoint = CoursePoint & { readonly tally?: Tally };

/** The same measure told of single months, with limits by how many people there are in each (a p chart). */
export type MonthCourse = {
  /** 'done': of those whom the measure counts at the end of the month, who had it in that month. 'reached': of those of whom it was recorded in that month, who had reached it at its end. */
  readonly kind: 'done' | 'reached';
  /** What is looked for in the month. */
  readonly of: readonly string[];
  readonly points: readonly MonthPoint[];
  /** How many more months the newest phase needs before it has limits; 0 where it has. */
  readonly missing: number;
  readonly signals: readonly CourseSignal[];
};

/** A stretch of the course that one or more rules speak of, in words. */
export type CourseSignal = {
  readonly rules: readonly SignalRule[];
  readonly from: Day;
  readonly to: Day;
  readonly meaning: Meaning;
  readonly words: string;
};

/** From a declared day on, mean and limits are worked out anew. */
export type DeclaredPhase = { readonly id: string; readonly since: Day; readonly reason: string; readonly by: string };

export type FunnelRow = {
  readonly place: Place;
  readonly tally: Tally;
  readonly percent: number;
  readonly band: Band;
  readonly limits95: FunnelLimits;
  readonly limits998: FunnelLimits;
};

export type CaterpillarRow = {
  readonly place: Place;
  readonly tally: Tally;
  readonly percent: number;
  /** Limits of its own figure, in percent at 95 %. */
  readonly low: number;
  readonly high: number;
  readonly side: 'lower' | 'as-expected' | 'higher';
};

export type StandardisedRow = Standardised & {
  readonly place: Place;
  /** How many of its people count together, because their groups are too small to be told. */
  readonly together: number;
};

/** Practices by observed over expected, where people are told apart in one way. */
export type StandardisedBy = {
  readonly dimension: string;
  readonly title: string;
  /** What all together reach, in percent: the scale of the rates. */
  readonly whole: number;
  readonly rows: readonly StandardisedRow[];
};

/** What came of something that was changed: two straight lines about its day, or why there are none. */
export type BeforeAfter = {
  /** 'phase-4', 'change-3'. */
  readonly id: string;
  readonly since: Day;
  readonly what: string;
  /** The page of a declared change. */
  readonly page?: string;
  readonly found?: Found;
  readonly why?: string;
};

/** In points of percent, or contacts; the slope a month, or a week. */
export type Found = Pick<Interrupted, 'step' | 'slope' | 'fitted' | 'without'> & { readonly words: readonly string[] };

export type MeasureSignals = {
  readonly use: DeclaredUse;
  readonly id: string;
  readonly title: string;
  readonly direction: Direction;
  readonly place: Place;
  readonly asAt: Day;
  readonly points: readonly CoursePoint[];
  /** How many more month ends the newest phase needs before it has limits; 0 where it has. */
  readonly missing: number;
  readonly signals: readonly CourseSignal[];
  /** By the rules of runs about the median, where enough months are known. */
  readonly run?: { readonly median: number; readonly signals: readonly RunSignal[] };
  /** Absent of what no month alone can be told, and of teams. */
  readonly months?: MonthCourse;
  readonly phases: readonly DeclaredPhase[];
  /** The practices of the place against them all; absent where fewer than two are told. */
  readonly funnel?: { readonly whole: Tally; readonly rows: readonly FunnelRow[]; readonly hidden: number };
  /** The same practices from the lowest to the highest. */
  readonly caterpillar: readonly CaterpillarRow[];
  readonly standardised: readonly StandardisedBy[];
  /** Declared phases, and changes that the partners declared, within the months that are known. */
  readonly effects: readonly BeforeAfter[];
  /** May this viewer declare a phase? */
  readonly declares: boolean;
};

export type PhaseWish = { readonly place: string; readonly since: string; readonly reason: string };

export type SignalAnswers = {
  readonly signals: (access: Access, id: string, place: string) => Promise<Outcome<MeasureSignals>>;
  /** From this day on the course of a measure at a place is another process: its limits begin anew. */
  readonly declarePhase: (access: Access, id: string, wish: PhaseWish) => Promise<Outcome<true>>;
  /** Takes a declared phase back. It stays in the book. */
  readonly endPhase: (access: Access, id: string, phase: string) => Promise<Outcome<true>>;
};
