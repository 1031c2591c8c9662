import type { Access } from '#agreement';
import { type Day, dayIn } from '#base';
import { accepted, type Outcome, refuse } from '#fhir';
import type { Services } from '#joint';
import type { Looking } from '#repository';
import type { Opening, Visit } from '../contract.ts';
import { type OpeningRow, openingsNamed } from '../break-glass/opening.queries.ts';
import { REASONS } from '../break-glass/words.ts';
import { actionWords, purposeWords, whoWords } from './looking-words.ts';
import { type Told, visitsOf } from './visits.ts';
import { noPerson, recordsOf, seenBy } from './whose.ts';

const MOST = 1_000;

/** Who looked at a person's record and why, in plain words. For them and for information governance. */
export async function whoLooked(
  services: Services,
  access: Access,
  person: string,
): Promise<Outcome<readonly Opening[]>> {
  const told = await toldOf(services, access, person);
  if (!told.ok) return told;
  return accepted(
    told.value.map(({ at, who, role, organization, purpose, what, allowed }) => {
      return {
        at: at.toISOString(),
        who,
        role,
        organization,
        purpose,
        what: allowed ? what : `${what}: it was not allowed`,
      };
    }),
  );
}

/** The same, visit by visit: twenty lines of one consultation are one entry. */
export async function visits(services: Services, access: Access, person: string): Promise<Outcome<readonly Visit[]>> {
  const told = await toldOf(services, access, person);
  if (!told.ok) return told;
  const ids = [...new Set(told.value.flatMap(({ under }) => under ?? []))];
  const rows = await openingsNamed(services.store, ids);
  return accepted(visitsOf(told.value, new Map(rows.map((row) => [row.id, openingTold(row)]))));
}

async function toldOf(services: Services, access: Access, person: string): Promise<Outcome<readonly Told[]>> {
  const allowed = await whosePerson(services, access, person);
  if (!allowed.ok) return allowed;
  const { audit, contributors } = services.ports;
  const [lines, organizations] = await Promise.all([
    audit.of(access, allowed.value, MOST),
    contributors.organizations(),
  ]);
  await audit.note(access, { action: 'look-at-access', outcome: 'done', person: allowed.value });
  const names = new Map(organizations.map(({ key, name }) => [key, name]));
  const bases = basesOf(services, access, lines);
  return accepted(lines.map((line, at) => ({ ...toldOfLine(line, names, access), basis: bases[at] ?? [] })));
}

/** A person's own id for themself; for information governance, that of a person it has to do with. */
export async function whosePerson(services: Services, access: Access, person: string): Promise<Outcome<string>> {
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

/** Who opened a record in an emergency wrote it for the person too; so did whoever reviewed it. */
function openingTold({ reason, words, verdict, review }: OpeningRow): Visit['openings'][number] {
  const found = verdict === null ? {} : { review: { verdict, words: review ?? '' } };
  return { reason: REASONS[reason] ?? reason, words, ...found };
}

type BasisAnswer = {
  readonly lookedUnder?: (
    access: Access,
    looks: readonly (Pick<Looking, 'organization' | 'role' | 'purpose'> & {
      readonly on: Day;
      readonly emergency: boolean;
    })[],
  ) => readonly Visit['basis'][];
};

/** As the agreements of the day of each look had it. */
function basesOf({ answers, zone }: Services, access: Access, lines: readonly Looking[]): readonly Visit['basis'][] {
  const looks = lines.map(({ organization, role, purpose, at, under }) => {
    return { organization, role, purpose, on: dayIn(zone, at.getTime()), emergency: under !== undefined };
  });
  return (answers['governance'] as BasisAnswer | undefined)?.lookedUnder?.(access, looks) ?? [];
}

function toldOfLine(line: Looking, names: ReadonlyMap<number, string>, asker: Access): Omit<Told, 'basis'> {
  const { at, principal, role, organization, purpose, action, outcome, under } = line;
  const own = asker.role === 'person' && role === 'person' && accountOf(principal) === accountOf(asker.principal);
  // Information governance can find out which account it was; the person is told the role.
  const who = asker.role === 'ig-lead' ? `${whoWords(role)} (${principal})` : whoWords(role);
  return {
    at,
    principal,
    who: own ? 'You' : who,
    ...(own ? { own } : {}),
    role: role.replaceAll('-', ' '),
    organization: names.get(organization) ?? 'An organisation',
    organizationKey: organization,
    purpose: purposeWords(purpose),
    what: actionWords(action),
    emergency: under !== undefined,
    ...(under === undefined ? {} : { under }),
    allowed: outcome === 'done' || outcome === 'success',
  };
}

/** Without the app by which it looked. */
function accountOf(principal: string): string {
  return principal.replace(/ by app\/.*$/, '');
}
