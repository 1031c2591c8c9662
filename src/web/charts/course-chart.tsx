import { Value, When } from '../parts/value.tsx';
import { type CourseLayout, type CourseMark, type CourseShown, layCourse, showIn } from './course.ts';
import { Plot, Stretched } from './plot.tsx';

/** Periods with their mean and limits; a point that a rule speaks of has another shape. The numbers are one click away. */
export function CourseChart({ of }: { readonly of: CourseShown }) {
  const laid = layCourse(of);
  if (!laid) return <p class="meta">Fewer than two points are known so far.</p>;
  return (
    <figure class="trend">
      <CoursePlot laid={laid} title={of.title} />
      <p class="meta">
        The dashed lines are the limits of chance, the thin line the mean.{' '}
        {laid.marks.some(({ meaning }) => meaning) && 'Triangles and diamonds are what a rule speaks of.'}
      </p>
      <details>
        <summary>As a table</summary>
        <CourseTable of={of} />
      </details>
    </figure>
  );
}

function CoursePlot({ laid, title }: { readonly laid: CourseLayout; readonly title: string }) {
  return (
    <Plot laid={laid} label={`${title} with its limits; the table below has the numbers`}>
      <Stretched height={laid.height}>
        <path class="bound" d={laid.high} vector-effect="non-scaling-stroke" />
        <path class="bound" d={laid.low} vector-effect="non-scaling-stroke" />
        <path class="mean" d={laid.mean} vector-effect="non-scaling-stroke" />
        <path class="line" d={laid.path} vector-effect="non-scaling-stroke" />
      </Stretched>
      {laid.phases.map(({ x, words }) => (
        <line key={words} class="phase" x1={`${x}%`} x2={`${x}%`} y1="0" y2={laid.height}>
          <title>{words}</title>
        </line>
      ))}
      {laid.marks.map((mark) => (
        <CourseShape key={mark.words} mark={mark} />
      ))}
    </Plot>
  );
}

const SHAPES = { better: 'M0-6 5.4 4H-5.4Z', worse: 'M0 6 5.4-4H-5.4Z', change: 'M0-6 6 0 0 6-6 0Z' } as const;

function CourseShape({ mark }: { readonly mark: CourseMark }) {
  const { x, y, meaning, words } = mark;
  if (meaning === undefined)
    return (
      <circle class="mark" cx={`${x}%`} cy={y} r="3">
        <title>{words}</title>
      </circle>
    );
  return (
    <svg x={`${x}%`} y={y} class={meaning === 'worse' ? 'mark out' : meaning === 'better' ? 'mark good' : 'mark'}>
      <path d={SHAPES[meaning]}>
        <title>{words}</title>
      </path>
    </svg>
  );
}

function CourseTable({ of }: { readonly of: CourseShown }) {
  const numbered = of.points.some(({ howMany }) => howMany);
  return (
    <table class="rows tight stacked">
      <thead>
        <tr>
          <th scope="col">{of.row ?? (of.unit === 'percent' ? 'Month end' : 'Seven days from')}</th>
          <th scope="col" class="number">
            {of.unit === 'percent' ? 'Percent' : 'Counted'}
          </th>
          {numbered && (
            <th scope="col" class="number">
              How many
            </th>
          )}
          <th scope="col" class="number">
            Lower limit
          </th>
          <th scope="col" class="number">
            Mean
          </th>
          <th scope="col" class="number">
            Upper limit
          </th>
        </tr>
      </thead>
      <tbody>
        {[...of.points].reverse().map(({ day, value, limits, howMany }) => (
          <tr key={day}>
            <td>
              <When at={day} />
            </td>
            <td class="number" data-words={of.unit === 'percent' ? 'Percent' : 'Counted'}>
              {value === undefined ? 'not shown' : <Value>{showIn(of.unit, value)}</Value>}
            </td>
            {numbered && (
              <td class="number" data-words="How many">
                <Value>{howMany ?? '–'}</Value>
              </td>
            )}
            <td class="number" data-words="Lower limit">
              <Value>{showIn(of.unit, limits?.low)}</Value>
            </td>
            <td class="number" data-words="Mean">
              <Value>{showIn(of.unit, limits?.mean)}</Value>
            </td>
            <td class="number" data-words="Upper limit">
              <Value>{showIn(of.unit, limits?.high)}</Value>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
