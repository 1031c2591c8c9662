import type { CountedMeasure, EffectFigure, PaperEffect, PaperView } from '#governance/contract';
import { percentOf, showPercent, showTally } from '../insight/tally.tsx';
import { Fact } from '../parts/fact.tsx';
import { Button, Choice, Field, Post } from '../parts/form.tsx';
import { Section } from '../parts/section.tsx';
import { Tag, type Tone } from '../parts/tag.tsx';
import { Value, When, Words } from '../parts/value.tsx';

const OF_WORDS: Readonly<Record<EffectFigure['of'], string>> = {
  decided: 'When it was decided',
  review: 'On the day of looking',
  now: 'Now',
};

const CAME: Readonly<Record<NonNullable<PaperEffect['came']>, readonly [Tone, string]>> = {
  reached: ['done', 'reached'],
  'not-reached': ['concern', 'not reached'],
  'as-expected': ['better', 'the way that was expected'],
  'not-as-expected': ['concern', 'not the way that was expected'],
};

/** The figure that was to move, beside what was expected of it: at the decision, on the day of looking, and now. */
export function Effect({ of }: { readonly of: PaperView }) {
  const { seen } = of;
  if (!seen) return null;
  return (
    <Section title="What it was to do, and what the figures say">
      <dl class="facts">
        <Fact name="Measure">
          <MeasureLink of={seen} />
        </Fact>
        <Fact name="Expected">{wantsWords(seen)}</Fact>
        {seen.named && (
          <Fact name="Named after the decision">
            <bdi>
              <When at={seen.named.on} />, by <Words>{seen.named.by}</Words>
            </bdi>
          </Fact>
        )}
        {seen.points !== undefined && (
          <Fact name={reviewed(seen) ? 'From the decision to the day of looking' : 'Since the decision'}>
            <Points of={seen} />
          </Fact>
        )}
      </dl>
      <table class="rows tight stacked">
        <caption class="sr">Figures beside what was expected</caption>
        <thead>
          <tr>
            <th scope="col">When</th>
            <th scope="col">Figure of</th>
            <th scope="col" class="number">
              Share
            </th>
            <th scope="col" class="number">
              People
            </th>
          </tr>
        </thead>
        <tbody>
          {seen.figures.map((one) => (
            <Row key={one.of} of={one} />
          ))}
        </tbody>
      </table>
      {of.state === 'agreed' && !reviewed(seen) && (
        <p class="meta">
          The day of looking is <When at={of.reviewOn} />.
        </p>
      )}
      {seen.counted && (
        <p class="meta">A figure can move by chance, and for other reasons: its course is on the measure’s page.</p>
      )}
    </Section>
  );
}

/** The same in a sentence each, for who writes what came of it. */
export function EffectBeside({ of }: { readonly of: PaperEffect }) {
  return (
    <>
      <p>
        <MeasureLink of={of} />. Expected: {wantsWords(of)}.
      </p>
      <ul class="plain-list">
        {of.figures.map((one) => (
          <li key={one.of}>
            <span>
              {OF_WORDS[one.of]}: <Told of={one} />
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}

/** In which measure it is to be seen, for a new paper; nothing where none is counted. */
export function EffectFields(props: {
  readonly measures: readonly { readonly id: string; readonly title: string }[];
  readonly value: (name: string) => string;
}) {
  const { measures, value } = props;
  if (measures.length === 0) return null;
  return (
    <>
      <Choice
        label="Measure in which it is to be seen"
        name="measure"
        value={value('measure')}
        options={[
          { value: '', words: 'None that is counted' },
          ...measures.map(({ id, title }) => ({ value: id, words: title })),
        ]}
      />
      <Choice
        label="Its figure should"
        name="wants"
        value={value('wants')}
        options={[
          { value: 'rise', words: 'rise' },
          { value: 'fall', words: 'fall' },
        ]}
      />
      <Field
        label="To how many in a hundred"
        name="target"
        hint="Such as 70. Empty: the way alone counts. Used only where a measure is chosen."
        value={value('target')}
      />
    </>
  );
}

/** Of what was decided without a measure: in which one it is to be seen, from now on for good. */
export function NameMeasure(props: {
  readonly measures: readonly CountedMeasure[];
  readonly typed: URLSearchParams | undefined;
}) {
  const { measures, typed } = props;
  if (measures.length === 0) return null;
  const here = typed?.get('action') === 'name-measure';
  return (
    <Section title="No measure was named">
      <details class="deed" open={here}>
        <summary>Name the measure in which it is to be seen</summary>
        <Post action="name-measure">
          <p class="meta">
            The paper stays as it was. What is named here stands beside it with today’s day, and is not replaced.
          </p>
          <EffectFields measures={measures} value={(name) => (here ? (typed?.get(name) ?? '') : '')} />
          <p class="actions">
            <Button kind="main">Name it</Button>
          </p>
        </Post>
      </details>
    </Section>
  );
}

/** What is no number goes on as it was typed, to be refused by name. */
export function seenInOf(text: (name: string) => string) {
  const target = text('target').replace(/\s*%$/, '');
  const typed = /^\d{1,3}(?:\.\d+)?$/.test(target) ? Number(target) : target;
  return { measure: text('measure'), wants: text('wants'), ...(target === '' ? {} : { target: typed }) };
}

function Row({ of }: { readonly of: EffectFigure }) {
  const { asAt, tally } = of;
  if (!tally || asAt === undefined) {
    return (
      <tr>
        <th scope="row">{OF_WORDS[of.of]}</th>
        <td data-label="Figure" colSpan={3}>
          <bdi>{of.why}</bdi>
        </td>
      </tr>
    );
  }
  return (
    <tr>
      <th scope="row">{OF_WORDS[of.of]}</th>
      <td data-label="Figure of">
        <When at={asAt} />
      </td>
      <td data-label="Share" class="number">
        <Value>{showPercent(percentOf(tally))}</Value>
      </td>
      <td data-label="People" class="number">
        <Value>{showTally(tally)}</Value>
      </td>
    </tr>
  );
}

function Told({ of: { asAt, tally, why } }: { readonly of: EffectFigure }) {
  if (!tally || asAt === undefined) return <bdi>{why}</bdi>;
  return (
    <>
      <Value>{showPercent(percentOf(tally))}</Value> (<Value>{showTally(tally)}</Value>), as at <When at={asAt} />
    </>
  );
}

function MeasureLink({ of }: { readonly of: PaperEffect }) {
  return of.counted ? (
    <a href={`/measures/${encodeURIComponent(of.measure)}?place=all`}>
      <Words>{of.title}</Words>
    </a>
  ) : (
    <Words>{of.title}</Words>
  );
}

/** The day on which somebody looks has come. */
function reviewed({ figures }: Pick<PaperEffect, 'figures'>): boolean {
  return figures.some((one) => one.of === 'review');
}

function wantsWords({ wants, target }: Pick<PaperEffect, 'wants' | 'target'>): string {
  const way = wants === 'rise' ? 'to rise' : 'to fall';
  return target === undefined ? way : `${way} to ${target}%`;
}

function Points({ of: { points = 0, came } }: { readonly of: PaperEffect }) {
  const sign = points > 0 ? '+' : points < 0 ? '\u2212' : '';
  return (
    <>
      <Value>{`${sign}${Math.abs(points).toFixed(1)} points`}</Value>{' '}
      {came && <Tag tone={CAME[came][0]}>{CAME[came][1]}</Tag>}
    </>
  );
}
