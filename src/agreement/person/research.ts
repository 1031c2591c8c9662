import type { Day } from '#base';
import type { PartyRef } from '../instrument.ts';
import { asList, asRecord, codings, covers, implied, type Members } from './consent.ts';

/** A piece of research, as consents and approvals call it, and who asks for people for it. */
export type Project = { readonly id: string; readonly organization: PartyRef };

/**
 * Whether a person agreed to one research project: an active Consent of scope `research` that names it, in its `policy` or as the
 * ResearchStudy that its provision is about. It lifts opt-outs from that project and from nothing else. A consent that is narrower than the
 * whole project (other recipients, some data only, exceptions) lifts nothing, and between several a refusal wins.
 */
export function agreedToProject(consents: readonly unknown[], project: Project, today: Day): boolean {
  const said = consents.map(asRecord).flatMap((consent) => sayingOf(consent, project, today) ?? []);
  return said.length > 0 && said.every((one) => one === 'agrees');
}

/** Undefined where it says nothing about the project on this day. */
function sayingOf(consent: Members, { id, organization }: Project, today: Day): 'agrees' | 'not' | undefined {
  if (consent['status'] !== 'active') return undefined;
  if (!codings(consent['scope']).some(({ system, code }) => system?.endsWith('consentscope') && code === 'research'))
    return undefined;
  if (String(consent['dateTime'] ?? '').slice(0, 10) > today) return undefined;
  const root = consent['provision'] === undefined ? implied(consent) : asRecord(consent['provision']);
  const studies = asList(root['data']).map((one) => asRecord(asRecord(one)['reference']));
  const names = [
    ...asList(consent['policy']).map((one) => asRecord(one)['uri']),
    ...studies.flatMap((one) => [one['reference'], asRecord(one['identifier'])['value']]),
  ];
  if (!names.includes(id) || !covers(asRecord(root['period']), today)) return undefined;
  const receivers = asList(root['actor']).map((one) => asRecord(asRecord(one)['reference'])['reference']);
  const whole =
    root['type'] === 'permit' &&
    NARROWING.every((member) => root[member] === undefined) &&
    studies.length <= 1 &&
    (receivers.length === 0 || receivers.includes(organization));
  return whole ? 'agrees' : 'not';
}

const NARROWING = ['provision', 'class', 'code', 'securityLabel', 'action', 'dataPeriod'];
