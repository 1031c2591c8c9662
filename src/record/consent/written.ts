import { CLASS_SYSTEM, LABEL_SYSTEM, PURPOSE_SYSTEM, type Purpose } from '#agreement';
import { type Day, isDay } from '#base';
import { accepted, type Outcome, refuse } from '#fhir';
import type { Wish } from '../contract.ts';

const MOST_ORGANIZATIONS = 500;
/** Not the audit: who answers for how a record is used can still answer the person. */
const PURPOSES_DENIED: readonly Purpose[] = ['direct-care', 'planning', 'payment'];

/** Whether a wish can be written down; `known`: organisations by name. */
export function checkedWish(wish: Wish, known: ReadonlySet<string>, today: Day): Outcome<Wish> {
  const { what, from, until } = wish;
  if (what.kind === 'recorder' && !known.has(what.organization)) {
    return refuse('required', 'record.wish-what', 'Choose what is to be kept back.', 'what');
  }
  if (from.length === 0 || from.length > MOST_ORGANIZATIONS || from.some((one) => !known.has(one))) {
    return refuse('required', 'record.wish-from', 'Choose from whom it is to be kept back.', 'from');
  }
  if (until !== undefined && (!isDay(until) || until < today)) {
    const text = 'The last day is a day from today on; leave it empty to keep it back until you say otherwise.';
    return refuse('value', 'record.wish-until', text, 'until');
  }
  return accepted(wish);
}

/** A wish as a Consent: https://hl7.org/fhir/R4/consent.html. It holds from the moment the program writes it, whatever a form says. */
export function consentOf(wish: Wish & { readonly recorder?: string }, patient: string, now: Date): object {
  const { what, from, until, recorder = what.kind === 'recorder' ? what.organization : undefined } = wish;
  const actors = [
    ...from.map((organization) => actor('IRCP', organization)),
    ...(recorder === undefined ? [] : [actor('CST', recorder)]),
  ];
  return {
    resourceType: 'Consent',
    status: 'active',
    scope: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/consentscope', code: 'patient-privacy' }] },
    category: [{ coding: [{ system: 'http://loinc.org', code: '59284-0' }] }],
    patient: { reference: patient },
    dateTime: now.toISOString(),
    performer: [{ reference: patient }],
    policyRule: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'OPTOUT' }] },
    provision: {
      type: 'deny',
      ...(until === undefined ? {} : { period: { end: until } }),
      actor: actors,
      purpose: PURPOSES_DENIED.map((code) => ({ system: PURPOSE_SYSTEM, code })),
      ...(what.kind === 'class' ? { class: [{ system: CLASS_SYSTEM, code: what.cls }] } : {}),
      ...(what.kind === 'label' ? { securityLabel: [{ system: LABEL_SYSTEM, code: what.label }] } : {}),
    },
  };
}

function actor(role: string, organization: string): object {
  return {
    role: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ParticipationType', code: role }] },
    reference: { reference: organization },
  };
}
