import type { Day } from '#base';
import { type Bounds, type Limits, MIN_POINTS, type Phase, phasesOf, pLimits, xmrLimits } from './limits.ts';
import { signalsOf } from './rules.ts';
import type { Point, Share, Signal } from './series.ts';

export type ChartKind = 'xmr' | 'p';

/** A course with its limits: one a point, and what the rules say of it. Positions count from the first point. */
export type Course = {
  readonly kind: ChartKind;
  readonly points: readonly (Point & { readonly limits?: Limits })[];
  readonly phases: readonly (Phase & { readonly limited: boolean; readonly missing: number })[];
  readonly signals: readonly Signal[];
};

/** Individual values against their moving ranges, phase by phase. */
export function xmrCourse(points: readonly Point[], bounds: Bounds, declared: readonly Day[] = []): Course {
  return courseOf('xmr', points, declared, ({ from, to }) => {
    const limits = xmrLimits(points.slice(from, to + 1), bounds);
    return limits && points.slice(from, to + 1).map(() => limits);
  });
}

/** Proportions of separate periods against the binomial, phase by phase; in percent. */
export function pCourse(
  shares: readonly { readonly day: Day; readonly share?: Share }[],
  declared: readonly Day[] = [],
): Course {
  const points = shares.map(({ day, share }) => ({
    day,
    ...(share && share.of > 0 ? { value: (share.met * 100) / share.of } : {}),
  }));
  return courseOf('p', points, declared, ({ from, to }) =>
    pLimits(shares.slice(from, to + 1).map(({ share }) => share)),
  );
}

type LimitsIn = (phase: Phase) => readonly (Limits | undefined)[] | undefined;

function courseOf(kind: ChartKind, points: readonly Point[], declared: readonly Day[], limitsIn: LimitsIn): Course {
  const held = phasesOf(points, declared).map((phase) => {
    const part = points.slice(phase.from, phase.to + 1);
    const limits = limitsIn(phase);
    const known = part.filter(({ value }) => value !== undefined).length;
    const signals = signalsOf(
      part.map(({ value }, at) => {
        const limit = limits?.[at];
        return value === undefined || !limit ? undefined : { value, limits: limit };
      }),
    ).map((signal) => ({ ...signal, from: signal.from + phase.from, to: signal.to + phase.from }));
    return {
      phase: { ...phase, limited: limits !== undefined, missing: Math.max(0, MIN_POINTS - known) },
      points: part.map((point, at) => ({ ...point, ...(limits?.[at] ? { limits: limits[at] } : {}) })),
      signals,
    };
  });
  return {
    kind,
    points: held.flatMap((one) => one.points),
    phases: held.map(({ phase }) => phase),
    signals: held.flatMap((one) => one.signals),
  };
}
