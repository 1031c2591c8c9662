import type { Role } from '#agreement';
import { accepted } from '#fhir';
import type { Dashboard, News } from '#insight/contract';
import type { PersonRow } from '#record/contract';
import type { PageDefinition } from '../page.ts';
import { Empty, PageHead, Section } from '../parts/section.tsx';
import { Born, NhsNumber, Words } from '../parts/value.tsx';
import { CARERS, FINDERS } from '../shell/places.ts';
import { newsFor, NewsOf } from '../insight/kept.tsx';
import { openDashboard, readsProblems } from '../insight/measures.tsx';
import { Gaps } from './gaps.tsx';
import { EMERGENCY_OPENERS } from './open-emergency.tsx';
import { personPath } from './path.ts';

const LIMIT = 25;

export type PeopleShown = {
  readonly text: string;
  readonly role: Role;
  /** Absent before anything was looked for. */
  readonly people?: readonly PersonRow[];
  readonly more?: boolean;
  /** What the seat's own place still has to do; shown before anything was looked for. */
  readonly gaps?: Dashboard;
  /** Is listed people by what they lack; else the check itself is opened. */
  readonly lists?: boolean;
  /** What the seat asked to be told of figures. */
  readonly news?: readonly News[];
};

/** Finding a person. Rows carry enough of the banner to tell two people of one name apart. */
export const peoplePage: PageDefinition<PeopleShown> = {
  path: '/people',
  policy: { allow: 'roles', roles: FINDERS },
  title: ({ text }) => (text === '' ? 'People' : 'People found'),
  loader: async (context) => {
    const { record, access, query, signedIn } = context;
    const text = (query.get('text') ?? '').trim();
    const shown = { text, role: signedIn.role, lists: readsProblems(access) };
    if (text === '') {
      const gaps = CARERS.includes(signedIn.role) ? await openDashboard(context) : undefined;
      const news = await newsFor(context);
      return accepted(gaps?.ok ? { ...shown, news, gaps: gaps.value } : { ...shown, news });
    }
    const found = await record.findPeople(access, { text, limit: LIMIT });
    return found.ok ? accepted({ ...shown, ...found.value }) : found;
  },
  Page: ({ text, role, people, more, gaps, news, lists = true }) => (
    <div class="page">
      <PageHead title="People" />
      <form class="form find-people" action="/people" method="get">
        <div class="field">
          <label for="text">Find a person</label>
          <p class="hint" id="h-text">
            <bdi>NHS number, or name with a birth date or year: </bdi>
            <bdi dir="ltr">999 000 0017</bdi>, <bdi dir="ltr">khan 1957</bdi>, <bdi dir="ltr">amina 14/07/1957</bdi>
          </p>
          <div class="with-button">
            <input id="text" name="text" type="search" value={text} autocomplete="off" aria-describedby="h-text" />
            <button type="submit" class="button main">
              Find
            </button>
          </div>
        </div>
      </form>
      {people !== undefined && <Found people={people} more={more === true} role={role} />}
      {news !== undefined && <NewsOf news={news} />}
      {gaps !== undefined && <Gaps of={gaps} lists={lists} />}
    </div>
  ),
};

function Found(props: { readonly people: readonly PersonRow[]; readonly more: boolean; readonly role: Role }) {
  if (props.people.length === 0) {
    return (
      <Section title="Nobody found">
        <Empty title="No person of that name or number is open to you">
          <p>
            Check the spelling, try fewer letters of the name with the year of birth, or the NHS number. You find people
            who are cared for by your organisation.
          </p>
          {EMERGENCY_OPENERS.includes(props.role) && (
            <p>
              If somebody must act now: <a href="/emergency">open a record in an emergency</a>.
            </p>
          )}
        </Empty>
      </Section>
    );
  }
  return (
    <Section title="Found" count={props.people.length}>
      {props.more && (
        <p class="problem">
          <bdi>There are more than are shown. Add a birth date or more of the name.</bdi>
        </p>
      )}
      <table class="rows people-found">
        <caption class="sr">People found</caption>
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col">Born</th>
            <th scope="col">Gender</th>
            <th scope="col">NHS No.</th>
            <th scope="col">Address</th>
            <th scope="col">Known to</th>
          </tr>
        </thead>
        <tbody>
          {props.people.map((row) => (
            <Row key={row.person} row={row} below={props.role === 'ig-lead' ? '/access' : ''} />
          ))}
        </tbody>
      </table>
    </Section>
  );
}

function Row({ row, below }: { readonly row: PersonRow; readonly below: string }) {
  return (
    <tr data-row>
      <th scope="row">
        <a href={personPath(row.person, below)}>
          <Words>{row.name}</Words>
        </a>
      </th>
      <td data-label="Born">{row.born === undefined ? 'not recorded' : <Born on={row.born} />}</td>
      <td data-label="Gender">{row.gender ?? 'not recorded'}</td>
      <td data-label="NHS No.">
        {row.nhsNumber === undefined ? 'not recorded' : <NhsNumber>{row.nhsNumber}</NhsNumber>}
      </td>
      <td data-label="Address">
        <Words>{row.address ?? ''}</Words>
      </td>
      <td data-label="Known to">
        <Words>{row.organizations.join(', ')}</Words>
      </td>
    </tr>
  );
}
