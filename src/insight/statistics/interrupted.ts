import type { Day } from '#base';
import { accepted, type Outcome, refuse } from '#fhir';
import type { Point } from './series.ts';

/** A difference with the limits within which it lies in 95 of 100 such courses. */
export type Effect = { readonly by: number; readonly low: number; readonly high: number };

export type Interrupted = {
  readonly before: { readonly level: number; readonly slope: number };
  /** At the first point after: how far it lies from where the line before would have been. */
  readonly step: Effect;
  /** A period: how much steeper the line is after than before. */
  readonly slope: Effect;
  /** Fitted values, one a point; and what the line before says after the day. */
  readonly fitted: readonly number[];
  readonly without: readonly (number | undefined)[];
};

export const MIN_SIDE = 8;

/**
 * Two straight lines about a day (segmented regression, Wagner 2002): value = a + b t + c after + d (t - t0) after, by least squares. Limits are the
 * wider of the plain ones and those of Newey and West, so that neighbours that resemble one another widen them and few points do
 * not narrow them. Refuses with fewer than eight points on a side.
 */
export function interrupt(points: readonly Point[], since: Day): Outcome<Interrupted> {
  const start = points.findIndex(({ day }) => day >= since);
  const at = start < 0 ? points.length : start;
  const known = points.flatMap(({ value }, t) => (value === undefined ? [] : [{ t, value }]));
  const sides = [known.filter(({ t }) => t < at).length, known.filter(({ t }) => t >= at).length] as const;
  if (Math.min(...sides) < MIN_SIDE) {
    const text = `There are ${sides[0]} periods before ${since} and ${sides[1]} from then on; ${MIN_SIDE} on each side are needed to tell a change from its course.`;
    return refuse('business-rule', 'insight.too-short', text);
  }
  const row = (t: number): Row => (t < at ? [1, t, 0, 0] : [1, t, 1, t - at]);
  const fit = leastSquares(
    known.map(({ t }) => row(t)),
    known.map(({ value }) => value),
  );
  const [level = 0, slope = 0] = fit.weights;
  const z = studentT(known.length - 4);
  const effect = (index: 2 | 3): Effect => {
    const by = fit.weights[index] ?? 0;
    const off = z * (fit.errors[index] ?? 0);
    return { by, low: by - off, high: by + off };
  };
  return accepted({
    before: { level, slope },
    step: effect(2),
    slope: effect(3),
    fitted: points.map((_, t) => dot(row(t), fit.weights)),
    without: points.map((_, t) => (t < at ? undefined : level + slope * t)),
  });
}

type Row = readonly [number, number, number, number];

function leastSquares(rows: readonly Row[], values: readonly number[]) {
  const inverse = invert(sumOf(rows, (row) => outer(row, row)));
  const moment = rows.reduce<readonly number[]>(
    (sum, row, at) => sum.map((one, index) => one + (row[index] ?? 0) * (values[at] ?? 0)),
    [0, 0, 0, 0],
  );
  const weights = inverse.map((line) => dot(line, moment));
  const left = rows.map((row, at) => (values[at] ?? 0) - dot(row, weights));
  const scale = rows.length / (rows.length - 4);
  const robust = multiply(multiply(inverse, neweyWest(rows, left)), inverse);
  const plain = (left.reduce((sum, one) => sum + one * one, 0) / rows.length) * scale;
  const errors = inverse.map((line, at) =>
    Math.sqrt(Math.max(0, plain * (line[at] ?? 0), scale * (robust[at]?.[at] ?? 0))),
  );
  return { weights, errors };
}

type Matrix = readonly (readonly number[])[];

/** The middle of the sandwich: own squares, and neighbours up to a lag by the usual rule, with falling weight (Bartlett). */
function neweyWest(rows: readonly Row[], left: readonly number[]): Matrix {
  const lag = Math.floor(4 * (rows.length / 100) ** (2 / 9));
  const pair = (a: number, b: number): Matrix => {
    const [x, y] = [rows[a], rows[b]];
    const both = (left[a] ?? 0) * (left[b] ?? 0);
    return x && y ? outer(x, y).map((line) => line.map((one) => one * both)) : zero();
  };
  let sum: Matrix = sumOf(rows, (_, at) => pair(at, at));
  for (let back = 1; back <= lag; back += 1) {
    const weight = 1 - back / (lag + 1);
    for (let at = back; at < rows.length; at += 1) {
      const one = pair(at, at - back);
      sum = sum.map((line, i) => line.map((value, j) => value + weight * ((one[i]?.[j] ?? 0) + (one[j]?.[i] ?? 0))));
    }
  }
  return sum;
}

function sumOf(rows: readonly Row[], each: (row: Row, at: number) => Matrix): Matrix {
  return rows.reduce<Matrix>((sum, row, at) => {
    const one = each(row, at);
    return sum.map((line, i) => line.map((value, j) => value + (one[i]?.[j] ?? 0)));
  }, zero());
}

function zero(): Matrix {
  return Array.from({ length: 4 }, () => [0, 0, 0, 0]);
}

function outer(a: readonly number[], b: readonly number[]): Matrix {
  return a.map((x) => b.map((y) => x * y));
}

function multiply(a: Matrix, b: Matrix): Matrix {
  return a.map((line) => (b[0] ?? []).map((_, j) => line.reduce((sum, x, k) => sum + x * (b[k]?.[j] ?? 0), 0)));
}

function dot(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, x, at) => sum + x * (b[at] ?? 0), 0);
}

/** Gauss and Jordan with the largest pivot; eight points on each side make the matrix regular. */
function invert(matrix: Matrix): Matrix {
  const n = matrix.length;
  const work = matrix.map((line, i) => [...line, ...line.map((_, j) => (i === j ? 1 : 0))]);
  for (let column = 0; column < n; column += 1) {
    const pivot = work.reduce(
      (best, line, at) =>
        at >= column && Math.abs(line[column] ?? 0) > Math.abs(work[best]?.[column] ?? 0) ? at : best,
      column,
    );
    const chosen = work[pivot] ?? [];
    work[pivot] = work[column] ?? [];
    const head = chosen[column] ?? 1;
    work[column] = chosen.map((value) => value / head);
    for (let other = 0; other < n; other += 1) {
      if (other === column) continue;
      const times = work[other]?.[column] ?? 0;
      work[other] = (work[other] ?? []).map((value, at) => value - times * (work[column]?.[at] ?? 0));
    }
  }
  return work.map((line) => line.slice(n));
}

/** Student's t at 97.5 %, by the expansion of Cornish and Fisher: within 0.003 from 5 degrees of freedom on. */
export function studentT(freedom: number): number {
  const z = 1.959964;
  const v = freedom;
  return (
    z +
    (z ** 3 + z) / (4 * v) +
    (5 * z ** 5 + 16 * z ** 3 + 3 * z) / (96 * v ** 2) +
    (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / (384 * v ** 3)
  );
}
