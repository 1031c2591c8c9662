import told from '#packs/strata/pack.json' with { type: 'json' };
import type { Belonging } from './patient.ts';

type Json = Readonly<Record<string, unknown>>;

const SEXES = ['female', 'male', 'other'];
const ETHNICITY: Readonly<Record<string, string>> = told.ethnicity.groups;
const FIFTHS = ['1', '2', '3', '4', '5'];

/** By what a Patient record lets somebody be told apart. Which extensions say so is data: `packs/strata`. */
export function belongingOf(patient: Json): Belonging {
  const { gender } = patient;
  const sex = typeof gender === 'string' && SEXES.includes(gender) ? gender : undefined;
  const extensions = listOf(patient['extension']);
  const ethnicity = extensions
    .filter(({ url }) => told.ethnicity.extensions.includes(String(url)))
    .flatMap(codesOf)
    .map((code) => ETHNICITY[code])
    .find((group) => group !== undefined);
  const fifth = extensions.find(({ url }) => told.deprivation.extensions.includes(String(url)));
  const deprivation = String(fifth?.['valueInteger'] ?? fifth?.['valuePositiveInt'] ?? '');
  const language = languageOf(patient);
  return {
    ...(sex ? { sex } : {}),
    ...(ethnicity ? { ethnicity } : {}),
    ...(language ? { language } : {}),
    ...(FIFTHS.includes(deprivation) ? { deprivation } : {}),
  };
}

/** The language preferred, else the only one; without its region. */
function languageOf(patient: Json): string | undefined {
  const spoken = listOf(patient['communication']);
  const one = spoken.find(({ preferred }) => preferred === true) ?? (spoken.length === 1 ? spoken[0] : undefined);
  const coding = listOf((one?.['language'] as Json | undefined)?.['coding']);
  const code = coding.map((each) => String(each['code'] ?? '')).find((each) => /^[a-z]{2,3}(-|$)/.test(each));
  return code?.split('-')[0];
}

/** Codes of an extension: its own value, or those of the extensions it holds. */
function codesOf(extension: Json): readonly string[] {
  const { valueCoding, valueCodeableConcept } = extension;
  const codings = [
    ...(valueCoding ? [valueCoding as Json] : []),
    ...listOf((valueCodeableConcept as Json | undefined)?.['coding']),
  ];
  return [...codings.map(({ code }) => String(code)), ...listOf(extension['extension']).flatMap(codesOf)];
}

function listOf(json: unknown): readonly Json[] {
  return Array.isArray(json) ? (json as readonly Json[]) : [];
}
