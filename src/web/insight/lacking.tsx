import { accepted } from '#fhir';
import type { DeclaredUse, LackingOrder, LackingPerson, MeasureView } from '#insight/contract';
import type { PageDefinition } from '../page.ts';
import { Empty, PageHead, Section } from '../parts/section.tsx';
import { Born, When, Words } from '../parts/value.tsx';
import { checkWords, counted } from '../parts/words.ts';
import { personPath } from '../record/path.ts';
import { STAFF } from '../shell/places.ts';
import { measureHref, placeAsked } from './measures.tsx';
import { UseOf } from './use.tsx';

const LIMIT = 50;

export type LackingShown = {
  readonly view: MeasureView;
  readonly people: readonly LackingPerson[];
  readonly total: number;
  readonly next?: string;
  readonly use: DeclaredUse;
  readonly order: LackingOrder;
};

/** The people behind a number: who lacks the check or misses the target, as far as this viewer may see them. */
export const lackingPage: PageDefinition<LackingShown> = {
  path: '/measures/:id/people',
  policy: { allow: 'roles', roles: STAFF },
  title: ({ view }) => `People not yet: ${view.measure.title}`,
  loader: async (context) => {
    const { insight, access, params, query } = context;
    const [measure, place, after] = [params.id ?? '', placeAsked(context), query.get('after')];
    const view = await insight.measure(access, measure, place);
    if (!view.ok) return view;
    const order = query.get('order') === 'name' ? 'name' : 'next';
    const page = { limit: LIMIT, order, ...(after === null ? {} : { after }) } as const;
    const found = await insight.lacking(access, { measure, place, ...page });
    return found.ok ? accepted({ view: view.value, ...found.value }) : found;
  },
  Page: ({ view, people, total, next, use, order }) => (
    <div class="page">
      <p class="back">
        <a href={measureHref(view.measure.id, view.place)}>{view.measure.title}</a>
      </p>
      <PageHead
        title={`Not yet: ${view.measure.title}`}
        under={
          <>
            {view.place.name} · {counted(total, 'person', 'people')} you may see · as at <When at={view.asAt} />
          </>
        }
      />
      {people.length > 0 && view.measure.better !== 'lower' && (
        <p class="actions">
          <a class="button" href={measureHref(view.measure.id, view.place, '/recall')}>
            Write to them
          </a>
        </p>
      )}
      <Section title="People" count={total}>
        {people.length === 0 ? (
          <Empty title="Nobody on your list">
            <p>Everybody you care for here has it, or they are not people whose records you may open.</p>
          </Empty>
        ) : (
          <>
            <Orders of={view} order={order} />
            <PeopleTable people={people} measure={view.measure.id} />
          </>
        )}
        {next !== undefined && (
          <p class="actions">
            <a class="button" href={`${listHref(view, order)}&after=${encodeURIComponent(next)}`}>
              Next {LIMIT}
            </a>
          </p>
        )}
      </Section>
      <UseOf of={use} />
    </div>
  ),
};

function listHref({ measure, place }: MeasureView, order: LackingOrder): string {
  return `${measureHref(measure.id, place, '/people')}${order === 'name' ? '&order=name' : ''}`;
}

const ORDERS = { next: 'Who is seen soonest', name: 'By name' } as const;

function Orders({ of, order }: { readonly of: MeasureView; readonly order: LackingOrder }) {
  return (
    <nav class="chips" aria-label="Order of the list">
      {(['next', 'name'] as const).map((one) => (
        <a
          key={one}
          class="chip"
          href={listHref(of, one)}
          {...(one === order ? { 'aria-current': 'true' as const } : {})}
        >
          {ORDERS[one]}
        </a>
      ))}
    </nav>
  );
}

/** The next booking that this viewer may see, and where. */
function NextSeen({ next }: { readonly next: LackingPerson['next'] | undefined }) {
  if (next === undefined) return 'nothing booked';
  return (
    <>
      <When at={next.at} />
      {next.where !== undefined && (
        <>
          , <Words>{next.where}</Words>
        </>
      )}
    </>
  );
}

type Listed = { readonly people: readonly LackingPerson[]; readonly measure: string };

function PeopleTable({ people, measure }: Listed) {
  return (
    <table class="rows people">
      <caption class="sr">People who do not have it yet</caption>
      <thead>
        <tr>
          <th scope="col">Name</th>
          <th scope="col">Born</th>
          <th scope="col">Practice</th>
          <th scope="col">Next seen</th>
          <th scope="col">Last</th>
          <th scope="col">Also due</th>
        </tr>
      </thead>
      <tbody>
        {people.map((one) => (
          <tr key={one.person} data-row>
            <th scope="row">
              <a href={personPath(one.person)}>
                <Words>{one.name}</Words>
              </a>
            </th>
            <td data-label="Born">{one.born !== undefined && <Born on={one.born} />}</td>
            <td data-label="Practice">
              <Words>{one.practice}</Words>
            </td>
            <td data-label="Next seen">
              <NextSeen next={one.next} />
            </td>
            <td data-label="Last">
              {one.last === undefined ? 'never recorded' : <When at={one.last} />}{' '}
              <a href={personPath(one.person, `/checks/${encodeURIComponent(measure)}`)}>
                why<span class="sr">, of {one.name}</span>
              </a>
            </td>
            {one.lacks.length === 0 ? (
              <td />
            ) : (
              <td data-label="Also due">
                <Words>{one.lacks.map(checkWords).join(', ')}</Words>
              </td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
