import { accepted } from '#fhir';
import type { MeasureView, PlaceRow, ScoreTold } from '#insight/contract';
import type { PageDefinition } from '../page.ts';
import { Bars } from '../charts/bars.tsx';
import { MonthChart } from '../charts/month-chart.tsx';
import { PageHead, Section } from '../parts/section.tsx';
import { Value, When, Words } from '../parts/value.tsx';
import { STAFF } from '../shell/places.ts';
import { measureHref, placeAsked } from './measures.tsx';
import { type DayAsked, dayAsked, DayPicker, dayQuery } from './day-picker.tsx';
import { Equity } from './equity.tsx';
import { KeepThis } from './kept.tsx';
import { Aim, Change, lackingOf, percentOf, showPercent, showTally, yearChange } from './tally.tsx';
import { TakeFigures } from './take-figures.tsx';
import { UnderwayNote } from './underway.tsx';
import { UseOf } from './use.tsx';

export type MeasureShown = {
  readonly view: MeasureView;
  /** The day asked for, where one was. */
  readonly asked: DayAsked;
};

/** One measure of one place: its course, the places below it, its people, and what exactly is counted. */
export const measurePage: PageDefinition<MeasureShown> = {
  path: '/measures/:id',
  policy: { allow: 'roles', roles: STAFF },
  title: ({ view }) => `${view.measure.title}, ${view.place.name}`,
  loader: async (context) => {
    const { insight, access, params } = context;
    const asked = dayAsked(context);
    const found = await insight.measure(access, params.id ?? '', placeAsked(context), asked);
    return found.ok ? accepted({ view: found.value, asked }) : found;
  },
  Page: ({ view, asked }) => (
    <div class="page">
      <p class="back">
        <a href={`/measures?place=${encodeURIComponent(view.place.id)}${dayQuery(asked)}`}>
          Measures of {view.place.name}
        </a>
      </p>
      <PageHead
        title={view.measure.title}
        under={
          <>
            {view.place.name} · as at <When at={view.asAt} />
            {view.reportedOn !== undefined && ', as it was known then'}
          </>
        }
      >
        <DayPicker
          action={`/measures/${encodeURIComponent(view.measure.id)}`}
          asked={asked}
          keep={{ place: view.place.id }}
          days={view.days}
        />
      </PageHead>
      <UnderwayNote of={view.underway} />
      <Figures view={view} past={asked.asAt !== undefined} />
      {view.score && <Score of={view.score} />}
      <div class="halves">
        <Section title="Over time">
          <MonthChart row={view.measure} />
          <p>
            <a href={measureHref(view.measure.id, view.place, '/signals')}>Is it more than chance?</a>{' '}
            <a href={measureHref(view.measure.id, view.place, '/restated')}>Told otherwise since</a>
          </p>
        </Section>
        <Section title="What is counted">
          <ul class="definition">
            {view.definition.map((line) => (
              <li key={line}>
                <Words>{line}</Words>
              </li>
            ))}
          </ul>
          <p class="meta">
            <bdi>{`Definition ${view.measure.id}, version ${view.measure.version}`}</bdi>
          </p>
          <UseOf of={view.use} />
        </Section>
      </div>
      <Equity of={view.strata ?? []} measure={view.measure} />
      <Variants view={view} />
      <Places view={view} asked={asked} />
      <Teams view={view} asked={asked} />
      <TakeFigures of={{ ...view, measure: view.measure.id, history: view.measure.history }} />
      <KeepThis
        here={{ place: view.place.id, measure: view.measure.id, asAt: asked.asAt, dimensions: view.strata ?? [] }}
      />
    </div>
  ),
};

function Figures({ view, past }: { readonly view: MeasureView; readonly past: boolean }) {
  const { measure } = view;
  const lacking = measure.tally === undefined ? undefined : lackingOf(measure.tally, measure);
  return (
    <dl class="figures">
      <div>
        <dt>{past ? 'On that day' : 'Now'}</dt>
        <dd class="big">
          <Value>{showPercent(percentOf(measure.tally))}</Value>
        </dd>
        <dd>{measure.tally ? <Value>{showTally(measure.tally)}</Value> : measure.why}</dd>
      </div>
      <div>
        <dt>Agreed aim</dt>
        <dd>
          <Aim row={measure} />
        </dd>
      </div>
      <div>
        <dt>In a year</dt>
        <dd>
          <Change points={yearChange(measure)} better={measure.better} />
        </dd>
      </div>
      {lacking !== undefined && !past && (
        <div>
          <dt>{measure.better === 'lower' ? 'People' : measure.kind === 'process' ? 'Not yet done' : 'Not yet met'}</dt>
          <dd class="big">
            <Value>{lacking.toLocaleString('en-GB')}</Value>
          </dd>
          <dd>
            {view.people ? (
              <a href={measureHref(measure.id, view.place, '/people')}>Show these people</a>
            ) : (
              'People are listed for those who care for them'
            )}
          </dd>
        </div>
      )}
    </dl>
  );
}

/** The mean that is published beside the share, and how many were asked: few answers of the contented make a good score. */
function Score({ of: { title, best, mean, people = 0, asked, why } }: { readonly of: ScoreTold }) {
  return (
    <Section title="Score and answers">
      <dl class="figures">
        {mean !== undefined && (
          <div>
            <dt>{title}</dt>
            <dd class="big">
              <Value>{mean.toFixed(1)}</Value>
            </dd>
            <dd>
              {best}. Of {people.toLocaleString('en-GB')} who answered
            </dd>
          </div>
        )}
        {asked !== undefined && (
          <div>
            <dt>Asked in a year</dt>
            <dd class="big">
              <Value>{asked.of.toLocaleString('en-GB')}</Value>
            </dd>
            <dd>
              {asked.of === 0 ? (
                'Nobody was asked, by the record or by a form here'
              ) : (
                <>
                  answered since: <Value>{`${showTally(asked)}, ${showPercent(percentOf(asked))}`}</Value>
                </>
              )}
            </dd>
          </div>
        )}
      </dl>
      {mean === undefined && people === 0 && why === undefined && (
        <p class="meta">Nobody has answered all of it in a year.</p>
      )}
      {why !== undefined && <p class="meta">{why}</p>}
    </Section>
  );
}

/** One name hides different numbers: its parts, and what other definitions answer. */
function Variants({ view: { variants = [], place, measure } }: { readonly view: MeasureView }) {
  if (variants.length === 0) return null;
  return (
    <Section title="Other definitions and parts" count={variants.length}>
      <Bars
        caption={`${measure.title} under other definitions`}
        rows="Definition"
        bars={variants.map((row) => ({
          key: row.id,
          name: <a href={measureHref(row.id, place)}>{row.title}</a>,
          percent: percentOf(row.tally),
          shown: showPercent(percentOf(row.tally)),
          detail: row.tally ? `${showTally(row.tally)} (${row.version})` : 'not shown: too few people',
        }))}
      />
    </Section>
  );
}

function Places({ view, asked }: MeasureShown) {
  if (view.children.length === 0) return null;
  const level = view.children[0]?.place.level === 'practice' ? 'By practice' : 'By locality';
  return (
    <Section title={level} count={view.children.length}>
      <Bars
        caption={`${view.measure.title}, ${level.toLowerCase()}`}
        aim={view.measure.aim}
        bars={barsOf(view.children, { view, asked })}
      />
      {view.children.length > 1 && (
        <p>
          <a href={`${measureHref(view.measure.id, view.place, '/signals')}#s-between-practices`}>
            Between practices: chance, order, and what is expected of each
          </a>
        </p>
      )}
    </Section>
  );
}

/** A team's people are those of several practices, some of them in other teams too: no sum of anything. */
function Teams({ view, asked }: MeasureShown) {
  const { teams = [] } = view;
  if (teams.length === 0) return null;
  return (
    <Section title="By team" count={teams.length}>
      <p class="meta">Some people are in several teams, and others in none.</p>
      <Bars
        rows="Team"
        caption={`${view.measure.title}, by team`}
        aim={view.measure.aim}
        bars={barsOf(teams, { view, asked }, 'not shown: too few people, in the team or beside it')}
      />
    </Section>
  );
}

function barsOf(rows: readonly PlaceRow[], { view, asked }: MeasureShown, untold = 'not shown: too few people') {
  return [...rows].sort(lowestFirst).map(({ place, tally }) => ({
    key: place.id,
    name: <a href={`${measureHref(view.measure.id, place)}${dayQuery(asked)}`}>{place.name}</a>,
    percent: percentOf(tally),
    shown: showPercent(percentOf(tally)),
    detail: tally ? showTally(tally) : untold,
  }));
}

/** The places that could use help first; those whose figures are not shown last. */
function lowestFirst(a: PlaceRow, b: PlaceRow): number {
  return (percentOf(a.tally) ?? 101) - (percentOf(b.tally) ?? 101);
}
