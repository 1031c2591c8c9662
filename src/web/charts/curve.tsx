import { type Amount, amountWords } from '#agreement';
import type { HumpForecast } from '#money/contract';
import { showMonth } from '../parts/dates.ts';
import { Money } from '../money/amount.tsx';
import { Value } from '../parts/value.tsx';
import { type CurveLayout, layCurve } from './curve.ts';
import { Plot, Stretched } from './plot.tsx';

type CurveShown = { readonly of: HumpForecast; readonly agreed: HumpForecast | undefined };

/** What running old and new side by side takes, month by month: how high it rises, and when savings have met it. */
export function Curve({ of, agreed }: CurveShown) {
  const currency = of.months[0]?.total.currency ?? '';
  const laid = layCurve(of, { agreed, words: (minor) => short({ minor, currency }) });
  if (!laid) return <p class="meta">The agreement does not say what it costs.</p>;
  return (
    <figure class="trend">
      <CurvePlot laid={laid} of={of} />
      {agreed && <p class="meta">The broken line is what was agreed.</p>}
      <details>
        <summary>Month by month as a table</summary>
        <MonthTable of={of} />
      </details>
    </figure>
  );
}

export function monthWords(month: string): string {
  return showMonth(new Date(month));
}

function CurvePlot({ laid, of }: { readonly laid: CurveLayout; readonly of: HumpForecast }) {
  return (
    <Plot laid={laid} label={summary(of)} scale={64}>
      <line class="limit" x1="0" x2="100%" y1={laid.nought} y2={laid.nought} />
      <Stretched height={laid.height}>
        {laid.before !== undefined && <path class="line limit" d={laid.before} vector-effect="non-scaling-stroke" />}
        <path class="line" d={laid.path} vector-effect="non-scaling-stroke" />
      </Stretched>
      {laid.peak && (
        <svg x={`${laid.peak.x}%`} y={laid.peak.y} class="mark out">
          <path d="M0-5 4.6 3.4H-4.6Z" />
        </svg>
      )}
      {laid.met && <circle class="mark" cx={`${laid.met.x}%`} cy={laid.met.y} r="4" />}
    </Plot>
  );
}

function MonthTable({ of }: { readonly of: HumpForecast }) {
  return (
    <table class="rows tight stacked">
      <caption class="sr">What it costs and saves, month by month</caption>
      <thead>
        <tr>
          <th scope="col">Month</th>
          {['Costs', 'Saves', 'To be found so far'].map((words) => (
            <th key={words} scope="col" class="number">
              {words}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {of.months.map(({ month, cost, saved, total, recorded }) => (
          <tr key={month}>
            <th scope="row">
              <Value>{monthWords(month)}</Value>
            </th>
            <td class="number" data-words="Costs">
              <Money of={cost} />
            </td>
            <td class="number" data-words="Saves">
              <Money of={saved} />
              {recorded && <span class="detail meta">recorded</span>}
            </td>
            <td class="number" data-words="To be found so far">
              <Money of={total} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function summary({ peak, met, months }: HumpForecast): string {
  const top = peak ? `It rises to ${amountWords(peak.amount)} in ${monthWords(peak.month)}` : 'It needs nothing';
  const end = met
    ? ` and savings have met it in ${monthWords(met)}.`
    : ` and is not met within ${Math.round(months.length / 12)} years.`;
  return `${top}${peak ? end : '.'} The table below has the numbers.`;
}

/** '£1.2m' and '£350k' on an axis. */
function short({ minor, currency }: Amount): string {
  const [head = ''] = amountWords({ minor: 0, currency }).split('0');
  const whole = minor / (amountWords({ minor: 0, currency }).includes('.') ? 100 : 1);
  const size = Math.abs(whole);
  const [over, unit] = size >= 1_000_000 ? [1_000_000, 'm'] : size >= 1_000 ? [1_000, 'k'] : [1, ''];
  return `${whole < 0 ? '\u2212' : ''}${head}${Math.round((size / over) * 10) / 10}${unit}`;
}
