import type { CountedFigure, CountedMeasure, MeasureCourse } from '#governance/contract';
import { percentOf, showPercent } from '../insight/tally.tsx';
import { Field } from '../parts/form.tsx';
import { Value, When, Words } from '../parts/value.tsx';
import { Pick } from './parts.tsx';

/** A measure with its figure now and how far that moved since the baseline, each with its day; or what somebody wrote. */
export function Course({ of }: { readonly of: MeasureCourse }) {
  if (!of.counted) return <Words>{of.title}</Words>;
  return (
    <>
      <a href={`/measures/${encodeURIComponent(of.measure)}?place=all`}>
        <Words>{of.title}</Words>
      </a>
      , <Figures of={of} />
    </>
  );
}

function Figures({ of: { now, base, since, points } }: { readonly of: MeasureCourse }) {
  if (!now || !('tally' in now)) return <bdi>{now?.why ?? 'no figure is told to you'}</bdi>;
  return (
    <bdi>
      <Value>{showPercent(percentOf(now.tally))}</Value> as at <When at={now.asAt} />
      {base && 'tally' in base && points !== undefined ? (
        <>
          , <Value>{pointsWords(points)}</Value> since <When at={base.asAt} /> (<BaseFigure of={base} />)
        </>
      ) : (
        <>
          , no movement is told since <When at={since} />
        </>
      )}
    </bdi>
  );
}

function BaseFigure({ of }: { readonly of: Extract<CountedFigure, { readonly tally: object }> }) {
  return <Value>{showPercent(percentOf(of.tally))}</Value>;
}

function pointsWords(points: number): string {
  const rounded = Math.round(points * 10) / 10;
  const sign = rounded > 0 ? '+' : rounded < 0 ? '\u2212' : '';
  return `${sign}${Math.abs(rounded).toFixed(1)} points`;
}

/** One of those that are counted; in words only where this seat is told of none. */
export function MeasureField(props: {
  readonly id: string;
  readonly choices: readonly CountedMeasure[];
  readonly label?: string;
  readonly value?: string;
}) {
  const { id, choices, label = 'The measure', value } = props;
  if (choices.length === 0) return <Field label={`${label}, in words`} name="measure" id={id} required value={value} />;
  return (
    <Pick
      label={label}
      name="measure"
      id={id}
      value={value}
      options={choices.map(({ id: measure, title }) => ({ value: measure, words: title }))}
    />
  );
}
