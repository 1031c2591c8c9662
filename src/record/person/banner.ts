import type { Banner } from '../contract.ts';
import { NHS_NUMBER_SYSTEMS, nhsNumber } from '../match/nhs-number.ts';
import { codeOf, codesOf, type Concept, type Fields, listOf, type Reference, textOf, wordsOf } from './element.ts';
import { isWithdrawn, type Part } from './part.ts';

type Name = {
  readonly use?: string;
  readonly family?: string;
  readonly given?: readonly string[];
  readonly prefix?: readonly string[];
  readonly text?: string;
};
type Address = {
  readonly use?: string;
  readonly line?: readonly string[];
  readonly city?: string;
  readonly postalCode?: string;
  readonly text?: string;
};
type Contact = { readonly system?: string; readonly value?: string };
type Identifier = { readonly system?: string; readonly value?: string };

/** Extensions and flags that say how somebody is to be met. */
const NEEDS = [
  'http://hl7.org/fhir/StructureDefinition/patient-interpreterRequired',
  'http://hl7.org/fhir/StructureDefinition/patient-disability',
];

/** Who this is, from the visible Patient records: the practice's word before the others', the newest before the older. */
export function bannerOf(patients: readonly Part[], others: readonly Part[]): Banner {
  const ranked = [...patients].sort(
    (left, right) => rank(right) - rank(left) || (left.received < right.received ? 1 : -1),
  );
  const first = <T>(read: (fields: Fields) => T | undefined): T | undefined => {
    for (const { fields } of ranked) {
      const found = read(fields);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  return optional({
    name: first(nameOf) ?? 'Name not recorded',
    born: first((fields) => textOf(fields, 'birthDate')),
    died: first(diedOf),
    gender: first((fields) => genderWord(textOf(fields, 'gender'))),
    identifiers: identifiersOf(ranked),
    address: first(addressOf),
    phone: first((fields) => listOf<Contact>(fields['telecom']).find(({ system }) => system === 'phone')?.value),
    language: first(languageOf),
    needs: [...new Set([...ranked.flatMap(({ fields }) => needsOf(fields)), ...others.flatMap(flagOf)])],
    practice: first(practiceOf),
    allergies: allergiesOf(others),
  });
}

/** 'FAMILY, Given (Title)': the order of the NHS patient banner. */
export function nameOf(fields: Fields): string | undefined {
  const names = listOf<Name>(fields['name']);
  const name =
    names.find(({ use }) => use === 'official' || use === 'usual') ??
    names.find(({ use }) => use !== 'old') ??
    names[0];
  if (name === undefined) return undefined;
  const { family, given = [], prefix = [], text } = name;
  if (!family && given.length === 0) return text;
  const title = prefix[0] ? ` (${prefix[0].replace(/\.$/, '')})` : '';
  return `${[family?.toUpperCase(), given.join(' ')].filter(Boolean).join(', ')}${title}`;
}

export function addressOf(fields: Fields): string | undefined {
  const addresses = listOf<Address>(fields['address']);
  const address = addresses.find(({ use }) => use !== 'old') ?? addresses[0];
  if (address === undefined) return undefined;
  const { line = [], city, postalCode, text } = address;
  return [...line, city, postalCode].filter(Boolean).join(', ') || text;
}

export function nhsNumberOf(fields: Fields): string | undefined {
  return listOf<Identifier>(fields['identifier'])
    .filter(({ system }) => system !== undefined && NHS_NUMBER_SYSTEMS.includes(system))
    .map(({ value = '' }) => nhsNumber(value))
    .find((number) => number !== undefined);
}

export function genderWord(gender: string | undefined): string | undefined {
  return gender === undefined ? undefined : gender.charAt(0).toUpperCase() + gender.slice(1);
}

export function practiceOf(fields: Fields): string | undefined {
  return listOf<Reference>(fields['generalPractitioner']).find(({ display }) => display)?.display;
}

/** Every number somebody may quote: the NHS number, else what each organisation calls them, each number once. */
export function identifiersOf(patients: readonly Part[]): Banner['identifiers'] {
  const nhs = new Set(patients.flatMap(({ fields }) => nhsNumberOf(fields) ?? []));
  if (nhs.size > 0) return [...nhs].map((value) => ({ label: 'NHS No.', value }));
  const local = new Map<string, string>();
  for (const { fields, source } of patients) {
    const value = listOf<Identifier>(fields['identifier']).find((one) => one.value)?.value;
    if (value !== undefined && !local.has(value)) local.set(value, `${source.organization} No.`);
  }
  return [...local].map(([value, label]) => ({ label, value }));
}

/** The record of the practice that the person is registered with, then those that know the practice, then those with the number. */
function rank({ fields, source }: Part): number {
  const practice = practiceOf(fields);
  const own = practice === source.organization ? 4 : 0;
  return own + (practice === undefined ? 0 : 2) + (nhsNumberOf(fields) === undefined ? 0 : 1);
}

function diedOf(fields: Fields): string | undefined {
  return textOf(fields, 'deceasedDateTime') ?? (fields['deceasedBoolean'] === true ? 'date not recorded' : undefined);
}

function languageOf(fields: Fields): string | undefined {
  const spoken = listOf<{ readonly language?: Concept; readonly preferred?: boolean }>(fields['communication']);
  const words = wordsOf((spoken.find(({ preferred }) => preferred) ?? spoken[0])?.language);
  return words === undefined || /^English\b/.test(words) ? undefined : words;
}

function needsOf(fields: Fields): readonly string[] {
  return listOf<{ readonly url?: string; readonly valueBoolean?: boolean; readonly valueCodeableConcept?: Concept }>(
    fields['extension'],
  )
    .filter(({ url }) => url !== undefined && NEEDS.includes(url))
    .flatMap(({ valueBoolean, valueCodeableConcept }) =>
      valueBoolean ? ['Interpreter'] : (wordsOf(valueCodeableConcept) ?? []),
    );
}

function flagOf({ type, fields }: Part): readonly string[] {
  return type === 'Flag' && fields['status'] === 'active' ? [wordsOf(fields['code']) ?? 'Flag'] : [];
}

/** Allergies that stand, each substance once and organisation. */
function allergiesOf(parts: readonly Part[]): Banner['allergies'] {
  const seen = new Set<string>();
  return parts
    .filter((part) => part.type === 'AllergyIntolerance' && !isWithdrawn(part))
    .filter(({ fields }) => !['inactive', 'resolved'].includes(codeOf(fields['clinicalStatus']) ?? ''))
    .flatMap(({ fields, source }) => {
      const text = wordsOf(fields['code']) ?? 'Substance not recorded';
      const key = `${codesOf(fields['code'])[0] ?? text.toLowerCase()} ${source.organization}`;
      if (seen.has(key)) return [];
      seen.add(key);
      return [{ text, source }];
    });
}

/** Leaves out what is undefined: an absent member and an undefined one are not the same type. */
function optional<T extends object>(members: { [K in keyof T]: T[K] | undefined }): T {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as T;
}
