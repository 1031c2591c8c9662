import { accepted } from '#fhir';
import type { FunnelRow, Outliers, OutlyingMeasure, Place } from '#insight/contract';
import type { PageDefinition } from '../page.ts';
import { Empty, PageHead, Section } from '../parts/section.tsx';
import { Tag } from '../parts/tag.tsx';
import { Value, When, Words } from '../parts/value.tsx';
import { counted } from '../parts/words.ts';
import { personPath } from '../record/path.ts';
import { STAFF } from '../shell/places.ts';
import { BANDS } from './between.tsx';
import { measureHref, placeAsked } from './measures.tsx';
import { PlacePicker } from './place-picker.tsx';
import { percentOf, showPercent, showTally } from './tally.tsx';
import { UseOf } from './use.tsx';

export type OutliersShown = { readonly of: Outliers };

/** Who may be treated too little, and who more than helps: practices that stand out, and people. */
export const outliersPage: PageDefinition<OutliersShown> = {
  path: '/measures/outliers',
  policy: { allow: 'roles', roles: STAFF },
  title: ({ of }) => `Too little or too much: ${of.place.name}`,
  loader: async (context) => {
    const found = await context.insight.outliers(context.access, placeAsked(context));
    return found.ok ? accepted({ of: found.value }) : found;
  },
  Page: ({ of }) => (
    <div class="page">
      <p class="back">
        <a href={`/measures?place=${encodeURIComponent(of.place.id)}`}>
          <bdi>Measures of {of.place.name}</bdi>
        </a>
      </p>
      <PageHead
        title="Too little or too much"
        under={
          <>
            <Words>{of.place.name}</Words> · as at <When at={of.asAt} />
          </>
        }
      >
        <PlacePicker places={of.places} place={of.place} action="/measures/outliers" />
      </PageHead>
      <Side
        title="May be treated too little"
        none="No target is counted here yet."
        measures={of.tooLittle}
        place={of.place}
      />
      <Side
        title="May be treated more than helps"
        none="Nobody here is counted in it, or no agreement names the measures of what treatment could make worse."
        measures={of.moreThanHelps}
        place={of.place}
      />
      <Section title="How this is worked out">
        <p>
          A practice stands out where it is outside the limits that chance puts for its number of people; of twenty that
          do as all others one is outside the nearer limits by chance alone. It says where to look, and not that anybody
          did wrong: for some of these people the treatment they have is right.
        </p>
        <UseOf of={of.use} />
      </Section>
    </div>
  ),
};

type SideShown = {
  readonly title: string;
  readonly none: string;
  readonly measures: readonly OutlyingMeasure[];
  readonly place: Place;
};

function Side({ title, none, measures, place }: SideShown) {
  return (
    <Section title={title} count={measures.length || undefined}>
      {measures.length === 0 && (
        <Empty title="Nothing to show">
          <p>{none}</p>
        </Empty>
      )}
      {measures.map((measure) => (
        <Measure key={measure.id} of={measure} place={place} />
      ))}
    </Section>
  );
}

function Measure({ of, place }: { readonly of: OutlyingMeasure; readonly place: Place }) {
  return (
    <>
      <h3 class="sub">
        <a href={measureHref(of.id, place)}>
          <bdi>{of.title}</bdi>
        </a>
      </h3>
      <p class="meta">
        <bdi>
          {of.tally ? `${showPercent(percentOf(of.tally))}, ${showTally(of.tally)}` : 'Not shown here: too few people'}
          {of.whole && `; all practices ${showPercent(percentOf(of.whole))}`}
        </bdi>
      </p>
      <StandOut of={of} />
      <People of={of} place={place} />
    </>
  );
}

function StandOut({ of }: { readonly of: OutlyingMeasure }) {
  const { practices, compared, hidden } = of;
  const unseen = hidden > 0 ? ` Not shown, because of too few people: ${counted(hidden, 'practice')}.` : '';
  if (practices.length === 0) {
    if (compared === 0 && hidden === 0) return null;
    const told = compared === 0 ? 'No practice is held against the others.' : 'No practice stands out.';
    return (
      <p>
        <bdi>{`${told}${unseen}`}</bdi>
      </p>
    );
  }
  return (
    <>
      <table class="rows stacked">
        <caption class="sr">Practices that stand out: {of.title}</caption>
        <thead>
          <tr>
            <th scope="col">Practice</th>
            <th scope="col" class="number">
              Here
            </th>
            <th scope="col" class="number">
              Limits of chance, 95 %
            </th>
            <th scope="col">Against the others</th>
          </tr>
        </thead>
        <tbody>
          {practices.map((row) => (
            <Practice key={row.place.id} of={row} measure={of.id} />
          ))}
        </tbody>
      </table>
      {unseen !== '' && <p class="meta">{unseen.trim()}</p>}
    </>
  );
}

function Practice({ of: row, measure }: { readonly of: FunnelRow; readonly measure: string }) {
  const { low, high } = row.limits95;
  return (
    <tr>
      <th scope="row">
        <a href={measureHref(measure, row.place)}>
          <bdi>{row.place.name}</bdi>
        </a>
      </th>
      <td class="number" data-words="Here">
        <Value strong>{showPercent(row.percent)}</Value> <Value>{showTally(row.tally)}</Value>
      </td>
      <td class="number" data-words="Limits of chance, 95 %">
        <Value>{`${showPercent(low)} to ${showPercent(high)}`}</Value>
      </td>
      <td data-words="Against the others">
        <Tag tone="concern">{BANDS[row.band].words}</Tag>
      </td>
    </tr>
  );
}

/** Who is seen soonest first. */
function People({ of: { id, title, people }, place }: { readonly of: OutlyingMeasure; readonly place: Place }) {
  if (!people) return null;
  if (people.total === 0) return <p class="meta">Nobody whose record you may open.</p>;
  return (
    <details>
      <summary>
        {counted(people.total, 'person', 'people')} you may see<span class="sr">: {title}</span>
      </summary>
      <ul class="item-list">
        {people.first.map(({ person, name, next, last }) => (
          <li key={person} data-row>
            <a class="item-title" href={personPath(person)}>
              <Words>{name}</Words>
            </a>
            <span class="item-fact">
              <a href={personPath(person, `/checks/${encodeURIComponent(id)}`)}>
                why<span class="sr">, of {name}</span>
              </a>
            </span>
            <span class="item-words meta">
              <bdi>
                {last !== undefined && (
                  <>
                    Last on <When at={last} />.{' '}
                  </>
                )}
                {next === undefined ? (
                  'Nothing booked.'
                ) : (
                  <>
                    Next seen on <When at={next.at} />.
                  </>
                )}
              </bdi>
            </span>
          </li>
        ))}
      </ul>
      {people.total > people.first.length && (
        <p class="actions">
          <a class="button" href={measureHref(id, place, '/people')}>
            All of them
          </a>
        </p>
      )}
    </details>
  );
}
