import type { MeasureRow, Tally } from '#insight/contract';
import { Tag } from '../parts/tag.tsx';
import { Value } from '../parts/value.tsx';

export function percentOf(tally: Tally | undefined): number | undefined {
  return tally === undefined || tally.of === 0 ? undefined : (tally.met * 100) / tally.of;
}

/** '67.0%': one decimal always, so that a column of them can be compared. */
export function showPercent(percent: number | undefined): string {
  return percent === undefined ? '–' : `${percent.toFixed(1)}%`;
}

export function showTally(tally: Tally): string {
  return `${tally.met.toLocaleString('en-GB')} of ${tally.of.toLocaleString('en-GB')}`;
}

/** Points gained since the month nearest to a year ago; undefined where either figure is missing. */
export function yearChange(row: MeasureRow): number | undefined {
  const now = percentOf(row.tally);
  const then = percentOf(row.history.at(-13)?.tally ?? row.history[0]?.tally);
  return now === undefined || then === undefined || row.history.length < 2 ? undefined : now - then;
}

/** How many have not got there; of what should not be, how many have it. */
export function lackingOf({ met, of }: Tally, { better }: Pick<MeasureRow, 'better'>): number {
  return better === 'lower' ? met : of - met;
}

export function Change({
  points,
  better,
}: {
  readonly points: number | undefined;
  readonly better?: 'lower' | undefined;
}) {
  if (points === undefined) return <span class="meta">–</span>;
  const words = `${points > 0 ? '+' : points < 0 ? '−' : ''}${Math.abs(points).toFixed(1)}`;
  if (Math.abs(points) < 0.05) return <Tag tone="quiet">no change</Tag>;
  return (
    <Tag tone={points > 0 === (better !== 'lower') ? 'better' : 'concern'}>
      <Value>{words}</Value>
      <span class="sr"> points in a year</span>
    </Tag>
  );
}

/** Where the figure stands to what the partners agreed to aim at. */
export function Aim({ row }: { readonly row: MeasureRow }) {
  const percent = percentOf(row.tally);
  if (row.aim === undefined) return <span class="meta">no aim agreed</span>;
  if (percent === undefined) return <Value>{row.aim}%</Value>;
  const short = row.better === 'lower' ? percent - row.aim : row.aim - percent;
  return (
    <span class="aim-words">
      <Value>{row.aim}%</Value>{' '}
      {short <= 0 ? (
        <Tag tone="done">reached</Tag>
      ) : (
        <Tag tone="concern">
          <bdi>{`${short.toFixed(1)} ${row.better === 'lower' ? 'above' : 'below'}`}</bdi>
        </Tag>
      )}
    </span>
  );
}
