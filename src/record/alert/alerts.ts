import type { Stored } from '#repository';
import type { SafetyAlert } from '../contract.ts';
import { codeOf, type Concept, type Fields, wordsOf } from '../person/element.ts';
import { isWithdrawn, partOf } from '../person/part.ts';
import { interactingWith, names } from './interactions.ts';

export type Alertable = {
  /** What the rule of alerts reaches and the asker does not see. */
  readonly hidden: readonly Stored[];
  readonly seen: readonly Stored[];
  /** Whether the rule lets the substance of such an item be named. */
  readonly isNamed: (one: Stored) => boolean;
  /** What is about to be prescribed, in words, where it is known. */
  readonly planned?: string;
};

const OVER = ['stopped', 'cancelled', 'completed', 'draft', 'entered-in-error', 'not-taken'];

/**
 * That there is a risk, and of which substance as far as the rule lets it be named. Never who recorded it, when, why it is not shown, or anything else of it: each
 * kind of alert is there once, and a substance that the asker sees anyway alerts nobody.
 */
export function alertsOf({ hidden, seen, isNamed, planned }: Alertable): readonly SafetyAlert[] {
  const known = seen.filter(isAllergy).map((one) => substanceOf(one).toLowerCase());
  const allergies = hidden.filter(isAllergy);
  const named = allergies.filter(isNamed).map(substanceOf);
  // Written in several ways it is one substance, called as comes first.
  const substances = [...named]
    .sort()
    .filter((one, at, all) => all.findIndex((other) => other.toLowerCase() === one.toLowerCase()) === at)
    .filter((one) => !known.includes(one.toLowerCase()));
  return [
    ...substances.map((substance) => ({ kind: 'allergy' as const, substance, words: allergyWords(substance) })),
    ...(allergies.some((one) => !isNamed(one)) ? [{ kind: 'allergy' as const, words: UNNAMED }] : []),
    ...interactions({ hidden, seen, ...(planned === undefined ? {} : { planned }) }),
  ];
}

const UNNAMED =
  'An allergy or intolerance whose substance is not named here. Ask the person before you prescribe anything new.';
const INTERACTION =
  'Something this person takes interacts severely with other medicines. Ask the person or a pharmacist before you prescribe anything new.';

function allergyWords(substance: string): string {
  return `Allergy or intolerance: ${substance}. Ask the person before you prescribe it or anything like it.`;
}

/** Only what the asker sees or is about to prescribe is named: the names of what interacts would give away what is kept back. */
function interactions({ hidden, seen, planned }: Omit<Alertable, 'isNamed'>): readonly SafetyAlert[] {
  const interacting = [...new Set(hidden.filter(isTaken).flatMap((one) => interactingWith(medicineOf(one))))];
  if (interacting.length === 0) return [];
  const around = [...seen.filter(isTaken).map(medicineOf), ...(planned === undefined ? [] : [planned])];
  const met = interacting.filter((one) => around.some((words) => names(words, one))).sort();
  if (met.length === 0) return [{ kind: 'interaction', words: INTERACTION }];
  return met.map((substance) => ({
    kind: 'interaction',
    substance,
    words: `${substance} interacts severely with something else this person takes. Ask the person or a pharmacist before you go on.`,
  }));
}

function fieldsOf({ body }: Stored): Fields {
  return JSON.parse(body) as Fields;
}

function isAllergy(one: Stored): boolean {
  if (one.type !== 'AllergyIntolerance' || isWithdrawn(partOf(one, () => ''))) return false;
  return !['inactive', 'resolved'].includes(codeOf(fieldsOf(one)['clinicalStatus']) ?? '');
}

function isTaken(one: Stored): boolean {
  if (one.type !== 'MedicationRequest' && one.type !== 'MedicationStatement') return false;
  return !OVER.includes(String(fieldsOf(one)['status'] ?? ''));
}

function substanceOf(one: Stored): string {
  return wordsOf(fieldsOf(one)['code']) ?? 'a substance that was not recorded';
}

/** Every word that a medicine is called by: its text, and what its codes display. */
function medicineOf(one: Stored): string {
  const { text = '', coding = [] } = (fieldsOf(one)['medicationCodeableConcept'] ?? {}) as Concept;
  return [text, ...coding.map(({ display = '' }) => display)].join(' ');
}
