import type { FunnelRow, MeasureSignals, StandardisedBy } from '#insight/contract';
import { FunnelChart } from '../charts/funnel-chart.tsx';
import { IntervalOf, spanOf } from '../charts/interval.tsx';
import { Section } from '../parts/section.tsx';
import { Tag } from '../parts/tag.tsx';
import { Value } from '../parts/value.tsx';
import { counted } from '../parts/words.ts';
import { measureHref } from './measures.tsx';
import { showPercent, showTally } from './tally.tsx';

/** In which of three ways practices are held against one another, and how people are told apart for the third. */
export type BetweenAsked = { readonly view: 'funnel' | 'caterpillar' | 'expected'; readonly by?: string };

const VIEWS = [
  ['funnel', 'By number of people'],
  ['caterpillar', 'In order'],
  ['expected', 'Observed against expected'],
] as const;

export function betweenAsked(query: URLSearchParams): BetweenAsked {
  const view = VIEWS.find(([id]) => id === query.get('between'))?.[0] ?? 'funnel';
  const by = query.get('by');
  return { view, ...(by === null ? {} : { by }) };
}

export const BANDS: Readonly<
  Record<FunnelRow['band'], { readonly tone: 'better' | 'concern' | 'quiet'; readonly words: string }>
> = {
  'far-below': { tone: 'concern', words: 'far below the others' },
  below: { tone: 'concern', words: 'below the others' },
  within: { tone: 'quiet', words: 'as chance puts it' },
  above: { tone: 'better', words: 'above the others' },
  'far-above': { tone: 'better', words: 'far above the others' },
};

type Props = { readonly of: MeasureSignals; readonly asked: BetweenAsked };

/** Practices against one another: against chance by their size, in order, or against what their own people would lead one to expect. */
export function Between({ of, asked }: Props) {
  const { funnel } = of;
  if (!funnel) return null;
  return (
    <Section title="Between practices" count={funnel.rows.length}>
      <nav class="chips" aria-label="How practices are compared">
        {VIEWS.map(([id, words]) => (
          <a key={id} class="chip" aria-current={id === asked.view ? 'page' : undefined} href={hrefOf(of, id)}>
            {words}
          </a>
        ))}
      </nav>
      {asked.view === 'funnel' && <ByNumber of={of} funnel={funnel} />}
      {asked.view === 'caterpillar' && <InOrder of={of} funnel={funnel} />}
      {asked.view === 'expected' && <Expected of={of} asked={asked} />}
      {funnel.hidden > 0 && (
        <p class="meta">
          <bdi>{`Not shown, because of too few people: ${counted(funnel.hidden, 'practice')}.`}</bdi>
        </p>
      )}
    </Section>
  );
}

function hrefOf({ id, place }: MeasureSignals, view: BetweenAsked['view'], by?: string): string {
  const told = by === undefined ? '' : `&by=${encodeURIComponent(by)}`;
  return `${measureHref(id, place, '/signals')}&between=${view}${told}#s-between-practices`;
}

type Compared = { readonly of: MeasureSignals; readonly funnel: NonNullable<MeasureSignals['funnel']> };

function ByNumber({ of, funnel }: Compared) {
  return (
    <>
      <FunnelChart of={funnel} title={of.title} direction={of.direction} />
      <table class="rows stacked">
        <Head columns={['Percent', 'Met', '95 % limits']} last="Against the others" />
        <tbody>
          {[...funnel.rows]
            .sort((a, b) => a.percent - b.percent)
            .map(({ place, percent, tally, limits95, band }) => (
              <tr key={place.id}>
                <Practice of={of} place={place} />
                <Cell of="Percent" strong value={showPercent(percent)} />
                <Cell of="Met" value={showTally(tally)} />
                <Cell of="95 % limits" value={rangeOf(limits95)} />
                <td data-words="Against the others">
                  <Tag tone={toneOf(of, BANDS[band].tone)}>{BANDS[band].words}</Tag>
                </td>
              </tr>
            ))}
        </tbody>
      </table>
    </>
  );
}

function InOrder({ of, funnel }: Compared) {
  const whole = (100 * funnel.whole.met) / funnel.whole.of;
  const span = spanOf(of.caterpillar.map(intervalOf), whole);
  return (
    <>
      <table class="rows stacked ordered">
        <Head columns={['Percent', 'Met', '95 % interval']} last="Against all" drawn />
        <tbody>
          {of.caterpillar.map(({ place, tally, side, ...row }) => (
            <tr key={place.id}>
              <Practice of={of} place={place} />
              <td class="drawn">
                <IntervalOf of={intervalOf(row)} line={whole} span={span} tone={toneOf(of, SIDES[side].tone)} />
              </td>
              <Cell of="Percent" strong value={showPercent(row.percent)} />
              <Cell of="Met" value={showTally(tally)} />
              <Cell of="95 % interval" value={rangeOf(row)} />
              <td data-words="Against all">
                <Tag tone={toneOf(of, SIDES[side].tone)}>{SIDES[side].words}</Tag>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p class="meta">
        <bdi>{`The line is all practices together, ${showPercent(whole)}. Each practice is drawn with the interval in which its own figure lies in 95 of 100 such practices; of twenty, one misses the line by chance.`}</bdi>
      </p>
    </>
  );
}

function Expected({ of, asked }: Props) {
  const by = of.standardised.find(({ dimension }) => dimension === asked.by) ?? of.standardised[0];
  if (!by) return <p>People are not told apart here in a way that could be taken into account, or too few are told.</p>;
  return (
    <>
      <nav class="chips" aria-label="What is taken into account">
        {of.standardised.map(({ dimension, title }) => (
          <a
            key={dimension}
            class="chip"
            aria-current={dimension === by.dimension ? 'true' : undefined}
            href={hrefOf(of, 'expected', dimension)}
          >
            {title}
          </a>
        ))}
      </nav>
      <ExpectedTable of={of} by={by} />
      <p class="meta">
        <bdi>{`Expected are as many as would be if each group by ${by.title.toLowerCase()} did in this practice as it does in all together (${showPercent(by.whole)}). The rate is observed over expected, on that scale, with Byar’s limits at 95 %; a practice is named where 99.8 % limits leave the expected number out. Where nearly everybody meets a measure these limits are wider than they need be, so that a practice is named too seldom rather than too often.`}</bdi>
      </p>
      {by.rows.some(({ together }) => together > 0) && (
        <p class="meta">Groups that are too small to be told count together.</p>
      )}
    </>
  );
}

function ExpectedTable({ of, by }: { readonly of: MeasureSignals; readonly by: StandardisedBy }) {
  const intervals = by.rows.map(({ low, high, rate }) => ({ low, high, at: rate }));
  const span = spanOf(intervals, by.whole);
  return (
    <table class="rows stacked ordered">
      <Head columns={['Observed', 'Expected', 'Rate', '95 % limits']} last="Against expected" drawn />
      <tbody>
        {by.rows.map(({ place, observed, expected, rate, low, high, banding }) => (
          <tr key={place.id}>
            <Practice of={of} place={place} />
            <td class="drawn">
              <IntervalOf
                of={{ low, high, at: rate }}
                line={by.whole}
                span={span}
                tone={toneOf(of, SIDES[banding].tone)}
              />
            </td>
            <Cell of="Observed" value={observed.toLocaleString('en-GB')} />
            <Cell of="Expected" value={expected.toFixed(1)} />
            <Cell of="Rate" strong value={showPercent(rate)} />
            <Cell of="95 % limits" value={rangeOf({ low, high })} />
            <td data-words="Against expected">
              <Tag tone={toneOf(of, SIDES[banding].tone)}>{SIDES[banding].words}</Tag>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const SIDES = {
  lower: { tone: 'concern', words: 'lower' },
  'as-expected': { tone: 'quiet', words: 'as chance puts it' },
  higher: { tone: 'better', words: 'higher' },
} as const;

type Tone = (typeof SIDES)['lower' | 'as-expected' | 'higher']['tone'];

/** Of what should not be, few is better. */
function toneOf({ direction }: MeasureSignals, tone: Tone): Tone {
  if (direction === 'up' || tone === 'quiet') return tone;
  return tone === 'better' ? 'concern' : 'better';
}

function Head(props: { readonly columns: readonly string[]; readonly last: string; readonly drawn?: boolean }) {
  return (
    <thead>
      <tr>
        <th scope="col">Practice</th>
        {props.drawn && (
          <th scope="col" class="drawn">
            <span class="sr">Drawn</span>
          </th>
        )}
        {props.columns.map((column) => (
          <th key={column} scope="col" class="number">
            <bdi>{column}</bdi>
          </th>
        ))}
        <th scope="col">{props.last}</th>
      </tr>
    </thead>
  );
}

function Practice({ of, place }: { readonly of: MeasureSignals; readonly place: FunnelRow['place'] }) {
  return (
    <th scope="row">
      <a href={measureHref(of.id, place)}>
        <bdi>{place.name}</bdi>
      </a>
    </th>
  );
}

function Cell(props: { readonly of: string; readonly value: string; readonly strong?: boolean }) {
  return (
    <td class="number" data-words={props.of}>
      <Value strong={props.strong === true}>{props.value}</Value>
    </td>
  );
}

function intervalOf({ low, high, percent }: { readonly low: number; readonly high: number; readonly percent: number }) {
  return { low, high, at: percent };
}

function rangeOf({ low, high }: { readonly low: number; readonly high: number }): string {
  return `${showPercent(low)} to ${showPercent(high)}`;
}
