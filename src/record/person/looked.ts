import type { Access } from '#agreement';
import { accepted, type Outcome, refuse } from '#fhir';
import type { Services } from '#joint';
import type { Looking } from '#repository';
import type { Opening } from '../contract.ts';
import { noPerson, recordsOf, seenBy } from './whose.ts';

const MOST = 200;

const PURPOSES: Readonly<Record<string, string>> = {
  'direct-care': 'To care for the person',
  planning: 'To plan services',
  payment: 'To settle what care costs',
  audit: 'To check how records are used',
  'own-record': 'To see one’s own record',
};

const ACTIONS: Readonly<Record<string, string>> = {
  'open-record': 'Opened the record',
  read: 'Read one item',
  vread: 'Read an earlier version of one item',
  history: 'Read earlier versions of items',
  search: 'Found items in a search',
  everything: 'Read all of the record',
  summary: 'Made a summary of the record',
  meta: 'Read the labels of items',
  validate: 'Checked an item that refers to the record',
  create: 'Added to the record',
  update: 'Changed the record',
  delete: 'Deleted from the record',
  link: 'Put two records together',
  unlink: 'Took two records apart',
  'keep-apart': 'Decided that two records are of two people',
  'look-at-access': 'Looked at who looked',
};

/** Who looked at a person's record and why, in plain words. For them and for information governance. */
export async function whoLooked(
  services: Services,
  access: Access,
  person: string,
): Promise<Outcome<readonly Opening[]>> {
  const allowed = await whose(services, access, person);
  if (!allowed.ok) return allowed;
  const { audit, contributors } = services.ports;
  const [lines, organizations] = await Promise.all([
    audit.of(access, allowed.value, MOST),
    contributors.organizations(),
  ]);
  await audit.note(access, { action: 'look-at-access', outcome: 'done', person: allowed.value });
  const names = new Map(organizations.map(({ key, name }) => [key, name]));
  // Information governance can find out which account it was; the person is told the role.
  const named = access.role === 'ig-lead';
  return accepted(together(lines).map((line) => openingOf(line, names, named)));
}

async function whose(services: Services, access: Access, person: string): Promise<Outcome<string>> {
  if (access.role === 'ig-lead') {
    const seen = await seenBy(services, access, person);
    return seen.ok ? accepted(seen.value.person) : seen;
  }
  if (access.role !== 'person')
    return refuse('forbidden', 'record.who-looked', 'Who looked is shown to the person and to information governance.');
  const [first] = await recordsOf(services, person);
  if (first === undefined) return noPerson();
  const own = await services.ports.contributors.viewerKey(`Person/${first.person}`);
  return own === access.viewer ? accepted(first.person) : noPerson();
}

/** The same act of the same seat within one hour is one line: opening a page reads many items. */
function together(lines: readonly Looking[]): readonly Looking[] {
  const seen = new Set<string>();
  return lines.filter(({ at, principal, organization, action, purpose }) => {
    const key = [at.toISOString().slice(0, 13), principal, organization, action, purpose].join('|');
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

function openingOf(line: Looking, names: ReadonlyMap<number, string>, named: boolean): Opening {
  const { at, principal, role, organization, purpose, action, outcome } = line;
  const what = ACTIONS[action] ?? action;
  return {
    at: at.toISOString(),
    who: named ? `${whoWords(role)} (${principal})` : whoWords(role),
    role: role.replaceAll('-', ' '),
    organization: names.get(organization) ?? 'An organisation',
    purpose: PURPOSES[purpose] ?? purpose,
    what: outcome === 'done' || outcome === 'success' ? what : `${what}: it was not allowed`,
  };
}

function whoWords(role: string): string {
  if (role === 'person') return 'The person';
  if (role === 'system') return 'A computer system';
  const words = role.replaceAll('-', ' ');
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}
