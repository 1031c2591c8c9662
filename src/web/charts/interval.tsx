export type Interval = { readonly low: number; readonly at: number; readonly high: number };

/** From where to where a row of intervals is drawn: what they all span, and a little room. */
export function spanOf(rows: readonly Interval[], line: number): readonly [from: number, to: number] {
  const low = Math.min(line, ...rows.map((row) => row.low));
  const high = Math.max(line, ...rows.map((row) => row.high));
  const room = Math.max(0.5, (high - low) * 0.05);
  return [low - room, high + room];
}

/** A figure within its limits, beside what all reach: one line of a caterpillar. The numbers stand beside it. */
export function IntervalOf(props: {
  readonly of: Interval;
  readonly line: number;
  readonly span: readonly [from: number, to: number];
  readonly tone: keyof typeof MARKS;
}) {
  const { of, line, span, tone } = props;
  const x = (value: number) => `${(((value - span[0]) * 100) / (span[1] - span[0])).toFixed(1)}%`;
  return (
    <svg class="interval" width="100%" height="20" aria-hidden="true">
      <line class="mean" x1={x(line)} x2={x(line)} y1="0" y2="20" />
      <line class="whisker" x1={x(of.low)} x2={x(of.high)} y1="10" y2="10" />
      <svg x={x(of.at)} y="10" class={MARKS[tone].name}>
        <path d={MARKS[tone].shape} />
      </svg>
    </svg>
  );
}

const MARKS = {
  concern: { name: 'mark out', shape: 'M0 6 5.4-4H-5.4Z' },
  quiet: { name: 'mark', shape: 'M-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0Z' },
  better: { name: 'mark good', shape: 'M0-6 5.4 4H-5.4Z' },
} as const;
