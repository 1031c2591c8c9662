import { accepted } from '#fhir';
import type { LackingPerson, VisitPack, VisitPeople } from '#insight/contract';
import { FunnelChart } from '../charts/funnel-chart.tsx';
import type { PageDefinition } from '../page.ts';
import { PageHead, Section } from '../parts/section.tsx';
import { Tag } from '../parts/tag.tsx';
import { Value, When, Words } from '../parts/value.tsx';
import { personPath } from '../record/path.ts';
import { STAFF } from '../shell/places.ts';
import { measureHref, placeAsked } from './measures.tsx';
import { BANDS } from './between.tsx';
import { percentOf, showPercent, showTally } from './tally.tsx';
import { UseOf } from './use.tsx';

export type VisitShown = { readonly pack: VisitPack };

/** What is brought to a practice on a visit. */
export const visitPackPage: PageDefinition<VisitShown> = {
  path: '/measures/visit-pack',
  policy: { allow: 'roles', roles: STAFF },
  title: ({ pack }) => `Visit to ${pack.place.name}`,
  loader: async (context) => {
    const found = await context.insight.visits.pack(context.access, placeAsked(context));
    return found.ok ? accepted({ pack: found.value }) : found;
  },
  Page: ({ pack }) => (
    <div class="page">
      <p class="back">
        <a href={`/measures?place=${encodeURIComponent(pack.place.id)}`}>
          <bdi>Measures of {pack.place.name}</bdi>
        </a>
      </p>
      <PageHead
        title={`Visit to ${pack.place.name}`}
        under={
          <>
            figures as at <When at={pack.asAt} />
          </>
        }
      >
        <a class="button" href={`/api/visit-packs/${encodeURIComponent(pack.place.id)}/file`}>
          PDF
        </a>
      </PageHead>
      <Beside pack={pack} />
      <Promised pack={pack} />
      {pack.notes.length > 0 && (
        <Section title="How it is recorded" count={pack.notes.length}>
          <ul class="definition">
            {pack.notes.map((note) => (
              <li key={note}>
                <Words>{note}</Words>
              </li>
            ))}
          </ul>
        </Section>
      )}
      {pack.gaps === undefined && (
        <p class="meta">
          People are listed for those who care for them: who brings the pack opens it from such a seat.
        </p>
      )}
      {pack.cases && pack.cases.length > 0 && (
        <Section title="Five to talk about" count={pack.cases.length}>
          <People of={pack.cases} />
        </Section>
      )}
      <Lists kind="Lacking" of={pack.gaps} pack={pack} />
      <Lists kind="May be under-treated" of={pack.under} pack={pack} />
      <Lists kind="May be over-treated" of={pack.over} pack={pack} />
      <UseOf of={pack.use} />
    </div>
  ),
};

function Beside({ pack: { rows, funnel, place } }: VisitShown) {
  const own = funnel?.rows.find((row) => row.place.id === place.id);
  return (
    <Section title="Beside the other practices" count={rows.length}>
      {funnel && (
        <>
          <p>
            <bdi>
              Where it does least well beside the others:{' '}
              <a href={measureHref(funnel.id, { ...place, id: 'all' }, '/signals')}>{funnel.title}</a>
              {own && `, ${showPercent(own.percent)} of ${own.tally.of} people here`}.
            </bdi>
          </p>
          <FunnelChart of={{ whole: wholeOf(funnel.rows), rows: funnel.rows, hidden: 0 }} title={funnel.title} />
        </>
      )}
      <table class="rows stacked">
        <thead>
          <tr>
            <th scope="col">Measure</th>
            <th scope="col" class="number">
              Here
            </th>
            <th scope="col" class="number">
              All practices
            </th>
            <th scope="col">Against the others</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              <th scope="row">
                <a href={measureHref(row.id, place)}>
                  <bdi>{row.title}</bdi>
                </a>
              </th>
              <td class="number" data-words="Here">
                {row.tally ? (
                  <>
                    <Value strong>{showPercent(percentOf(row.tally))}</Value> <Value>{showTally(row.tally)}</Value>
                  </>
                ) : (
                  'too few'
                )}
              </td>
              <td class="number" data-words="All practices">
                <Value>{showPercent(percentOf(row.whole))}</Value>
              </td>
              <td data-words="Against the others">
                {row.band === undefined ? '–' : <Tag tone={BANDS[row.band].tone}>{BANDS[row.band].words}</Tag>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}

function wholeOf(rows: readonly { readonly tally: { readonly met: number; readonly of: number } }[]) {
  return rows.reduce((sum, { tally }) => ({ met: sum.met + tally.met, of: sum.of + tally.of }), { met: 0, of: 0 });
}

function Promised({ pack: { actions } }: VisitShown) {
  return (
    <Section title="What was promised, and what became of it" count={actions.length || undefined}>
      {actions.length === 0 ? (
        <p class="meta">The practice promised nothing yet. What is agreed on the visit is written down as a promise.</p>
      ) : (
        <ul class="item-list">
          {actions.map((action) => (
            <li key={action.id} data-row>
              <a class="item-title" href={`/obligations/${action.id}`}>
                <Words>{action.title}</Words>
              </a>
              <span class="item-fact">{action.state}</span>
              <span class="item-words meta">
                <bdi>
                  {action.due !== undefined && (
                    <>
                      due <When at={action.due} />{' '}
                    </>
                  )}
                  {action.words !== undefined && <Words>{action.words}</Words>}
                </bdi>
              </span>
            </li>
          ))}
        </ul>
      )}
      <p class="actions">
        <a class="button" href="/obligations/promise">
          Write down what is agreed
        </a>
      </p>
    </Section>
  );
}

function Lists(props: {
  readonly kind: string;
  readonly of: readonly VisitPeople[] | undefined;
  readonly pack: VisitPack;
}) {
  return (
    <>
      {(props.of ?? []).map(({ measure, total, people }) => (
        <Section key={measure.id} title={`${props.kind}: ${measure.title}`} count={total}>
          <People of={people} />
          {total > people.length && (
            <p class="actions">
              <a class="button" href={measureHref(measure.id, props.pack.place, '/people')}>
                All of them
              </a>
            </p>
          )}
        </Section>
      ))}
    </>
  );
}

function People({ of }: { readonly of: readonly LackingPerson[] }) {
  return (
    <ul class="item-list">
      {of.map(({ person, name, born, last, lacks }) => (
        <li key={person} data-row>
          <a class="item-title" href={personPath(person)}>
            <Words>{name}</Words>
          </a>
          <span class="item-fact">{born !== undefined && <When at={born} />}</span>
          <span class="item-words meta">
            <bdi>
              {last !== undefined && (
                <>
                  Last on <When at={last} />.{' '}
                </>
              )}
              {lacks.length > 0 && `Also lacks: ${lacks.join(', ')}`}
            </bdi>
          </span>
        </li>
      ))}
    </ul>
  );
}
