import { agreedToProject, type Project } from '#agreement';
import type { Day } from '#base';
import type { Stored } from '#repository';
import { codesOf, type Fields, listOf } from '../person/element.ts';
import type { ResearchAnswer, ResearchSaying } from './contract.ts';

const SCOPE = 'http://terminology.hl7.org/CodeSystem/consentscope';

/** A Consent to research; of anything else nothing. */
export function isResearch(consent: Fields): boolean {
  return codesOf(consent['scope']).includes(`${SCOPE}|research`);
}

/** The projects that a Consent names in its policy, as those that are written here do. */
export function namedIn(consent: Fields): readonly string[] {
  return listOf<{ readonly uri?: string }>(consent['policy']).flatMap(({ uri }) => uri ?? []);
}

/** Agreeing to a project or refusing it, as a Consent: https://hl7.org/fhir/R4/consent.html. `writtenBy`: for who said it on paper. */
export function researchConsentOf(of: {
  readonly project: { readonly id: string; readonly organization: string; readonly until: Day };
  readonly answer: ResearchAnswer;
  readonly patient: string;
  readonly on: string;
  readonly writtenBy?: string;
}): object {
  const { project, answer, patient, on, writtenBy } = of;
  const agrees = answer === 'agree';
  const code = 'http://terminology.hl7.org/CodeSystem';
  return {
    resourceType: 'Consent',
    status: 'active',
    scope: { coding: [{ system: SCOPE, code: 'research' }] },
    category: [{ coding: [{ system: 'http://loinc.org', code: '59284-0' }] }],
    patient: { reference: patient },
    dateTime: on,
    performer: [{ reference: patient }],
    ...(writtenBy === undefined ? {} : { sourceAttachment: { title: writtenBy } }),
    policy: [{ uri: project.id }],
    policyRule: { coding: [{ system: `${code}/v3-ActCode`, code: agrees ? 'OPTIN' : 'OPTOUT' }] },
    provision: {
      type: agrees ? 'permit' : 'deny',
      ...(agrees ? { period: { end: project.until } } : {}),
      actor: [
        {
          role: { coding: [{ system: `${code}/v3-ParticipationType`, code: 'IRCP' }] },
          reference: { reference: project.organization },
        },
      ],
    },
  };
}

type Around = {
  readonly today: Day;
  /** Short number of who keeps what people say here. */
  readonly own: number;
  /** Name of whoever recorded a Consent elsewhere. */
  readonly nameOf: (organization: number) => string;
};

/** What the Consents of a person say of one project: what counts today, and everything that was said. */
export function saidTo(
  project: Project,
  consents: readonly Stored[],
  { today, own, nameOf }: Around,
): { readonly answer?: ResearchAnswer; readonly said: readonly ResearchSaying[] } {
  const about = consents
    .map((stored) => ({ stored, consent: JSON.parse(stored.body) as Fields }))
    .filter(({ consent }) => isResearch(consent) && namedIn(consent).includes(project.id));
  const agrees = agreedToProject(
    about.map(({ consent }) => consent),
    project,
    today,
  );
  const said = about
    .map(({ stored, consent }) => sayingOf(stored, consent, { own, nameOf }))
    .sort((a, b) => b.on.localeCompare(a.on));
  const refuses = said.some(({ answer, ended }) => answer === 'refuse' && ended === undefined);
  return { ...(agrees ? { answer: 'agree' } : refuses ? { answer: 'refuse' } : {}), said };
}

function sayingOf({ org, updated }: Stored, consent: Fields, { own, nameOf }: Omit<Around, 'today'>): ResearchSaying {
  const { type } = (consent['provision'] ?? {}) as { readonly type?: string };
  const { title } = (consent['sourceAttachment'] ?? {}) as { readonly title?: string };
  const writtenBy = org === own ? title : nameOf(org);
  return {
    answer: type === 'permit' ? 'agree' : 'refuse',
    on: String(consent['dateTime'] ?? updated.toISOString()),
    ...(writtenBy === undefined ? {} : { writtenBy }),
    own: org === own,
    ...(consent['status'] === 'active' ? {} : { ended: updated.toISOString() }),
  };
}
