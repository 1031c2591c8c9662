import type { MeasureSignals } from '#insight/contract';
import { type FunnelLayout, layFunnel } from './funnel.ts';
import { Plot, Stretched } from './plot.tsx';

const SHAPES = { high: 'M0-6 5.4 4H-5.4Z', low: 'M0 6 5.4-4H-5.4Z' } as const;

/** Places by how many people were counted and how many of them met the measure, within the limits of chance for each number. */
export function FunnelChart(props: {
  readonly of: NonNullable<MeasureSignals['funnel']>;
  readonly title: string;
  /** Of what should not be, low is good. */
  readonly direction?: MeasureSignals['direction'];
}) {
  const laid = layFunnel(props.of);
  return (
    <figure class="trend">
      <FunnelPlot laid={laid} title={props.title} bad={props.direction === 'down' ? 'high' : 'low'} />
      <p class="meta">
        Between the inner lines lie 95 of 100 practices that differ by chance alone, between the outer ones 998 of
        1,000.
      </p>
    </figure>
  );
}

function FunnelPlot({
  laid,
  title,
  bad,
}: {
  readonly laid: FunnelLayout;
  readonly title: string;
  readonly bad: 'high' | 'low';
}) {
  return (
    <Plot laid={laid} label={`${title} by practice, against limits of chance; the table below has the numbers`}>
      <line class="mean" x1="0" x2="100%" y1={laid.whole} y2={laid.whole} />
      <Stretched height={laid.height}>
        {laid.limits.map(({ kind, path }, at) => (
          <path key={at} class={kind === 'far' ? 'bound' : 'bound near'} d={path} vector-effect="non-scaling-stroke" />
        ))}
      </Stretched>
      {laid.marks.map(({ x, y, side, words }) =>
        side === 'within' ? (
          <circle key={words} class="mark" cx={`${x}%`} cy={y} r="3.5">
            <title>{words}</title>
          </circle>
        ) : (
          <svg key={words} x={`${x}%`} y={y} class={side === bad ? 'mark out' : 'mark good'}>
            <path d={SHAPES[side === bad ? 'low' : 'high']}>
              <title>{words}</title>
            </path>
          </svg>
        ),
      )}
    </Plot>
  );
}
