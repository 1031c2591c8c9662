import { createHash } from 'node:crypto';
import type { ReportCell, ReportChange, ReportQuality } from './contract.ts';
import { CODED, ODD } from './counted.ts';
import { LIMITS } from './limits.ts';
import { REPORT } from './pack.ts';
import type { CountedRow } from './report.queries.ts';

const SEXES = ['female', 'male'] as const;
/** Not recorded, or neither: a part of its own, so that the parts add up to the whole. */
const OTHER = 'other';

/** Every cell of the report, also those of nought: no cell is typed, and none is left out. Pure. */
export function cellsOf(rows: readonly CountedRow[]): readonly ReportCell[] {
  return REPORT.elements.flatMap((element, at) => {
    const { id, words, dataElement } = element;
    const own = rows.filter((row) => row.element === at + 1);
    const whole = { element: id, part: '', words, dataElement, value: total(own) };
    if (!element.split) return [whole];
    const parts = [...SEXES, OTHER].flatMap((sex) =>
      [...REPORT.ageBands.map((band) => band.id), OTHER].map((band) => ({
        ...whole,
        part: `${sex} ${band}`,
        value: total(own.filter((row) => sexOf(row) === sex && bandOf(row) === band)),
      })),
    );
    return [whole, ...parts];
  });
}

/** How much of what the report needs was recorded. Pure. */
export function qualityOf(rows: readonly CountedRow[]): ReportQuality {
  const visits = rows.filter(({ element }) => element === 1);
  return {
    visits: total(visits),
    withSex: total(visits.filter((row) => sexOf(row) !== OTHER)),
    withAge: total(visits.filter((row) => bandOf(row) !== OTHER)),
    withReason: total(rows.filter(({ element }) => element === CODED)),
    odd: LIMITS.flatMap(({ words, likely, unit }, at) => {
      const count = total(rows.filter(({ element }) => element === ODD + at));
      return count === 0 ? [] : [{ words, likely: `${likely[0]} to ${likely[1]} ${unit}`, count }];
    }),
  };
}

/** The same figures have the same, however they were come by. */
export function hashOf(cells: readonly ReportCell[]): string {
  const told = cells.map(({ element, part, value }) => [element, part, value]);
  return createHash('sha256')
    .update(JSON.stringify([REPORT.id, REPORT.version, told]))
    .digest('hex');
}

/** What is other now than it was. Pure. */
export function changesOf(before: readonly ReportCell[], now: readonly ReportCell[]): readonly ReportChange[] {
  const old = new Map(before.map((cell) => [keyOf(cell), cell.value]));
  return now.flatMap((cell) => {
    const was = old.get(keyOf(cell)) ?? 0;
    return was === cell.value ? [] : [{ words: cell.words, part: cell.part, before: was, now: cell.value }];
  });
}

export function keyOf({ element, part }: Pick<ReportCell, 'element' | 'part'>): string {
  return `${element}\n${part}`;
}

function total(rows: readonly CountedRow[]): number {
  return rows.reduce((sum, { count }) => sum + count, 0);
}

function sexOf({ sex }: CountedRow): string {
  return SEXES.find((one) => one === sex) ?? OTHER;
}

function bandOf({ age }: CountedRow): string {
  if (age === null) return OTHER;
  return REPORT.ageBands.find(({ from, until }) => age >= from && (until === undefined || age < until))?.id ?? OTHER;
}
