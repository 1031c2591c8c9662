import type { Access } from '#agreement';
import { accepted, type Outcome, refuse } from '#fhir';
import type { Services } from '#joint';
import type { AuditRow, AuditSearch } from '../contract.ts';
import { actionWords, whoWords } from '../person/looking-words.ts';

const COUNT = '50';

type Coded = { readonly coding?: readonly { readonly code?: string }[] };
type Event = {
  readonly id: string;
  readonly recorded: string;
  readonly outcome: string;
  readonly subtype: readonly { readonly system: string; readonly code: string }[];
  readonly purposeOfEvent: readonly Coded[];
  readonly agent: readonly {
    readonly altId?: string;
    readonly type?: Coded;
    readonly role?: readonly Coded[];
    readonly who?: { readonly reference?: string; readonly display?: string };
  }[];
  readonly entity: readonly {
    readonly what?: {
      readonly reference?: string;
      readonly type?: string;
      readonly identifier?: { readonly value?: string };
    };
    readonly type?: { readonly code?: string };
  }[];
};

/** A search of the log for information governance; the same as the API's, in rows. It is in the log itself. */
export async function searchAudit(
  services: Services,
  access: Access,
  question: AuditSearch,
): Promise<Outcome<{ readonly rows: readonly AuditRow[]; readonly next?: string }>> {
  if (access.role !== 'ig-lead')
    return refuse('forbidden', 'record.not-an-officer', 'This is for information governance.');
  const parameters = parametersOf(question);
  const page = await services.repository(access).search({ type: 'AuditEvent', parameters, handling: 'strict' });
  const query = String(new URLSearchParams(parameters.map(([name, value]) => [name, value])));
  await services.ports.audit.note(access, {
    action: 'search',
    type: 'AuditEvent',
    query,
    outcome: page.ok ? 'done' : 'refused',
  });
  if (!page.ok) return page;
  const rows = page.value.entries.map(({ resource }) => rowOf(JSON.parse(resource.body) as Event));
  return accepted({ rows, ...(page.value.next === undefined ? {} : { next: page.value.next }) });
}

function parametersOf({ account, patient, from, to, refusedOnly, page }: AuditSearch): readonly [string, string][] {
  const principal = account === undefined || account.includes('/') ? account : `account/${account}`;
  const asked: readonly (readonly [string, string | undefined])[] = [
    ['altid', principal],
    ['patient', patient],
    ['date', from && `ge${from}`],
    ['date', to && `le${to}`],
    ['outcome', refusedOnly ? '8' : undefined],
    ['_count', COUNT],
    ['_page', page],
  ];
  return asked.flatMap(([name, value]): [string, string][] =>
    value === undefined || value === '' ? [] : [[name, value]],
  );
}

function rowOf(event: Event): AuditRow {
  const action = event.subtype.find(({ system }) => system === 'urn:concord:audit-action')?.code ?? '';
  const user = event.agent.find(({ altId }) => altId !== undefined);
  const client = event.agent[0]?.who?.display ?? '';
  const organization = event.agent.find(({ who }) => who?.reference?.startsWith('Organization/'))?.who?.display;
  const role = user?.role?.[0]?.coding?.[0]?.code ?? 'system';
  const items = event.entity.flatMap(({ what }) => what?.reference ?? []);
  const person = event.entity.find(({ type }) => type?.code === '1')?.what;
  return {
    id: event.id,
    at: event.recorded,
    who: user?.altId ?? client,
    role: whoWords(role),
    organization: organization ?? 'An organisation',
    what: actionWords(action),
    about: [...new Set([...(person?.reference ? [person.reference] : person ? ['A person'] : []), ...items])]
      .slice(0, 4)
      .join(', '),
    allowed: event.outcome === '0',
    emergency: event.purposeOfEvent.some(({ coding }) => coding?.[0]?.code === 'BTG'),
  };
}
