import { accepted, type Outcome } from '#fhir';
import type { LimitShown, MeasureSignals, SentinelView, SignalPerson, WatchShown } from '#insight/contract';
import type { CourseShown } from '../charts/course.ts';
import { CourseChart } from '../charts/course-chart.tsx';
import type { Done, LoaderContext, PageDefinition } from '../page.ts';
import { Button, Field, Post } from '../parts/form.tsx';
import { PageHead, Section } from '../parts/section.tsx';
import { Tag } from '../parts/tag.tsx';
import { Value, When, Words } from '../parts/value.tsx';
import { STAFF } from '../shell/places.ts';
import { EffectOf, HOW_FAR, pointsIn } from './before-after.tsx';
import { Signal } from './signal.tsx';

export type SentinelShown = {
  readonly view: SentinelView;
  /** The course of the measure that would show what is hoped; or why it is not told to this seat. */
  readonly hoped?: Outcome<MeasureSignals>;
  /** People of the signal asked for, where this seat may list them. */
  readonly people?: { readonly signal: string; readonly listed: readonly SignalPerson[] };
};

/** A declared change: what is seen of what was feared, what was said about it, and what followed. */
export const sentinelPage: PageDefinition<SentinelShown> = {
  path: '/sentinels/:id',
  policy: { allow: 'roles', roles: STAFF },
  title: ({ view }) => view.change,
  loader: async ({ insight, access, params, query }) => {
    const view = await insight.sentinel(access, params.id ?? '');
    if (!view.ok) return view;
    const { hopedFor } = view.value;
    const hoped = hopedFor && (await insight.signals(access, hopedFor.measure, hopedFor.place));
    const shown = { view: view.value, ...(hoped ? { hoped } : {}) };
    const signal = query.get('people');
    if (signal === null) return accepted(shown);
    const listed = await insight.signalPeople(access, signal);
    return listed.ok ? accepted({ ...shown, people: { signal, listed: listed.value } }) : listed;
  },
  Page: ({ view, people, hoped }) => (
    <div class="page">
      <p class="back">
        <a href="/sentinels">What changes do elsewhere</a>
      </p>
      <PageHead
        title={<Words>{view.change}</Words>}
        under={
          <>
            {view.organization.name}, from <When at={view.since} />, <Said by={view.by} at={view.agreed} />
          </>
        }
      />
      <p>
        Hoped for: <Words>{view.hoped}</Words>
      </p>
      {view.hopedFor && hoped && <Hoped view={view} of={view.hopedFor} course={hoped} />}
      {view.ended && (
        <p>
          <Tag tone="quiet">no longer watched</Tag> since <When at={view.ended.at} />: <Words>{view.ended.words}</Words>
        </p>
      )}
      {view.signals.map((signal) => (
        <Signal key={signal.id} of={signal} people={people?.signal === signal.id ? people.listed : undefined} />
      ))}
      {view.signals.length === 0 && (
        <Section title="What is seen">
          <p>
            Nothing that was feared is more than chance so far, or the partners it is about are still commenting on it.
          </p>
        </Section>
      )}
      <Limits of={view.limits} />
      {view.watches.map((watch) => (
        <Section key={`${watch.series} ${watch.name}`} title={`${watch.title}, ${watch.name}`}>
          <CourseChart of={courseOf(watch, view)} />
          <p class="meta">{watch.limits ? HOW_COUNTED[watch.days === 7 ? 'contacts' : 'measure'] : TOO_LITTLE}</p>
          <h3>Before and after</h3>
          <EffectOf of={watch.effect} course={weeksOf(watch, view)} />
        </Section>
      ))}
      {view.may.end && (
        <Section title="Watch no longer">
          <Post action="end">
            <Field label="Why nothing needs to be watched any more" name="words" required />
            <Button>Watch it no longer</Button>
          </Post>
        </Section>
      )}
    </div>
  ),
  actions: {
    comment: (context, form) =>
      after(
        context,
        context.insight.comment(context.access, form.get('signal') ?? '', form.get('words') ?? ''),
        'Your comment stands beside it.',
      ),
    review: (context, form) =>
      after(
        context,
        context.insight.review(context.access, form.get('signal') ?? '', {
          verdict: form.get('verdict') ?? '',
          words: form.get('words') ?? '',
          early: form.get('early') ?? '',
        }),
        form.get('verdict') === 'keep'
          ? 'Decided, with its reason. It goes on being watched.'
          : 'Decided, with its reason. Doing it is owed now, and stands under what is due.',
      ),
    end: (context, form) =>
      after(
        context,
        context.insight.endSentinel(context.access, context.params.id ?? '', form.get('words') ?? ''),
        'It is no longer watched.',
      ),
  },
};

async function after({ params }: LoaderContext, doing: Promise<Outcome<true>>, said: string): Promise<Outcome<Done>> {
  const done = await doing;
  return done.ok ? accepted({ to: `/sentinels/${encodeURIComponent(params.id ?? '')}`, said }) : done;
}

function Hoped(props: {
  readonly view: SentinelView;
  readonly of: NonNullable<SentinelView['hopedFor']>;
  readonly course: Outcome<MeasureSignals>;
}) {
  const { view, of, course } = props;
  const effect = course.ok ? course.value.effects.find(({ id }) => id === `change-${view.id}`) : undefined;
  return (
    <Section title="What was hoped for">
      <p>
        <a href={`/measures/${encodeURIComponent(of.measure)}/signals?place=${encodeURIComponent(of.place)}`}>
          {of.title}
          {course.ok && <>, {course.value.place.name}</>}
        </a>
      </p>
      {course.ok ? (
        <EffectOf
          of={effect ?? { why: 'The day of the change lies outside the months that are known.' }}
          course={{
            title: of.title,
            unit: 'percent',
            since: effect?.since ?? view.since,
            points: pointsIn(course.value),
          }}
        />
      ) : (
        <p>
          <Words>{course.refusals[0].text}</Words>
        </p>
      )}
      <p class="meta">{HOW_FAR}</p>
    </Section>
  );
}

/** Who declared it, or the agreement that says so. */
function Said({ by, at }: { readonly by: string; readonly at: string | undefined }) {
  if (at === undefined)
    return (
      <>
        declared by <Words>{by}</Words>
      </>
    );
  return (
    <>
      watched because of{' '}
      <a href={at}>
        <Words>{by}</Words>
      </a>
    </>
  );
}

function Limits({ of }: { readonly of: readonly LimitShown[] }) {
  if (of.length === 0) return null;
  return (
    <Section title="Values that call for a review">
      <ul class="item-list">
        {of.map(({ measure, title, worse, percent, counted, past, tally }) => (
          <li key={measure} data-row>
            <span class="item-title">
              <a href={`/measures/${encodeURIComponent(measure)}`}>
                <Words>{title}</Words>
              </a>
            </span>
            <span class="item-fact">
              {!counted ? (
                <Tag tone="quiet">not counted</Tag>
              ) : past ? (
                <Tag tone="concern">past it</Tag>
              ) : (
                <Tag tone="done">within it</Tag>
              )}
            </span>
            <span class="item-words">
              A review is called for {worse} <Value>{percent}</Value> %.{' '}
              {tally && tally.of > 0 && (
                <>
                  Today <Value strong>{((100 * tally.met) / tally.of).toFixed(1)}</Value> % (<Value>{tally.met}</Value>{' '}
                  of <Value>{tally.of}</Value>).
                </>
              )}
            </span>
          </li>
        ))}
      </ul>
      <p class="meta">
        Of everybody whom the agreement counts, as at today. One that was reviewed is asked about again in the next
        month, as long as it is past what was agreed.
      </p>
    </Section>
  );
}

function courseOf(
  { title, name, weeks, limits, feared }: WatchShown,
  { since, change, signals }: SentinelView,
): CourseShown {
  return {
    title: `${title}, ${name}`,
    unit: 'count',
    points: weeks.map(({ from, counted }) => ({
      day: from,
      ...(counted === undefined ? {} : { value: counted }),
      ...(limits ? { limits } : {}),
    })),
    told: signals
      .filter((signal) => signal.at.name === name && signal.series === title)
      .map(({ since: from, until }) => ({ from, to: until, meaning: feared === 'up' ? 'change' : 'worse' })),
    phases: [{ since, reason: change }],
  };
}

/** The latest seven days share days with the last whole week; the lines are of whole weeks alone. */
function weeksOf({ title, name, weeks, effect }: WatchShown, { since }: SentinelView) {
  const whole = weeks.slice(0, effect.found?.fitted.length ?? 0);
  return {
    title: `${title}, ${name}`,
    unit: 'count' as const,
    since,
    points: whole.map(({ from, counted }) => ({ day: from, ...(counted === undefined ? {} : { value: counted }) })),
  };
}

const HOW_COUNTED = {
  contacts:
    'Seven days each; limits come from the weeks before the change and do not move. Counted are people whom the agreed measures are about.',
  measure:
    'Four weeks each; limits come from those before the change and do not move. Counted is each day on which it happened to somebody of the practice whom the measure is about: the same people before and after.',
} as const;
const TOO_LITTLE = 'Too little is known of the time before the change to say what is usual.';
