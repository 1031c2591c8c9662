import { type Access, classBits, ownRecordClasses } from '#agreement';
import { accepted, type Outcome } from '#fhir';
import type { Dashboard, KeptView, MeasureRow, News, Place } from '#insight/contract';
import type { LoaderContext, PageDefinition } from '../page.ts';
import { BarOf } from '../charts/bars.tsx';
import { Spark } from '../charts/spark.tsx';
import { Empty, PageHead, Section } from '../parts/section.tsx';
import { Value, When } from '../parts/value.tsx';
import { CARERS, STAFF } from '../shell/places.ts';
import { type DayAsked, dayAsked, dayFields, DayPicker, dayQuery } from './day-picker.tsx';
import { KeepThis, KeptChips, newsFor, NewsOf } from './kept.tsx';
import { PlacePicker } from './place-picker.tsx';
import { TakeFigures } from './take-figures.tsx';
import { Aim, Change, lackingOf, percentOf, showPercent, showTally, yearChange } from './tally.tsx';
import { UnderwayNote } from './underway.tsx';
import { UseOf } from './use.tsx';

export type MeasuresShown = {
  readonly dashboard: Dashboard;
  /** Whether the lists of people are open to this seat. */
  readonly people: boolean;
  readonly views: readonly KeptView[];
  readonly news: readonly News[];
  /** The day asked for, where one was. */
  readonly asked: DayAsked;
};

/** The agreed numbers of a place, always current; each leads to its places and people. */
export const measuresPage: PageDefinition<MeasuresShown> = {
  path: '/measures',
  policy: { allow: 'roles', roles: STAFF },
  title: ({ dashboard }) => `${dashboard.title ?? 'Measures'}, ${dashboard.place.name}`,
  revision: ({ dashboard }) => dashboard.revision,
  loader: async (context) => {
    const found = await openDashboard(context);
    if (!found.ok) return found;
    const { insight, access, signedIn } = context;
    const [kept, news] = await Promise.all([insight.views.kept(access), newsFor(context)]);
    return accepted({
      dashboard: found.value,
      people: CARERS.includes(signedIn.role) && readsProblems(access),
      views: kept.ok ? kept.value.views : [],
      news,
      asked: dayAsked(context),
    });
  },
  Page: ({ dashboard, people, views, news, asked }) => (
    <div class="page">
      <PageHead
        title={dashboard.title ?? 'Measures'}
        under={
          <>
            {dashboard.place.name} · <Value>{dashboard.register.of.toLocaleString('en-GB')}</Value> people on the
            register · as at <When at={dashboard.asAt} /> ·{' '}
            {dashboard.reportedOn === undefined ? 'counted as care is recorded' : 'as it was known then'}
          </>
        }
      >
        <PlacePicker
          places={dashboard.places}
          place={dashboard.place}
          action="/measures"
          keep={{ pack: dashboard.chosen, ...dayFields(asked) }}
        />
        <DayPicker
          action="/measures"
          asked={asked}
          keep={{ place: dashboard.place.id, pack: dashboard.chosen }}
          days={dashboard.days}
        />
      </PageHead>
      <UnderwayNote of={dashboard.underway} />
      <Packs of={dashboard} asked={asked} />
      <KeptChips views={views} />
      <NewsOf news={news} />
      {dashboard.measures.length === 0 ? (
        <Empty title="No numbers yet">
          <p>
            They appear when the first people whom these measures are about are recorded by an organisation of this
            place.
          </p>
        </Empty>
      ) : (
        <>
          <Measures title="Care processes" kind="process" dashboard={dashboard} people={people} asked={asked} />
          <Measures title="Treatment targets" kind="target" dashboard={dashboard} people={people} asked={asked} />
          <Measures title="Steps" kind="step" dashboard={dashboard} people={people} asked={asked} />
          <Measures title="What could get worse" kind="balancing" dashboard={dashboard} people={people} asked={asked} />
        </>
      )}
      <p class="meta">
        Definitions: <bdi dir="ltr">{dashboard.pack}</bdi>
      </p>
      <TakeFigures of={{ ...dashboard, pack: dashboard.chosen, history: dashboard.measures[0]?.history ?? [] }} />
      <Further of={dashboard} />
      <KeepThis here={{ place: dashboard.place.id, pack: dashboard.chosen, asAt: asked.asAt }} />
      <UseOf of={dashboard.use} />
    </div>
  ),
};

/** The figures of the place asked for; of the seat's own place where the address names none and figures are told for it. */
export async function openDashboard(context: LoaderContext): Promise<Outcome<Dashboard>> {
  const { insight, access, signedIn, query } = context;
  const pack = query.get('pack');
  const on = { ...dayAsked(context), ...(pack === null ? {} : { pack }) };
  const own = CARERS.includes(signedIn.role) ? signedIn.organizationRef?.replace('Organization/', '') : undefined;
  if (query.has('place') || own === undefined) return insight.dashboard(access, { place: placeAsked(context), ...on });
  const found = await insight.dashboard(access, { place: own, ...on });
  return found.ok ? found : insight.dashboard(access, { place: 'all', ...on });
}

/** What else there is about these figures. */
function Further({ of: { place } }: { readonly of: Dashboard }) {
  return (
    <p class="actions">
      <a class="button" href={listHref(place)}>
        Take a list of people
      </a>
      <a class="button" href={`/measures/outliers?place=${encodeURIComponent(place.id)}`}>
        Too little or too much
      </a>
      {place.level !== 'team' && (
        <a class="button" href={`/measures/coding?place=${encodeURIComponent(place.id)}`}>
          Recorded otherwise
        </a>
      )}
      <a class="button" href="/measures/inspections">
        Inspections of the figures
      </a>
      {place.level === 'practice' && (
        <a class="button" href={`/measures/visit-pack?place=${encodeURIComponent(place.id)}`}>
          Pack for a visit
        </a>
      )}
    </p>
  );
}

export function placeAsked({ query }: LoaderContext): string {
  return query.get('place') ?? 'all';
}

export function listHref({ id }: Place): string {
  return `/measures/list?place=${encodeURIComponent(id)}`;
}

export function measureHref(id: string, place: Place, below = ''): string {
  return `/measures/${encodeURIComponent(id)}${below}?place=${encodeURIComponent(place.id)}`;
}

/** The packs of measures that were agreed; the one that is shown stands out. */
function Packs(props: { readonly of: Dashboard; readonly asked: DayAsked }) {
  const { packs = [], chosen, place } = props.of;
  if (packs.length < 2) return null;
  return (
    <nav class="chips" aria-label="Packs of measures">
      {packs.map(({ id, title }) => (
        <a
          key={id}
          class="chip"
          aria-current={id === chosen ? 'page' : undefined}
          href={`/measures?place=${encodeURIComponent(place.id)}&pack=${encodeURIComponent(id)}${dayQuery(props.asked)}`}
        >
          {title}
        </a>
      ))}
    </nav>
  );
}

function Measures(props: {
  readonly title: string;
  readonly kind: MeasureRow['kind'];
  readonly dashboard: Dashboard;
  readonly people: boolean;
  readonly asked: DayAsked;
}) {
  const { dashboard } = props;
  const rows = dashboard.measures.filter(({ kind }) => kind === props.kind);
  if (rows.length === 0) return null;
  return (
    <Section title={props.title} kind="measures">
      <table class="rows measures">
        <caption class="sr">
          {props.title} of {dashboard.place.name}
        </caption>
        <thead>
          <tr>
            <th scope="col">Measure</th>
            <th scope="col" class="spark-col">
              Over time
            </th>
            <th scope="col" class="number">
              Now
            </th>
            <th scope="col" class="bar-col">
              <span class="sr">Bar</span>
            </th>
            <th scope="col" class="aim-col">
              Agreed aim
            </th>
            <th scope="col" class="change-col">
              In a year
            </th>
            <th scope="col" class="number lack-col">
              Not yet
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row key={row.id} row={row} place={dashboard.place} people={props.people} asked={props.asked} />
          ))}
        </tbody>
      </table>
    </Section>
  );
}

type RowProps = {
  readonly row: MeasureRow;
  readonly place: Place;
  readonly people: boolean;
  readonly asked: DayAsked;
};

function Row({ row, place, people, asked }: RowProps) {
  const percent = percentOf(row.tally);
  return (
    <tr data-row>
      <th scope="row">
        <a href={`${measureHref(row.id, place)}${dayQuery(asked)}`}>{row.title}</a>
      </th>
      <td class="spark-col">
        <Spark
          values={row.history.map(({ tally }) => percentOf(tally))}
          aim={row.aim}
          words={`${row.title}, ${row.history.length} month ends`}
        />
      </td>
      <td class="number">
        <Value strong>{showPercent(percent)}</Value>
        <span class="detail">{row.tally ? <Value>{showTally(row.tally)}</Value> : row.why}</span>
      </td>
      <td class="bar-col">
        <BarOf percent={percent} aim={row.aim} />
      </td>
      <td class="aim-col">
        <Aim row={row} />
      </td>
      <td class="change-col">
        <Change points={yearChange(row)} better={row.better} />
      </td>
      <td class="number lack-col">
        <Lacking row={row} place={place} people={people && asked.asAt === undefined} />
      </td>
    </tr>
  );
}

/** Who may not read what somebody has is listed nobody by what they lack: no link leads there. */
export function readsProblems({ role, purpose }: Pick<Access, 'role' | 'purpose'>): boolean {
  return (ownRecordClasses(role, purpose) & classBits('problems')) !== 0;
}

function Lacking({ row, place, people }: Omit<RowProps, 'asked'>) {
  if (row.tally === undefined) return null;
  const shown = (
    <>
      <Value>{lackingOf(row.tally, row).toLocaleString('en-GB')}</Value>
      <span class="narrow-words">{row.better === 'lower' ? ' people' : ' people not yet'}</span>
    </>
  );
  if (!people) return shown;
  return (
    <a href={measureHref(row.id, place, '/people')}>
      {shown}
      <span class="sr">: {row.title}</span>
    </a>
  );
}
