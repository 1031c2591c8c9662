import type { MeasureRow } from '#insight/contract';
import { percentOf, showPercent, showTally } from '../insight/tally.tsx';
import { Value, When } from '../parts/value.tsx';
import { layMonths, type MonthLayout } from './months.ts';

/** A measure month by month against the agreed aim. Months that are not shown to this viewer leave a gap. */
export function MonthChart({ row }: { readonly row: MeasureRow }) {
  const laid = layMonths(row);
  if (!laid) return <p class="meta">Fewer than two month ends are known so far.</p>;
  return (
    <figure class="trend">
      <div class="plot">
        <svg class="axis" width="44" height={laid.height + 22} aria-hidden="true">
          {laid.ticks.map(({ y, words }) => (
            <text key={words} x="38" y={y + 4} text-anchor="end">
              {words}
            </text>
          ))}
        </svg>
        <MonthArea laid={laid} row={row} />
      </div>
      {laid.cut && (
        <p class="meta">
          <bdi>The scale does not begin at 0 %.</bdi>
        </p>
      )}
      <details>
        <summary>As a table</summary>
        <MonthTable row={row} />
      </details>
    </figure>
  );
}

function MonthArea({ laid, row }: { readonly laid: MonthLayout; readonly row: MeasureRow }) {
  const { height } = laid;
  return (
    <svg
      class="area"
      height={height + 22}
      role="img"
      aria-label={`${row.title} month by month; the table below has the numbers`}
    >
      {laid.ticks.map(({ y }) => (
        <line key={y} class="grid" x1="0" x2="100%" y1={y} y2={y} />
      ))}
      {laid.aim !== undefined && (
        <>
          <line class="aim" x1="0" x2="100%" y1={laid.aim} y2={laid.aim} />
          <text x="100%" y={laid.aim - 5} text-anchor="end" class="aim-label">{`aim ${row.aim}%`}</text>
        </>
      )}
      <svg width="100%" height={height} viewBox={`0 0 1000 ${height}`} preserveAspectRatio="none">
        <path class="line" d={laid.path} vector-effect="non-scaling-stroke" />
      </svg>
      {laid.marks.map(({ x, y, words }) => (
        <circle key={words} class="mark" cx={`${x}%`} cy={y} r="3">
          <title>{words}</title>
        </circle>
      ))}
      <text x="0" y={height + 17}>
        {laid.first}
      </text>
      <text x="100%" y={height + 17} text-anchor="end">
        {laid.last}
      </text>
    </svg>
  );
}

function MonthTable({ row }: { readonly row: MeasureRow }) {
  return (
    <table class="rows tight">
      <thead>
        <tr>
          <th scope="col">Month end</th>
          <th scope="col" class="number">
            Percent
          </th>
          <th scope="col" class="number">
            Met
          </th>
        </tr>
      </thead>
      <tbody>
        {[...row.history].reverse().map(({ day, tally }) => (
          <tr key={day}>
            <td>
              <When at={day} />
            </td>
            <td class="number">
              <Value>{showPercent(percentOf(tally))}</Value>
            </td>
            <td class="number">{tally ? <Value>{showTally(tally)}</Value> : 'not shown'}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
