import type { ResultSeries } from '#record/contract';
import { sideOf, targetSigns } from '../charts/trend.ts';
import { Spark } from '../charts/spark.tsx';
import { TrendChart } from '../charts/trend-chart.tsx';
import { Empty, Section, UNSEEN } from '../parts/section.tsx';
import { Source } from '../parts/source.tsx';
import { Value, When, Words } from '../parts/value.tsx';
import { counted } from '../parts/words.ts';

const CHARTS = 6;
const ROWS = 8;

/** Results over time: those with a target as charts, the rest as rows with their latest value. */
export function Results({ of }: { readonly of: readonly ResultSeries[] }) {
  const drawn = of.filter(({ target, points }) => target && points.length > 1).slice(0, CHARTS);
  const rest = of.filter((series) => !drawn.includes(series));
  return (
    <Section title="Results over time" kind="results-card">
      {of.length === 0 && <Empty title="No results to show">{UNSEEN}</Empty>}
      <div class="trends">
        {drawn.map((series) => (
          <TrendChart key={series.code} of={series} />
        ))}
      </div>
      {rest.length > 0 && <Rows of={rest.slice(0, ROWS)} title="Other results" />}
      {rest.length > ROWS && (
        <details class="past">
          <summary>
            <bdi>{counted(rest.length - ROWS, 'more result')}</bdi>
          </summary>
          <Rows of={rest.slice(ROWS)} title="Further results" />
        </details>
      )}
    </Section>
  );
}

function Rows({ of, title }: { readonly of: readonly ResultSeries[]; readonly title: string }) {
  return (
    <table class="rows results">
      <caption>{title}</caption>
      <thead>
        <tr>
          <th scope="col">Result</th>
          <th scope="col">Latest</th>
          <th scope="col" class="wide">
            Over time
          </th>
          <th scope="col">From</th>
        </tr>
      </thead>
      <tbody>
        {of.map((series) => (
          <Row key={series.code} of={series} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ of }: { readonly of: ResultSeries }) {
  const latest = of.points.at(-1);
  if (!latest) return null;
  const side = sideOf(latest.value, of.target);
  return (
    <tr>
      <th scope="row">
        <Words>{of.title}</Words>
      </th>
      <td>
        <Value strong>{latest.shown}</Value>
        {of.target && side !== 'within' && (
          <span class="side">
            <bdi>{`${side === 'above' ? '▲ above' : '▼ below'} target ${targetSigns(of.target)}`}</bdi>
          </span>
        )}
      </td>
      <td class="wide">
        <Spark
          values={of.points.map(({ value }) => value)}
          words={`${of.title}: ${counted(of.points.length, 'result')}`}
          own
        />
      </td>
      <td>
        <When at={latest.at} /> <Source of={latest.source} short />
      </td>
    </tr>
  );
}
