import { extent } from 'd3-array';
import { scaleLinear } from 'd3-scale';
import { line } from 'd3-shape';

const [WIDTH, HEIGHT, PAD] = [140, 28, 4];

/** A line without axes, for a row of a table that writes the latest value beside it. Gaps (undefined) break the line. */
export function Spark(props: {
  readonly values: readonly (number | undefined)[];
  readonly aim?: number | undefined;
  readonly words: string;
  /** Scaled to its own values; percentages (the usual) are kept at least ten points high. */
  readonly own?: boolean;
}) {
  const known = props.values.filter((value) => value !== undefined);
  if (known.length < 2) return <span class="spark-none">–</span>;
  const [low = 0, high = 1] = extent(props.aim === undefined ? known : [...known, props.aim]);
  const x = scaleLinear([0, props.values.length - 1], [PAD, WIDTH - PAD]);
  // At least ten points high, so that a change of half a point does not look like a cliff.
  const middle = (low + high) / 2;
  const half = Math.max((high - low) / 2, props.own ? Math.abs(middle) * 0.02 || 1 : 5);
  const y = scaleLinear([middle - half, middle + half], [HEIGHT - PAD, PAD]);
  const path = line<number | undefined>(
    (_, at) => x(at),
    (value) => y(value ?? 0),
  )
    .defined((value) => value !== undefined)
    .digits(1)(props.values);
  const last = props.values.at(-1);
  return (
    <svg class="spark" width={WIDTH} height={HEIGHT} role="img" aria-label={props.words}>
      {props.aim !== undefined && <line class="limit" x1="0" x2={WIDTH} y1={y(props.aim)} y2={y(props.aim)} />}
      <path class="line" d={path ?? ''} />
      {last !== undefined && <circle class="mark" cx={x(props.values.length - 1)} cy={y(last)} r="2.6" />}
    </svg>
  );
}
