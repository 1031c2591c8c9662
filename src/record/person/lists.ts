import type { Matter, Medicine, Problem } from '../contract.ts';
import {
  codeOf,
  codesOf,
  type Concept,
  type Fields,
  listOf,
  order,
  type Reference,
  textOf,
  whenOf,
  wordsOf,
} from './element.ts';
import { isWithdrawn, type Part } from './part.ts';

const GOALS_OVER = ['rejected', 'cancelled', 'entered-in-error', 'completed'];
const REQUESTS_OVER = ['stopped', 'cancelled', 'completed', 'draft'];
/** Medicines that are over stay on the page this long: what was stopped and why matters to whoever prescribes next. */
const PAST_MEDICINES = 30;

/** Problems of every organisation, newest first; the same code has the same words, so that a reader sees it is one. */
export function problemsOf(parts: readonly Part[]): readonly Problem[] {
  const conditions = parts.filter((part) => part.type === 'Condition' && !isWithdrawn(part));
  const words = oneNameACode(conditions, 'code');
  return conditions
    .map((part) => {
      const { fields, source } = part;
      const onset = whenOf(fields, 'onset') ?? textOf(fields, 'onsetString', 'recordedDate');
      const status = textOf(fields, 'abatementDateTime') ? 'resolved' : (codeOf(fields['clinicalStatus']) ?? 'active');
      return { text: words(part), status, ...(onset ? { onset } : {}), source };
    })
    .sort((left, right) => order(right.onset) - order(left.onset));
}

/** Medicines: each once an organisation and dose, since the first of the issues that follow on one another. */
export function medicinesOf(parts: readonly Part[]): readonly Medicine[] {
  const medicines = parts.filter(
    (part) => (part.type === 'MedicationRequest' || part.type === 'MedicationStatement') && !isWithdrawn(part),
  );
  const words = oneNameACode(medicines, 'medicationCodeableConcept');
  const issues = medicines
    .map((part) => ({ ...issueOf(part, words(part)), code: codesOf(part.fields['medicationCodeableConcept'])[0] }))
    .sort((left, right) => order(right.at) - order(left.at));
  const groups = new Map<string, (typeof issues)[number][]>();
  for (const issue of issues) {
    const key = `${issue.code ?? issue.text.toLowerCase()}|${issue.source.organization}`;
    const group = groups.get(key);
    if (group) group.push(issue);
    else groups.set(key, [issue]);
  }
  const all = [...groups.values()].flatMap(currentOf);
  const past = all.filter(({ status }) => REQUESTS_OVER.includes(status));
  return [...all.filter(({ status }) => !REQUESTS_OVER.includes(status)), ...past.slice(0, PAST_MEDICINES)];
}

/** What the person, or somebody close to them, said matters: their words, newest first. Goals that staff set are plans, and stand in the timeline. */
export function mattersOf(parts: readonly Part[]): readonly Matter[] {
  return parts
    .filter((part) => part.type === 'Goal' && !GOALS_OVER.includes(textOf(part.fields, 'lifecycleStatus') ?? ''))
    .flatMap(({ fields, source }): readonly Matter[] => {
      const text = wordsOf(fields['description']);
      const by = fields['expressedBy'] as Reference | undefined;
      const speaker = /^(?:.*\/)?(Patient|RelatedPerson)\//.exec(by?.reference ?? '')?.[1];
      if (text === undefined || speaker === undefined) return [];
      const on = textOf(fields, 'startDate', 'statusDate');
      const who = speaker === 'Patient' ? 'the person' : by?.display;
      return [{ text, ...(who ? { by: who } : {}), ...(on ? { on } : {}), source }];
    })
    .sort((left, right) => order(right.on) - order(left.on));
}

type Issue = Medicine & { readonly at: string | undefined };

function issueOf({ fields, source }: Part, text: string): Issue {
  const dose = doseOf(fields);
  const at = textOf(fields, 'authoredOn', 'dateAsserted') ?? whenOf(fields, 'effective');
  const status = textOf(fields, 'status') ?? 'unknown';
  return { text, ...(dose ? { dose } : {}), status, ...(at ? { since: at } : {}), source, at };
}

/** The newest issue stands for all of one medicine and organisation; doses that are still active beside it stay. */
function currentOf(issues: readonly Issue[]): readonly Medicine[] {
  const [newest] = issues;
  if (newest === undefined) return [];
  const active = issues.filter(({ status }) => !REQUESTS_OVER.includes(status));
  const standing = active.length === 0 ? [newest] : active;
  const doses = new Map<string, Issue>();
  for (const issue of standing) if (!doses.has(issue.dose ?? '')) doses.set(issue.dose ?? '', issue);
  return [...doses.values()].map(({ text, dose, status, source }) => {
    const since = issues.filter((issue) => issue.dose === dose).at(-1)?.since;
    return { text, ...(dose ? { dose } : {}), status, ...(since ? { since } : {}), source };
  });
}

function doseOf(fields: Fields): string | undefined {
  const [dosage] = listOf<Fields>(fields['dosageInstruction'] ?? fields['dosage']);
  return dosage && (textOf(dosage, 'text', 'patientInstruction') ?? timingOf(dosage));
}

function timingOf(dosage: Fields): string | undefined {
  return wordsOf((dosage['timing'] as { readonly code?: Concept } | undefined)?.code);
}

/** One name for everything that has one code, the newest part's: two organisations' words for it must not look like two things. */
function oneNameACode(parts: readonly Part[], element: string): (part: Part) => string {
  const names = new Map<string, string>();
  const own = ({ fields }: Part) => wordsOf(fields[element]) ?? referred(fields) ?? 'Not named';
  for (const part of parts)
    for (const code of codesOf(part.fields[element])) if (!names.has(code)) names.set(code, own(part));
  return (part) => {
    const code = codesOf(part.fields[element]).find((one) => names.has(one));
    return (code === undefined ? undefined : names.get(code)) ?? own(part);
  };
}

function referred(fields: Fields): string | undefined {
  return (fields['medicationReference'] as Reference | undefined)?.display;
}
