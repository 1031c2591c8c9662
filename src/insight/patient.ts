import type { Day } from '#base';
import { belongingOf } from './belonging.ts';
import { firstDay } from './fact.ts';

type Json = Readonly<Record<string, unknown>>;

/** By what somebody is told apart from others in figures, as far as it was recorded. */
export type Belonging = {
  readonly sex?: string;
  readonly ethnicity?: string;
  readonly language?: string;
  /** Fifth of the place they live in, 1 the most deprived. */
  readonly deprivation?: string;
};

/** What a Patient record says that measures ask for. */
export type PatientFacts = Belonging & {
  readonly born?: Day;
  /** The day of death; the first of all days where only the fact is known: who is known to be dead is never counted. */
  readonly died?: Day;
  /** Who the record says is the person's practice: 'Organization/<id>' or 'system|value' of a business identifier. */
  readonly practices: readonly string[];
};

const UNKNOWN_DAY = '0001-01-01' as Day;
const NAMES_MAX = 20;
const NAME_LENGTH_MAX = 300;

/** Reads a Patient. A partial date counts from its first day. */
export function patientFacts(patient: Json): PatientFacts {
  const { birthDate, deceasedDateTime, deceasedBoolean, generalPractitioner, managingOrganization } = patient;
  const born = typeof birthDate === 'string' ? firstDay(birthDate) : undefined;
  const died =
    typeof deceasedDateTime === 'string'
      ? (firstDay(deceasedDateTime) ?? UNKNOWN_DAY)
      : deceasedBoolean === true
        ? UNKNOWN_DAY
        : undefined;
  const named = (Array.isArray(generalPractitioner) ? generalPractitioner : []).flatMap(namesIn);
  // Many systems say whose list a person is on by who manages the record.
  const practices = named.length > 0 ? named : namesIn(managingOrganization);
  return {
    ...(born ? { born } : {}),
    ...(died ? { died } : {}),
    practices: limited(practices),
    ...belongingOf(patient),
  };
}

/** What an Organization is called in references: its business identifiers, and what it is part of. */
export type OrganizationFacts = {
  readonly name: string;
  readonly identifiers: readonly string[];
  readonly parents: readonly string[];
};

export function organizationFacts(organization: Json): OrganizationFacts {
  const { name, identifier, partOf } = organization;
  const identifiers = (Array.isArray(identifier) ? identifier : []).flatMap((one) => identifierName(one as Json));
  return {
    name: typeof name === 'string' ? name.slice(0, NAME_LENGTH_MAX) : '',
    identifiers: limited(identifiers),
    parents: limited(namesIn(partOf)),
  };
}

/** The names in a Reference: literal, by business identifier, or both. */
export function namesIn(reference: unknown): readonly string[] {
  if (typeof reference !== 'object' || reference === null) return [];
  const { reference: literal, identifier } = reference as Json;
  const found =
    typeof literal === 'string'
      ? /(?:^|\/)(Organization\/[A-Za-z0-9\-.]{1,64})(?:\/_history\/.*)?$/.exec(literal)?.[1]
      : undefined;
  return [...(found === undefined ? [] : [found]), ...identifierName(identifier as Json | undefined)];
}

function identifierName(identifier: Json | undefined): readonly string[] {
  const { system, value } = identifier ?? {};
  return typeof system === 'string' && typeof value === 'string' && system !== '' && value !== ''
    ? [`${system}|${value}`]
    : [];
}

/** An index row has a limit. */
function limited(names: readonly string[]): readonly string[] {
  return [...new Set(names)].slice(0, NAMES_MAX).map((name) => name.slice(0, NAME_LENGTH_MAX));
}
