import type { MeasureRow } from '#insight/contract';
import { percentOf, showPercent, showTally } from '../insight/tally.tsx';
import { Value, When } from '../parts/value.tsx';
import { layMonths, type MonthLayout } from './months.ts';
import { Plot, Stretched } from './plot.tsx';

/** A measure month by month against the agreed aim. Months that are not shown to this viewer leave a gap. */
export function MonthChart({ row }: { readonly row: MeasureRow }) {
  const laid = layMonths(row);
  if (!laid) return <p class="meta">Fewer than two month ends are known so far.</p>;
  return (
    <figure class="trend">
      <MonthPlot laid={laid} row={row} />
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

function MonthPlot({ laid, row }: { readonly laid: MonthLayout; readonly row: MeasureRow }) {
  return (
    <Plot laid={laid} label={`${row.title} month by month; the table below has the numbers`}>
      {laid.aim !== undefined && (
        <>
          <line class="aim" x1="0" x2="100%" y1={laid.aim} y2={laid.aim} />
          <text x="100%" y={laid.aim - 5} text-anchor="end" class="aim-label">{`aim ${row.aim}%`}</text>
        </>
      )}
      <Stretched height={laid.height}>
        <path class="line" d={laid.path} vector-effect="non-scaling-stroke" />
      </Stretched>
      {laid.marks.map(({ x, y, words }) => (
        <circle key={words} class="mark" cx={`${x}%`} cy={y} r="3">
          <title>{words}</title>
        </circle>
      ))}
    </Plot>
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
