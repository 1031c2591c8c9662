import type { Role } from '#agreement';
import { accepted } from '#fhir';
import type { Check, Prompt } from '#insight/contract';
import type { PersonRecord, TimelineItem } from '#record/contract';
import { type AppToOpen, OpenApps } from '../apps/open-apps.tsx';
import type { PageDefinition } from '../page.ts';
import { Alerts, Banner } from '../parts/banner.tsx';
import { CARERS, JUDGES } from '../shell/places.ts';
import { Checks } from './checks.tsx';
import { Matters, Medicines, Problems } from './lists.tsx';
import { EmergencyStrip } from './open-emergency.tsx';
import { personOf, personPath } from './path.ts';
import { PersonTabs } from './person-tabs.tsx';
import { Prompts } from './prompts.tsx';
import { Results } from './results.tsx';
import { readKind, Timeline } from './timeline.tsx';

export type PersonShown = {
  readonly record: PersonRecord;
  /** Absent where this viewer is told nothing of checks, or they cannot be told just now. */
  readonly checks?: readonly Check[];
  /** What another programme can do today. */
  readonly prompts?: readonly Prompt[];
  readonly role: Role;
  readonly kind?: TimelineItem['kind'];
  readonly apps?: readonly AppToOpen[];
};

/** One person across organisations: what is due now first, then what stands, then what happened. */
export const personPage: PageDefinition<PersonShown> = {
  path: '/people/:id',
  policy: { allow: 'roles', roles: CARERS },
  title: ({ record }) => record.banner.name,
  loader: async ({ record, insight, access, params, query, today, signedIn, apps }) => {
    const person = personOf(params.id);
    const found = await record.openPerson(access, person, today);
    if (!found.ok) return found;
    const [checks, prompts, offered] = await Promise.all([
      insight.checks(access, found.value.person),
      insight.prevention.prompts(access, found.value.person),
      apps?.(),
    ]);
    const kind = readKind(query.get('kind'));
    return accepted({
      record: found.value,
      role: signedIn.role,
      ...(checks.ok ? { checks: checks.value } : {}),
      ...(prompts.ok ? { prompts: prompts.value } : {}),
      ...(kind ? { kind } : {}),
      ...(offered ? { apps: offered } : {}),
    });
  },
  Page: ({ record, checks, prompts, role, kind, apps = [] }) => (
    <>
      {record.emergency && <EmergencyStrip of={record.emergency} />}
      <Banner of={record.banner} contributors={record.contributors} />
      <Alerts of={record.alerts ?? []} />
      <PersonTabs person={record.person} role={role} at="summary" />
      <OpenApps apps={apps} person={record.person} />
      <div class={record.results.length === 0 ? 'page record without-results' : 'page record'}>
        <Prompts of={prompts} />
        <Checks of={checks} person={record.person} />
        <div class="record-side">
          <Matters of={record.matters} />
          <Problems of={record.problems} />
          <Medicines of={record.medicines} />
          {record.results.length === 0 && <Results of={record.results} />}
        </div>
        {record.results.length > 0 && <Results of={record.results} />}
        <Timeline record={record} kind={kind} refers />
        <Restricted person={record.person} role={role} />
      </div>
    </>
  ),
};

/** Stands on every record alike, so that its presence says nothing about this person. */
export function Restricted({
  own,
  person,
  role,
}: {
  readonly own?: boolean;
  readonly person?: string;
  readonly role?: Role;
}) {
  return (
    <p class="restricted">
      <bdi>Some information may be restricted.</bdi> {!own && <a href="/explain">What my role sees, and why</a>}{' '}
      {person !== undefined && (
        <>
          <a href={`/forms?about=${encodeURIComponent(person.replace(/^Person\//, ''))}`}>Fill in a form</a>{' '}
          <a href={personPath(person, '/harm')}>Report a harm by disclosure</a>{' '}
          {role !== undefined && JUDGES.includes(role) && (
            <>
              <a href={personPath(person, '/decides')}>Who decides</a>{' '}
              <a href={personPath(person, '/protection')}>Protection</a>
            </>
          )}
        </>
      )}
      {own && <a href="/me/harm">Report a harm</a>}
    </p>
  );
}
