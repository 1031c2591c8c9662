import { Value, When } from '../parts/value.tsx';
import { showIn } from './course.ts';
import { type InterruptedShown, layInterrupted } from './interrupted.ts';
import { Plot, Stretched } from './plot.tsx';

/** What was seen before and after a day, the lines nearest to it, and where the line before would have gone. */
export function InterruptedChart({ of }: { readonly of: InterruptedShown }) {
  const laid = layInterrupted(of);
  return (
    <figure class="trend">
      <Plot laid={laid} label={`${of.title}, before and after; the table below has the numbers`}>
        <Stretched height={laid.height}>
          <path class="fitted" d={laid.before} vector-effect="non-scaling-stroke" />
          <path class="fitted" d={laid.after} vector-effect="non-scaling-stroke" />
          <path class="bound" d={laid.without} vector-effect="non-scaling-stroke" />
        </Stretched>
        <line class="phase" x1={`${laid.since}%`} x2={`${laid.since}%`} y1="0" y2={laid.height} />
        {laid.marks.map(({ x, y, words }) => (
          <circle key={words} class="mark" cx={`${x}%`} cy={y} r="3">
            <title>{words}</title>
          </circle>
        ))}
      </Plot>
      <p class="meta">The dotted line is the day, the dashed one where the course before would have gone.</p>
      <details>
        <summary>As a table</summary>
        <InterruptedTable of={of} />
      </details>
    </figure>
  );
}

function InterruptedTable({ of }: { readonly of: InterruptedShown }) {
  const { unit } = of;
  const value = unit === 'percent' ? 'Percent' : 'Counted';
  return (
    <table class="rows tight stacked">
      <thead>
        <tr>
          <th scope="col">{unit === 'percent' ? 'Month end' : 'Seven days from'}</th>
          <th scope="col" class="number">
            {value}
          </th>
          <th scope="col" class="number">
            Line
          </th>
          <th scope="col" class="number">
            As before
          </th>
        </tr>
      </thead>
      <tbody>
        {of.points
          .map((point, at) => (
            <tr key={point.day}>
              <td>
                <When at={point.day} />
              </td>
              <td class="number" data-words={value}>
                {point.value === undefined ? 'not shown' : <Value>{showIn(unit, point.value)}</Value>}
              </td>
              <td class="number" data-words="Line">
                <Value>{showIn(unit, of.fitted[at])}</Value>
              </td>
              <td class="number" data-words="As before">
                <Value>{showIn(unit, of.without[at])}</Value>
              </td>
            </tr>
          ))
          .reverse()}
      </tbody>
    </table>
  );
}
