import type { Cell } from './cells.ts';

type Counted = Pick<Cell, 'cell' | 'part' | 'people'>;

/**
 * Figures of so few people that they are not told: each such, and, where of a figure and its parts just one would be hidden, the
 * smallest of the other parts with it, so that none can be worked out from the rest.
 */
export function hiddenCells(cells: readonly Counted[], smallNumber: number): ReadonlySet<string> {
  const hidden = new Set<string>();
  for (const cell of new Set(cells.map((one) => one.cell))) {
    const family = cells.filter((one) => one.cell === cell && one.people > 0);
    const small = family.filter(({ people }) => people < smallNumber);
    for (const one of small) hidden.add(nameOf(one));
    if (small.length !== 1 || family.length < 2) continue;
    const [other] = family
      .filter((one) => !hidden.has(nameOf(one)) && one.part !== '')
      .sort((a, b) => a.people - b.people || (a.part < b.part ? -1 : 1));
    const whole = family.find(({ part }) => part === '');
    const also = other ?? whole;
    if (also) hidden.add(nameOf(also));
  }
  return hidden;
}

export function nameOf({ cell, part }: Pick<Cell, 'cell' | 'part'>): string {
  return part === '' ? cell : `${cell} ${part}`;
}
