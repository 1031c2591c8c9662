import type { Stance, StakeholderView } from '#governance/contract';
import { Plot, Stretched } from '../charts/plot.tsx';
import { showDay } from '../parts/dates.ts';
import { STANCE_WORDS } from './words.ts';

const HEIGHT = 150;
const STANCES = Object.keys(STANCE_WORDS) as readonly Stance[];

/** Where somebody stood, day by day: a step at each change. The list beneath has the evidence. */
export function StanceChart({ of }: { readonly of: StakeholderView['stances'] }) {
  const [first, last] = [of[0], of.at(-1)];
  if (!first || !last || of.length < 2) return null;
  const [from, to] = [Date.parse(first.on), Date.parse(last.on)];
  const xOf = (on: string) => (to === from ? 0 : ((Date.parse(on) - from) / (to - from)) * 1000);
  const yOf = (stance: Stance) => HEIGHT - 12 - (STANCES.indexOf(stance) * (HEIGHT - 24)) / (STANCES.length - 1);
  const path = of.map(({ on, stance }, at) =>
    at === 0 ? `M0 ${yOf(stance)}` : `H${xOf(on).toFixed(1)}V${yOf(stance)}`,
  );
  const laid = {
    height: HEIGHT,
    ticks: STANCES.map((stance) => ({ y: yOf(stance), words: STANCE_WORDS[stance][1] })),
    first: showDay(first.on),
    last: showDay(last.on),
  };
  return (
    <figure class="trend">
      <Plot laid={laid} scale={76} label="How they stood over time; the list below says the same in words">
        <Stretched height={HEIGHT}>
          <path class="line" d={path.join('')} vector-effect="non-scaling-stroke" />
        </Stretched>
        {of.map(({ on, stance }, at) => (
          <circle key={`${on} ${at}`} class="mark" cx={`${(xOf(on) / 10).toFixed(1)}%`} cy={yOf(stance)} r="4" />
        ))}
      </Plot>
    </figure>
  );
}
