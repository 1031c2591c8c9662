import type { Grade, StakeholderSummary } from '#governance/contract';
import { Plot } from '../charts/plot.tsx';

const HEIGHT = 270;
const CELL = HEIGHT / 3;
const RANK: Readonly<Record<Grade, number>> = { low: 0, medium: 1, high: 2 };
/** How many marks stand side by side in a cell, and how many rows of them. */
const ABREAST = 4;
/** From the middle outwards, as parts of the height of a cell. */
const DOWN = [0.5, 0.22, 0.78] as const;

type Mark = { readonly number: number; readonly x: number; readonly y: number };

/** Where each of a list stands, by power upwards and urgency along; those of one cell side by side, in the order of the list. */
export function layMap(all: readonly StakeholderSummary[]): readonly Mark[] {
  const taken = new Map<string, number>();
  return all.map(({ grades }, index) => {
    const [column, row] = [RANK[grades.urgency], 2 - RANK[grades.power]];
    const at = taken.get(`${column} ${row}`) ?? 0;
    taken.set(`${column} ${row}`, at + 1);
    const along = ((at % ABREAST) + 0.5) / ABREAST;
    const down = DOWN[Math.floor(at / ABREAST) % DOWN.length] ?? 0.5;
    return { number: index + 1, x: Math.round((column + along) * 333.3) / 10, y: Math.round((row + down) * CELL) };
  });
}

/** Power and interest at one look. The list beneath has the same numbers, and says the same in words. */
export function StakeholderMap({ of }: { readonly of: readonly StakeholderSummary[] }) {
  const laid = {
    height: HEIGHT,
    ticks: ['high', 'medium', 'low'].map((words, row) => ({ y: row * CELL + CELL / 2, words })),
    first: 'little at stake',
    last: 'much at stake',
  };
  return (
    <figure class="trend">
      <figcaption class="meta">Power upwards; what is at stake for them now, along.</figcaption>
      <Plot laid={laid} scale={64} label="Power and interest; the list below says the same in words">
        {[1, 2].map((line) => (
          <g key={line}>
            <line class="grid" x1="0" x2="100%" y1={line * CELL} y2={line * CELL} />
            <line class="grid" x1={`${line * 33.33}%`} x2={`${line * 33.33}%`} y1="0" y2={HEIGHT} />
          </g>
        ))}
        {layMap(of).map(({ number, x, y }) => (
          <g key={number}>
            <circle class="stake-mark" cx={`${x}%`} cy={y} r="10" />
            <text class="stake-number" x={`${x}%`} y={y + 4} text-anchor="middle">
              {number}
            </text>
          </g>
        ))}
      </Plot>
    </figure>
  );
}
