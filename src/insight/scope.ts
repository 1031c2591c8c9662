import { type Instrument, type MeasureClause, partiesOf, runningClauses } from '#agreement';
import type { OrganizationFacts } from './patient.ts';
import { type Team, teamsByName } from './team.ts';

/** An organisation of the partnership, as governance tells of it. */
export type Partner = {
  readonly key: number;
  readonly organization: string;
  readonly name: string;
  readonly kind: string;
  readonly locality?: string;
  /** It writes for the partnership too. */
  readonly hosts?: boolean;
};

/** An Organization resource with its id, and the key of who wrote it. */
export type OrganizationRow = OrganizationFacts & { readonly id: string; readonly org: number };

/** A practice whose people are counted. */
export type Practice = {
  /** Id of its Organization. */
  readonly id: string;
  readonly key: number;
  readonly name: string;
  /** The locality it lies in. */
  readonly parent?: { readonly id: string; readonly name: string };
  /** Whatever names it in a Patient record. */
  readonly names: readonly string[];
};

/** What is counted by a pack: whose contributions, for the people of which practices. */
export type PackScope = {
  /** 'diabetes-uk 2026.1' */
  readonly pack: string;
  readonly contributors: readonly number[];
  readonly practices: readonly Practice[];
  /** Parts of the partners; absent in a scope that was kept before there were any. */
  readonly teams?: readonly Team[];
  /** Percent that the agreements aim at, by measure id. */
  readonly aims: Readonly<Record<string, number>>;
};

/** What is counted: by every pack that an agreement in force names. Stands in `insight_run`. */
export type Scope = {
  /** Name of the partnership. */
  readonly partnership: string;
  readonly packs: readonly PackScope[];
  /** Of the definitions; another digest is counted anew. */
  readonly digest: string;
};

/** Kinds of organisation that have a list of people. */
const WITH_LISTS = ['general-practice', 'facility'];

export type Agreed = {
  readonly name: string;
  /** Key of the installation itself, whose own client writes on behalf of the partnership. */
  readonly installation: number;
  /** Key of what people write into their own records. */
  readonly people?: number;
  readonly partners: readonly Partner[];
  readonly instruments: readonly Instrument[];
};

type Clause = { readonly instrument: Instrument; readonly clause: MeasureClause };

/**
 * What the agreements in force give the measures of the packs that they name: every contribution of the parties of an agreement
 * with such a measure clause, of the installation itself and of people themselves, for the people of its practices. A pack that no agreement names is not counted.
 */
export function scopeOf(
  agreed: Agreed,
  organizations: readonly OrganizationRow[],
  { keys, digest }: { readonly keys: readonly string[]; readonly digest: string },
): Scope {
  const clauses = runningClauses(agreed.instruments.map((instrument) => ({ instrument }))).flatMap(
    ({ instrument, clause }) => (clause.clause === 'measure' ? [{ instrument, clause }] : []),
  );
  const packs = keys.flatMap((key) => {
    const own = clauses.filter(({ clause }) => `${clause.pack} ${clause.version}` === key);
    return own.length === 0 ? [] : [packScope(key, own, { agreed, organizations })];
  });
  return { partnership: agreed.name, packs, digest };
}

function packScope(
  pack: string,
  clauses: readonly Clause[],
  { agreed, organizations }: { readonly agreed: Agreed; readonly organizations: readonly OrganizationRow[] },
): PackScope {
  const { installation, people, partners } = agreed;
  const beside = people === undefined ? [installation] : [installation, people];
  const parties = new Set(clauses.flatMap(({ instrument }) => partiesOf(instrument)));
  const listed = new Set(
    clauses.flatMap(({ instrument }) => instrument.population.organizations ?? partiesOf(instrument)),
  );
  const counted = partners.filter((partner) => parties.has(partner.organization));
  return {
    pack,
    contributors: counted.length === 0 ? [] : [...counted.map(({ key }) => key), ...beside].sort((a, b) => a - b),
    practices: counted
      .filter((partner) => listed.has(partner.organization) && WITH_LISTS.includes(partner.kind))
      .map((partner) => practiceOf(partner, organizations))
      .sort((a, b) => (a.id < b.id ? -1 : 1)),
    teams: teamsIn(counted, { installation, partners, organizations }),
    aims: Object.fromEntries(clauses.flatMap(({ clause }) => clause.aims.map((aim) => [aim.measure, aim.percent]))),
  };
}

/** What makes the figures what they are; a scope of another key is counted anew, a new name of a practice is not. */
export function countingKey({ packs, digest }: Scope): string {
  return JSON.stringify([digest, packs.map((scope) => [scope.pack, peopleKey(scope)])]);
}

/** The names that lead to other teams than before; undefined: more than teams is other than it was. */
export function teamNamesChanged(before: Scope, after: Scope): readonly string[] | undefined {
  const without = ({ packs, ...scope }: Scope) =>
    countingKey({ ...scope, packs: packs.map(({ teams: _teams, ...pack }) => pack) });
  if (without(before) !== without(after)) return undefined;
  const changed = after.packs.flatMap(({ teams }, at) => {
    const [was, is] = [teamsByName(before.packs[at]?.teams), teamsByName(teams)];
    return [...was.keys(), ...is.keys()].filter((name) => was.get(name) !== is.get(name));
  });
  return [...new Set(changed)];
}

/** Of packs with the same key the same people are counted, from the same facts. */
export function peopleKey({ contributors, practices, teams = [] }: PackScope): string {
  const named = teams.map(({ id, names: all }) => [id, all]);
  return JSON.stringify([contributors, practices.map(({ id, key, names: all }) => [id, key, all]), named]);
}

/** All that is shown of a scope, as a text that is the same for the same scope. */
export function scopeText(scope: Scope): string {
  const { partnership, packs } = scope;
  const shown = packs.map(({ practices, teams = [], aims }) => [
    practices.map(({ name, parent }) => [name, parent?.id, parent?.name]),
    teams.map(({ name, of }) => [name, of]),
    Object.entries(aims).sort(),
  ]);
  return JSON.stringify([countingKey(scope), partnership, shown]);
}

/** Named by its own Organization, by a business identifier of it, or by a contributor's copy that carries one of these. */
function practiceOf(
  { key, organization, name, locality }: Partner,
  organizations: readonly OrganizationRow[],
): Practice {
  const id = organization.slice('Organization/'.length);
  const own = organizations.find((row) => row.id === id);
  const identifiers = own?.identifiers ?? [];
  const parent =
    parentOf(own, organizations) ?? (locality ? { id: `locality:${locality}`, name: locality } : undefined);
  return {
    id,
    key,
    name,
    names: namesOf({ organization, identifiers }, organizations),
    ...(parent ? { parent } : {}),
  };
}

type Around = Pick<Agreed, 'installation' | 'partners'> & { readonly organizations: readonly OrganizationRow[] };

/** More than these are no teams but a directory of places. */
const TEAMS_MAX = 500;

/** The parts of partners that count, as the partner or a host wrote them down; a partner, and what practices lie in, is no team. */
function teamsIn(counted: readonly Partner[], { installation, partners, organizations }: Around): readonly Team[] {
  const hosts = [installation, ...partners.filter(({ hosts: host }) => host).map(({ key }) => key)];
  const taken = new Set(partners.map(({ organization }) => organization));
  const above = new Set(
    partners.flatMap(({ organization }) => organizations.find((row) => named(row) === organization)?.parents ?? []),
  );
  const wholes = counted.map(({ key, organization }) => {
    const identifiers = organizations.find((row) => named(row) === organization)?.identifiers ?? [];
    return { key, names: new Set([organization, ...identifiers]) };
  });
  return organizations
    .filter((row) => !taken.has(named(row)) && ![named(row), ...row.identifiers].some((name) => above.has(name)))
    .flatMap((row) => {
      const whole = wholes.find(({ names }) => row.parents.some((parent) => names.has(parent)));
      if (!whole || ![whole.key, ...hosts].includes(row.org)) return [];
      const { id, name, identifiers } = row;
      return [{ id, name, of: whole.key, names: namesOf({ organization: named(row), identifiers }, organizations) }];
    })
    .slice(0, TEAMS_MAX);
}

function named({ id }: OrganizationRow): string {
  return `Organization/${id}`;
}

/** Whatever names an organisation: itself, its business identifiers, and every copy that carries one of these. */
function namesOf(
  { organization, identifiers }: { readonly organization: string; readonly identifiers: readonly string[] },
  organizations: readonly OrganizationRow[],
): readonly string[] {
  const copies = organizations.filter((row) => row.identifiers.some((identifier) => identifiers.includes(identifier)));
  return [...new Set([organization, ...identifiers, ...copies.map(named)])].sort();
}

function parentOf(
  own: OrganizationRow | undefined,
  organizations: readonly OrganizationRow[],
): Practice['parent'] | undefined {
  for (const name of own?.parents ?? []) {
    const found = organizations.find((row) => `Organization/${row.id}` === name || row.identifiers.includes(name));
    if (found) return { id: found.id, name: found.name };
  }
  return undefined;
}
