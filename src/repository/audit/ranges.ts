/** Line numbers from lo to hi, both included. */
export type Range = { readonly lo: number; readonly hi: number };

/** '5-7,9': sorted and disjoint. */
export function printRanges(ranges: readonly Range[]): string {
  return ranges.map(({ lo, hi }) => (lo === hi ? String(lo) : `${lo}-${hi}`)).join(',');
}

/** Undefined where it is no text that `printRanges` makes. */
export function parseRanges(text: string): readonly Range[] | undefined {
  if (text === '') return [];
  const ranges = text.split(',').map((part): Range => {
    const [, lo, hi = lo] = /^(-?\d+)(?:-(-?\d+))?$/.exec(part) ?? [];
    return { lo: Number(lo ?? Number.NaN), hi: Number(hi ?? Number.NaN) };
  });
  const inOrder = ranges.every(
    ({ lo, hi }, at) => lo <= hi && lo > (ranges[at - 1]?.hi ?? Number.NEGATIVE_INFINITY) + 1,
  );
  return inOrder && printRanges(ranges) === text ? ranges : undefined;
}

/** Of sorted numbers. */
export function rangesOf(numbers: Iterable<number>): readonly Range[] {
  const ranges: { lo: number; hi: number }[] = [];
  for (const number of numbers) {
    const last = ranges.at(-1);
    if (last && last.hi + 1 === number) last.hi = number;
    else ranges.push({ lo: number, hi: number });
  }
  return ranges;
}

/** What of first..last is not among the sorted numbers. */
export function missingFrom({ lo, hi }: Range, present: readonly number[]): readonly Range[] {
  const missing: Range[] = [];
  let next = lo;
  for (const number of present) {
    if (number > next) missing.push({ lo: next, hi: number - 1 });
    next = number + 1;
  }
  if (next <= hi) missing.push({ lo: next, hi });
  return missing;
}

/** Ranges without the numbers of others; all sorted. */
export function without(ranges: readonly Range[], taken: readonly Range[]): readonly Range[] {
  const left: Range[] = [];
  let at = 0;
  for (const { lo, hi } of ranges) {
    let from = lo;
    while (at < taken.length && (taken[at] as Range).hi < lo) at += 1;
    for (let next = at; next < taken.length && (taken[next] as Range).lo <= hi; next += 1) {
      const cut = taken[next] as Range;
      if (cut.lo > from) left.push({ lo: from, hi: cut.lo - 1 });
      from = Math.max(from, cut.hi + 1);
    }
    if (from <= hi) left.push({ lo: from, hi });
  }
  return left;
}

/** Both together, sorted, neighbours joined. */
export function together(one: readonly Range[], other: readonly Range[]): readonly Range[] {
  const joined: { lo: number; hi: number }[] = [];
  for (const { lo, hi } of [...one, ...other].sort((a, b) => a.lo - b.lo)) {
    const last = joined.at(-1);
    if (last && lo <= last.hi + 1) last.hi = Math.max(last.hi, hi);
    else joined.push({ lo, hi });
  }
  return joined;
}

export function isWithin(number: number, ranges: readonly Range[]): boolean {
  return ranges.some(({ lo, hi }) => number >= lo && number <= hi);
}

/** Every number of some ranges: of lines that are there, never of what is missing. */
export function numbersIn(ranges: readonly Range[]): readonly number[] {
  const numbers: number[] = [];
  for (const { lo, hi } of ranges) for (let number = lo; number <= hi; number += 1) numbers.push(number);
  return numbers;
}

/** Whether every number of some ranges is in others; both sorted and disjoint. */
export function areWithin(ranges: readonly Range[], others: readonly Range[]): boolean {
  return without(ranges, others).length === 0;
}
