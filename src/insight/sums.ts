import { STRATA_DAYS } from './counter.ts';
import type { State, TallyRow } from './state.queries.ts';
import { atPractice, type Within } from './team.ts';

/** Who counts alike, and in which teams they are; without them, in none. */
export type Alike = Pick<State, 'pack' | 'place' | 'counted' | 'met' | 'strata'> & Partial<Within & Pick<State, 'had'>>;

/** Sums of what people count in, by practice and by team at a practice. */
export type FigureSums = {
  /** Adds so many people who count alike, or takes them away. */
  readonly add: (state: Alike, people: number) => void;
  /** One person by one pack, until now and from now on: most changes move a few of a thousand figures, and no more are looked at. */
  readonly move: (before: Alike | undefined, now: Alike | undefined) => void;
  readonly rows: () => readonly TallyRow[];
};

/** Four numbers a measure: counted, met, and of whom something was recorded in that month, and who of these met. */
type Block = Int32Array;
const NUMBERS = 4;
/** A measure is a bit of an integer. */
const MEASURES = 31;
const ALL = -1;

type Sums = { readonly pack: number; readonly place: string; readonly slots: Map<string, Block>[] };

export function newFigures(): FigureSums {
  const places = new Map<string, Sums>();
  const sumsAt = (pack: number, place: string): Sums => {
    const key = `${pack} ${place}`;
    const sums = places.get(key) ?? { pack, place, slots: [] };
    places.set(key, sums);
    return sums;
  };
  /** Of each day the measures of `only`, as bits. */
  const count = (state: Alike, people: number, only?: readonly number[]) => {
    const { pack, place: practice, counted, met, teams = [], within = [], had = [] } = state;
    const own = sumsAt(pack, practice);
    counted.forEach((all, slot) => {
      const measures = all & (only?.[slot] ?? ALL);
      if (measures === 0) return;
      const bits = { measures, met: met[slot] ?? 0, people };
      const strata = strataOn(state, slot);
      addBits(blockOf(own, slot, ''), { ...bits, had: had[slot] ?? 0 });
      for (const stratum of strata) addBits(blockOf(own, slot, stratum), bits);
      teams.forEach((team, at) => {
        if ((((within[at] ?? 0) >> slot) & 1) === 0) return;
        const theirs = sumsAt(pack, atPractice(team, practice));
        for (const stratum of ['', ...strata]) addBits(blockOf(theirs, slot, stratum), bits);
      });
    });
  };
  return {
    add: count,
    move: (before, now) => {
      const only = before && now && sameWhere(before, now) ? differences(before, now) : undefined;
      if (before) count(before, -1, only);
      if (now) count(now, 1, only);
    },
    rows: () => [...places.values()].flatMap(rowsOf),
  };
}

/** Of each day the measures, as bits, of which anything differs. */
function differences(before: Alike, now: Alike): readonly number[] {
  return now.counted.map((all, slot) => {
    if (!same(strataOn(before, slot), strataOn(now, slot))) return ALL;
    const differs = (one: readonly number[] = [], other: readonly number[] = []) =>
      (one[slot] ?? 0) ^ (other[slot] ?? 0);
    return (all ^ (before.counted[slot] ?? 0)) | differs(before.met, now.met) | differs(before.had, now.had);
  });
}

function sameWhere(before: Alike, now: Alike): boolean {
  return (
    before.pack === now.pack &&
    before.place === now.place &&
    before.counted.length === now.counted.length &&
    same(before.teams, now.teams) &&
    same(before.within, now.within)
  );
}

function same<T>(one: readonly T[] = [], other: readonly T[] = []): boolean {
  return one.length === other.length && one.every((value, at) => value === other[at]);
}

function strataOn({ strata, counted }: Alike, slot: number): readonly string[] {
  if (slot >= STRATA_DAYS) return [];
  const dimensions = strata.length / Math.min(counted.length, STRATA_DAYS);
  return strata.slice(slot * dimensions, (slot + 1) * dimensions);
}

function blockOf({ slots }: Sums, slot: number, stratum: string): Block {
  const strata = (slots[slot] ??= new Map());
  const block = strata.get(stratum) ?? new Int32Array(MEASURES * NUMBERS);
  strata.set(stratum, block);
  return block;
}

type Bits = { readonly measures: number; readonly met: number; readonly had?: number; readonly people: number };

function addBits(block: Block, { measures, met, had = 0, people }: Bits): void {
  const add = (at: number) => (block[at] = (block[at] ?? 0) + people);
  for (let left = measures; left !== 0; left &= left - 1) {
    const measure = 31 - Math.clz32(left & -left);
    const at = measure * NUMBERS;
    const has = (met >> measure) & 1;
    add(at);
    if (has) add(at + 1);
    if (((had >> measure) & 1) === 0) continue;
    add(at + 2);
    if (has) add(at + 3);
  }
}

function rowsOf({ pack, place, slots }: Sums): readonly TallyRow[] {
  const rows: TallyRow[] = [];
  slots.forEach((strata, slot) => {
    for (const [stratum, block] of strata)
      for (let measure = 0; measure < MEASURES; measure += 1) {
        const [counted = 0, met = 0, had = 0, hadMet = 0] = block.subarray(measure * NUMBERS, (measure + 1) * NUMBERS);
        if (counted || met || had || hadMet)
          rows.push({ pack, place, slot, measure, stratum, met, counted, had, hadMet });
      }
  });
  return rows;
}
