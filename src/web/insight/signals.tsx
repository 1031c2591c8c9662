import { accepted, type Outcome } from '#fhir';
import type { CodingView, MeasureSignals } from '#insight/contract';
import type { CourseShown } from '../charts/course.ts';
import { CourseChart } from '../charts/course-chart.tsx';
import type { Done, LoaderContext, PageDefinition } from '../page.ts';
import { Button, Field, Post } from '../parts/form.tsx';
import { PageHead, Section } from '../parts/section.tsx';
import { Tag } from '../parts/tag.tsx';
import { When, Words } from '../parts/value.tsx';
import { counted } from '../parts/words.ts';
import { STAFF } from '../shell/places.ts';
import { Effects } from './before-after.tsx';
import { Between, type BetweenAsked, betweenAsked } from './between.tsx';
import { CodingSection } from './coding.tsx';
import { measureHref, placeAsked } from './measures.tsx';
import { showTally } from './tally.tsx';
import { UseOf } from './use.tsx';

export type SignalsShown = {
  readonly of: MeasureSignals;
  readonly between: BetweenAsked;
  readonly coding: CodingView;
  readonly typed?: URLSearchParams;
};

/** Whether a measure's course, and the practices' distance from one another, is more than chance. */
export const signalsPage: PageDefinition<SignalsShown> = {
  path: '/measures/:id/signals',
  policy: { allow: 'roles', roles: STAFF },
  title: ({ of }) => `Is it more than chance? ${of.title}, ${of.place.name}`,
  loader: async (context) => {
    const { insight, access, params } = context;
    const place = placeAsked(context);
    const found = await insight.signals(access, params.id ?? '', place);
    if (!found.ok) return found;
    const coding = await insight.coding(access, { place, measure: params.id ?? '' });
    if (!coding.ok) return coding;
    return accepted({
      of: found.value,
      coding: coding.value,
      between: betweenAsked(context.query),
      ...(context.typed ? { typed: context.typed } : {}),
    });
  },
  Page: (shown) => {
    const { of, between, coding } = shown;
    return (
      <div class="page">
        <p class="back">
          <a href={measureHref(of.id, of.place)}>
            <bdi>{of.title}</bdi>
          </a>
        </p>
        <PageHead
          title="Is it more than chance?"
          under={
            <>
              {of.title} · {of.place.name} · as at <When at={of.asAt} />
            </>
          }
        />
        <div class="halves">
          <Section title="Over time">
            <CourseChart of={courseIn(of)} />
            <Told of={of} every="month end" phases={of.phases} />
          </Section>
          <Phases {...shown} />
        </div>
        <EachMonth of={of} />
        <Effects of={of} />
        <Between of={of} asked={between} />
        <CodingSection view={coding} />
        <Section title="How this is worked out">
          <p>
            Limits lie three standard deviations about the mean, taken from the differences of neighbouring months. Four
            things are looked for: a month outside the limits, seven months on one side of the mean, six that all rise
            or all fall, and two of three far out on one side. A signal says that something is different, not what, and
            not whose doing it is.
          </p>
          {of.months && (
            <p>
              A month end looks back over many months, so neighbours resemble one another. Each month by itself is a
              proportion of its own: its limits come from how many people it is of, and are wider where they are few.
            </p>
          )}
          <UseOf of={of.use} />
        </Section>
      </div>
    );
  },
  actions: {
    declare: (context, form) =>
      after(
        context,
        context.insight.declarePhase(context.access, context.params.id ?? '', {
          place: placeAsked(context),
          since: form.get('since') ?? '',
          reason: form.get('reason') ?? '',
        }),
        'From that day on the limits are worked out anew.',
      ),
    end: (context, form) =>
      after(
        context,
        context.insight.endPhase(context.access, context.params.id ?? '', form.get('phase') ?? ''),
        'The course is one again there.',
      ),
  },
};

async function after(context: LoaderContext, done: Promise<Outcome<true>>, said: string): Promise<Outcome<Done>> {
  const found = await done;
  if (!found.ok) return found;
  const place = encodeURIComponent(placeAsked(context));
  return accepted({ to: `/measures/${encodeURIComponent(context.params.id ?? '')}/signals?place=${place}`, said });
}

function courseIn({ title, points, signals, phases }: MeasureSignals): CourseShown {
  return {
    title,
    unit: 'percent',
    points: points.map(({ percent, ...point }) => ({ ...point, ...(percent === undefined ? {} : { value: percent }) })),
    told: signals,
    phases,
  };
}

const TONES = { better: 'better', worse: 'concern', change: 'quiet' } as const;
const MEANINGS = { better: 'better', worse: 'worse', change: 'changed' } as const;

/** The same measure, each month by itself. */
function EachMonth({ of: { months, title, phases } }: { readonly of: MeasureSignals }) {
  if (!months) return null;
  const what = months.of.join(', ');
  return (
    <Section title="Each month by itself">
      <p>
        {months.kind === 'done'
          ? 'Of those whom the measure counts at the end of a month, how many had it in that very month: '
          : 'Of those who had it recorded in that very month, how many had reached the measure at its end: '}
        <bdi>{what}</bdi>.
      </p>
      <CourseChart
        of={{
          title: `${title}, each month by itself`,
          unit: 'percent',
          row: 'Month up to',
          points: months.points.map(({ percent, tally, ...point }) => ({
            ...point,
            ...(percent === undefined ? {} : { value: percent }),
            ...(tally ? { howMany: showTally(tally) } : {}),
          })),
          told: months.signals,
          phases,
        }}
      />
      <Told of={months} every="month" phases={phases} />
    </Section>
  );
}

type ToldOf = {
  readonly of: Pick<MeasureSignals, 'missing' | 'signals'>;
  readonly every: string;
  readonly phases: MeasureSignals['phases'];
};

function Told({ of, every, phases }: ToldOf) {
  const phase = phases.length > 0 ? ' since the newest phase began' : '';
  return (
    <>
      {of.missing > 0 && (
        <p>
          <bdi>{`There are no limits${phase} yet: ${counted(of.missing, `more ${every}`)} needed.`}</bdi>
        </p>
      )}
      {of.missing === 0 && of.signals.length === 0 && (
        <p>Nothing here is more than chance: no rule speaks of any month.</p>
      )}
      <ul class="item-list">
        {of.signals.map(({ from, meaning, words }) => (
          <li key={`${from} ${meaning}`}>
            <span class="item-title">
              <Tag tone={TONES[meaning]}>{MEANINGS[meaning]}</Tag>
            </span>
            <span class="item-words">
              <Words>{words}</Words>
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}

function Phases({ of, typed }: SignalsShown) {
  return (
    <Section title="What was changed, and when" count={of.phases.length || undefined}>
      {of.phases.length === 0 && (
        <p>
          No phase is declared. Where something was changed on purpose, say from which day: the limits then begin anew,
          and what came of the change is seen against itself.
        </p>
      )}
      <ul class="item-list">
        {of.phases.map(({ id, since, reason, by }) => (
          <li key={id}>
            <span class="item-title">
              From <When at={since} />: <Words>{reason}</Words>
            </span>
            <span class="item-words meta">
              declared by <bdi>{by}</bdi>
            </span>
            {of.declares && (
              <Post action="end">
                <input type="hidden" name="phase" value={id} />
                <Button>
                  Take it back<span class="sr">: from {since}</span>
                </Button>
              </Post>
            )}
          </li>
        ))}
      </ul>
      {of.declares && (
        <details open={typed !== undefined}>
          <summary>Declare a phase</summary>
          <Post action="declare">
            <Field label="From this day on" name="since" type="date" required value={typed?.get('since') ?? ''} />
            <Field
              label="What was changed"
              name="reason"
              required
              hint="Everybody who looks at this chart reads it."
              value={typed?.get('reason') ?? ''}
            />
            <Button kind="main">Declare</Button>
          </Post>
        </details>
      )}
    </Section>
  );
}
