import { joined, phoneOf, plain, postcodeOf } from './normal.ts';
import { NHS_NUMBER_SYSTEMS, nhsNumber } from './nhs-number.ts';

/** What the matcher knows of one Patient record, normalised. Kept as a projection, so that a pair is scored without its bodies. */
export type Side = {
  readonly nhs?: string;
  /** 'system|value' of every other identifier. */
  readonly identifiers: readonly string[];
  readonly family: readonly string[];
  readonly given: readonly string[];
  readonly born?: string;
  readonly gender?: string;
  readonly postcode?: string;
  /** Words of street and town. */
  readonly address: readonly string[];
  readonly phones: readonly string[];
};

type Patient = {
  readonly identifier?: readonly { readonly system?: string; readonly value?: string }[];
  readonly name?: readonly { readonly use?: string; readonly family?: string; readonly given?: readonly string[] }[];
  readonly birthDate?: string;
  readonly gender?: string;
  readonly telecom?: readonly { readonly system?: string; readonly value?: string }[];
  readonly address?: readonly {
    readonly line?: readonly (string | null)[];
    readonly city?: string;
    readonly postalCode?: string;
    readonly use?: string;
  }[];
};

/** The side of a Patient resource. Old names (maiden) count as names; the newest address that has a postcode counts. */
export function sideOf(resource: Readonly<Record<string, unknown>>): Side {
  const patient = resource as Patient;
  const identifiers = (patient.identifier ?? []).filter(({ value }) => value);
  const nhs = identifiers
    .filter(({ system }) => system !== undefined && NHS_NUMBER_SYSTEMS.includes(system))
    .map(({ value = '' }) => nhsNumber(value))
    .find((number) => number !== undefined);
  const address =
    (patient.address ?? []).find(({ use, postalCode }) => use !== 'old' && postalCode) ?? patient.address?.[0] ?? {};
  const postcode = postcodeOf(address.postalCode ?? '');
  const words = plain([...(address.line ?? []), address.city].filter(Boolean).join(' '));
  const names = patient.name ?? [];
  return {
    ...(nhs ? { nhs } : {}),
    identifiers: unique(
      identifiers
        .filter(({ system }) => system && !NHS_NUMBER_SYSTEMS.includes(system))
        .map(({ system, value = '' }) => `${system}|${value}`),
    ),
    family: unique(names.map(({ family = '' }) => joined(family))),
    given: unique(names.flatMap(({ given = [] }) => given.flatMap((name) => plain(name ?? '').split(' ')))),
    ...(patient.birthDate ? { born: patient.birthDate } : {}),
    ...(patient.gender && patient.gender !== 'unknown' ? { gender: patient.gender } : {}),
    ...(postcode ? { postcode } : {}),
    address: unique(words.split(' ')),
    phones: unique(
      (patient.telecom ?? [])
        .filter(({ system }) => system === undefined || system === 'phone' || system === 'sms')
        .map(({ value = '' }) => phoneOf(value) ?? ''),
    ),
  };
}

/** Nobody has more; records are compared by every pair of them. */
const MOST = 32;

function unique(words: readonly string[]): readonly string[] {
  return [...new Set(words)].filter((word) => word !== '').slice(0, MOST);
}
