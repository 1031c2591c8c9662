import { accepted, refuse } from '#fhir';
import type { Opening } from '#record/contract';
import { useContext } from 'preact/hooks';
import type { PageDefinition } from '../page.ts';
import { dayOf, showDay } from '../parts/dates.ts';
import { Empty, PageHead, Section } from '../parts/section.tsx';
import { Surroundings } from '../parts/surroundings.ts';
import { TimeOf, Words } from '../parts/value.tsx';
import { personOf } from './path.ts';
import { PersonTabs } from './person-tabs.tsx';

export type LookedShown = {
  readonly openings: readonly Opening[];
  /** Whose record, for information governance; absent on the person's own page. */
  readonly person?: string;
};

/** Who opened a person's record: for information governance. */
export const accessPage: PageDefinition<LookedShown> = {
  path: '/people/:id/access',
  policy: { allow: 'roles', roles: ['ig-lead'] },
  title: () => 'Who looked',
  loader: async ({ record, access, params }) => {
    const person = personOf(params.id);
    const found = await record.whoLooked(access, person);
    return found.ok ? accepted({ openings: found.value, person }) : found;
  },
  Page: ({ openings, person = '' }) => (
    <>
      <PersonTabs person={person} role="ig-lead" at="access" />
      <div class="page">
        <PageHead title="Who looked at this record" under={`${openings.length} times`} />
        <Openings of={openings} />
      </div>
    </>
  ),
};

/** The same for the person themself. */
export const myAccessPage: PageDefinition<LookedShown> = {
  path: '/me/access',
  policy: { allow: 'roles', roles: ['person'] },
  title: () => 'Who looked at my record',
  loader: async ({ record, access, signedIn }) => {
    if (signedIn.person === undefined)
      return refuse('forbidden', 'web.no-own-record', 'This sign-in is for no person’s own record.');
    const found = await record.whoLooked(access, signedIn.person);
    return found.ok ? accepted({ openings: found.value }) : found;
  },
  Page: ({ openings }) => (
    <div class="page narrow own">
      <PageHead
        title="Who looked at my record"
        under="Everyone who opens your record is written down here, with the reason they gave."
      />
      <Openings of={openings} />
    </div>
  ),
};

function Openings({ of }: { readonly of: readonly Opening[] }) {
  const { zone } = useContext(Surroundings);
  if (of.length === 0) {
    return (
      <Section title="Nobody yet">
        <Empty title="Nobody has opened this record">
          <p>Every opening is written down here at the moment it happens.</p>
        </Empty>
      </Section>
    );
  }
  return (
    <>
      {byDay(of, zone).map(([day, openings]) => (
        <Section key={day} title={showDay(day)} count={openings.length}>
          <ul class="openings times">
            {openings.map((one, at) => (
              <li key={at}>
                <TimeOf at={one.at} />
                <span>
                  <b>
                    <Words>{one.who}</Words>
                  </b>
                  {', '}
                  <Words>{placeOf(one)}</Words>
                  <span class="detail">
                    <Words>{`${one.what} · ${one.purpose}`}</Words>
                  </span>
                </span>
              </li>
            ))}
          </ul>
        </Section>
      ))}
    </>
  );
}

/** The role stands in most names already ("Practice nurse 12"). */
function placeOf({ who, role, organization }: Opening): string {
  return who.toLowerCase().includes(role.toLowerCase()) ? organization : `${role}, ${organization}`;
}

/** Groups by the day in the zone, in the order given: newest first. */
function byDay(openings: readonly Opening[], zone: string): readonly (readonly [string, readonly Opening[]])[] {
  const days = new Map<string, Opening[]>();
  for (const one of openings) {
    const day = dayOf(one.at, zone) ?? one.at;
    days.set(day, [...(days.get(day) ?? []), one]);
  }
  return [...days];
}
