import { concept, type Piece } from './datatypes.ts';
import type { Facts } from './facts.ts';
import { field, text, type Segment } from './message.ts';
import { type Home, systemOf } from './names.ts';
import type { Made } from './report.ts';
import { timeOf } from './time.ts';

const CATEGORY = 'http://terminology.hl7.org/CodeSystem/condition-category';
const VERIFICATION = 'http://terminology.hl7.org/CodeSystem/condition-ver-status';
/** Table 0052: final and working. An admitting diagnosis says neither. */
const VERIFIED: Readonly<Record<string, string>> = { F: 'confirmed', W: 'provisional' };

/** Diagnoses of a visit (DG1), each as the last message that names it says. One that is no more named stays. */
export function conditionsOf(
  messages: readonly Facts[],
  { home, subject, encounter }: { readonly home: Home; readonly subject: string; readonly encounter: string },
): readonly Made[] {
  const found = new Map<string, Segment>();
  for (const { message } of messages)
    for (const segment of message.segments) {
      const code = text(segment, 3);
      if (segment.name === 'DG1' && code !== '') found.set(`${systemOf(text(segment, 3, 3), home)}|${code}`, segment);
    }
  return [...found].map(([name, dg1]): Made => {
    const removed = text(dg1, 21) === 'D';
    const verified = removed ? 'entered-in-error' : VERIFIED[text(dg1, 6)];
    const resource: Piece = {
      resourceType: 'Condition',
      verificationStatus: verified ? { coding: [{ system: VERIFICATION, code: verified }] } : undefined,
      category: [{ coding: [{ system: CATEGORY, code: 'encounter-diagnosis' }] }],
      code: concept(field(dg1, 3)[0], home),
      subject: { reference: subject },
      encounter: { reference: encounter },
      onsetDateTime: timeOf(text(dg1, 5), home.zone)?.text,
      recordedDate: timeOf(text(dg1, 19), home.zone)?.text,
    };
    return { identity: `Condition?identifier=${messages.at(-1)?.visit}|${name}`, resource };
  });
}
