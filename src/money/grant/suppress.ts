import type { Cell } from './cells.ts';
import { isPartOf } from './nested.ts';
import type { ReturnPack } from './pack.ts';

type Counted = Pick<Cell, 'cell' | 'part' | 'people' | 'value'>;
type Rules = Pick<ReturnPack, 'smallNumber' | 'cells'>;

/**
 * Figures that are not told, as they are of few people or would give such away: within a figure and its parts none is hidden alone, and of two
 * figures of which one is part of the other no difference of few is left to be worked out, whole, part by part, or by what parts add up to.
 */
export function hiddenCells(
  cells: readonly Counted[],
  { smallNumber, cells: definitions }: Rules,
): ReadonlySet<string> {
  const families = definitions.map(({ id }) => cells.filter(({ cell }) => cell === id));
  const hidden = new Set(cells.filter((one) => isFew(one.people, smallNumber)).map(nameOf));
  const nested = definitions.flatMap((one, at) =>
    definitions.flatMap((other, beside) =>
      isPartOf(one, other) ? [{ narrow: families[at] ?? [], wide: families[beside] ?? [] }] : [],
    ),
  );
  for (;;) {
    const next =
      first(families, (family) => companion(family, hidden)) ??
      first(nested, (pair) => tellingApart(pair, { hidden, smallNumber }));
    if (next === undefined) return hidden;
    hidden.add(nameOf(next));
  }
}

function isFew(count: number, smallNumber: number): boolean {
  return count > 0 && count < smallNumber;
}

/** Beside the only hidden one of a figure and its parts: the smallest other part, or, where there is none, the figure itself. */
function companion(family: readonly Counted[], hidden: ReadonlySet<string>): Counted | undefined {
  const counted = family.filter(({ people }) => people > 0);
  if (counted.length < 2 || counted.filter((one) => hidden.has(nameOf(one))).length !== 1) return undefined;
  const open = counted.filter((one) => !hidden.has(nameOf(one)));
  return smallest(open.filter(({ part }) => part !== '')) ?? open[0];
}

type Pair = { readonly narrow: readonly Counted[]; readonly wide: readonly Counted[] };
type Telling = { readonly hidden: ReadonlySet<string>; readonly smallNumber: number };

/** A figure to hide, where the same slice of two figures is known, or can be worked out, and their difference is few. */
function tellingApart({ narrow, wide }: Pair, { hidden, smallNumber }: Telling): Counted | undefined {
  for (const slice of slicesOf([...narrow, ...wide])) {
    const [one, other] = [narrow, wide].map((family) => told(family, slice, hidden));
    if (one === undefined || other === undefined || !isFew(other - one, smallNumber)) continue;
    const open = (family: readonly Counted[]) => {
      const own = family.filter((cell) => cell.people > 0 && !hidden.has(nameOf(cell)));
      return (
        smallest(own.filter(({ part }) => part !== '' && slice.holds(part))) ?? own.find(({ part }) => part === '')
      );
    };
    const found = slice.whole ? (wholeOf(narrow, hidden) ?? open(narrow)) : (open(narrow) ?? open(wide));
    if (found) return found;
  }
  return undefined;
}

function wholeOf(family: readonly Counted[], hidden: ReadonlySet<string>): Counted | undefined {
  return family.find((one) => one.part === '' && one.people > 0 && !hidden.has(nameOf(one)));
}

/** Everybody, everybody of one sex or of one age, and each part as it is told. */
type Slice = { readonly whole: boolean; readonly holds: (part: string) => boolean };

function slicesOf(cells: readonly Counted[]): readonly Slice[] {
  const parts = [...new Set(cells.map(({ part }) => part).filter((part) => part !== ''))];
  const [sexes, ages] = [parts.map(sexOf), parts.map(ageOf)].map((all) =>
    [...new Set(all)].filter((one) => one !== ''),
  );
  return [
    { whole: true, holds: () => true },
    ...(sexes ?? []).map((sex) => ({ whole: false, holds: (part: string) => sexOf(part) === sex })),
    ...(ages ?? []).map((age) => ({ whole: false, holds: (part: string) => ageOf(part) === age })),
    ...parts.map((one) => ({ whole: false, holds: (part: string) => part === one })),
  ];
}

/** 'female 25-49', 'sex unknown age unknown', 'male', '50+'. */
function sexOf(part: string): string {
  return /^(female|male|sex unknown)\b/.exec(part)?.[1] ?? '';
}

function ageOf(part: string): string {
  return part.slice(sexOf(part).length).trim();
}

/** What a reader knows a figure to be in a slice: as it is told, as its parts add up to, or as what the others leave of the whole. Undefined where they do not. */
function told(family: readonly Counted[], { whole, holds }: Slice, hidden: ReadonlySet<string>): number | undefined {
  const all = family.find(({ part }) => part === '');
  const parts = family.filter(({ part }) => part !== '');
  const [inside, outside] = [parts.filter(({ part }) => holds(part)), parts.filter(({ part }) => !holds(part))];
  const isOpen = (cells: readonly Counted[]) => cells.every((one) => !hidden.has(nameOf(one)));
  const sum = (cells: readonly Counted[]) => cells.reduce((total, { value }) => total + value, 0);
  if (whole && all && !hidden.has(nameOf(all))) return all.value;
  if (inside.length === 0) return undefined;
  if (isOpen(inside)) return sum(inside);
  return all && isOpen([all, ...outside]) ? all.value - sum(outside) : undefined;
}

function smallest(cells: readonly Counted[]): Counted | undefined {
  return cells.toSorted((a, b) => a.people - b.people || (a.part < b.part ? -1 : 1))[0];
}

function first<T>(all: readonly T[], find: (one: T) => Counted | undefined): Counted | undefined {
  for (const one of all) {
    const found = find(one);
    if (found) return found;
  }
  return undefined;
}

export function nameOf({ cell, part }: Pick<Cell, 'cell' | 'part'>): string {
  return part === '' ? cell : `${cell} ${part}`;
}
