import { expect } from 'vitest';
import type { Concord } from './concord.ts';

/** What one organisation did of one kind: so many for each person a month, and so many more in the last whole month. */
export type Care = {
  readonly organization: string;
  readonly system: string;
  readonly code: string;
  readonly least: number;
  readonly spread: number;
  readonly change: number;
};

const MONTHS = 18;
const PEOPLE = 30;
const NHS = 'https://fhir.nhs.uk/Id/nhs-number';

/**
 * A year and a half of thirty people whom two organisations know, written month by month by the system of each, as a system writes it:
 * the same people by name, birth date and number, so that their records are linked.
 */
export async function careOfBoth(
  concord: Concord,
  cares: readonly Care[],
  month: (after: number) => string,
): Promise<void> {
  for (const care of cares) {
    const { token, base } = await concord.system(`${care.organization.slice(13)}-shift`, care.organization);
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/fhir+json' };
    for (let person = 1; person <= PEOPLE; person += 1) {
      const body = JSON.stringify({ resourceType: 'Bundle', type: 'transaction', entry: written(care, person, month) });
      const answer = await fetch(base, { method: 'POST', headers, body });
      expect(answer.status, await answer.text()).toBe(200);
    }
  }
  await concord.caughtUp();
}

function written({ system, code, least, spread, change }: Care, person: number, month: (after: number) => string) {
  const subject = `urn:uuid:00000000-0000-4000-8000-${String(person).padStart(12, '0')}`;
  const procedures = Array.from({ length: MONTHS }, (_, at) => {
    const count = least + ((person * 7 + at * 3) % spread) + (at === MONTHS - 1 ? change : 0);
    return Array.from({ length: count }, (__, one) => ({
      request: { method: 'POST', url: 'Procedure' },
      resource: {
        resourceType: 'Procedure',
        status: 'completed',
        code: { coding: [{ system, code }] },
        subject: { reference: subject },
        performedDateTime: `${month(at - MONTHS).slice(0, 8)}${String(1 + ((one + 1) % 27)).padStart(2, '0')}`,
      },
    }));
  });
  return [
    { fullUrl: subject, request: { method: 'POST', url: 'Patient' }, resource: patient(person) },
    ...procedures.flat(),
  ];
}

function patient(person: number) {
  return {
    resourceType: 'Patient',
    identifier: [{ system: NHS, value: nhsNumber(person) }],
    name: [{ family: `Holdsworth${letters(person)}`, given: [`Marian${letters(person * 3)}`] }],
    birthDate: `19${40 + (person % 20)}-0${1 + (person % 9)}-1${person % 10}`,
    gender: 'female',
  };
}

function letters(person: number): string {
  return [26, 1].map((by) => String.fromCharCode(97 + (Math.floor((person * 11) / by) % 26))).join('');
}

/** Of the range that is given to nobody, with its check digit; a number that would need ten as one is passed over. */
function nhsNumber(person: number): string {
  for (let number = 999_700_000 + person * 40; ; number += 1) {
    const digits = [...String(number)].map(Number);
    const rest = digits.reduce((sum, digit, at) => sum + digit * (10 - at), 0) % 11;
    if (rest !== 1) return `${number}${(11 - rest) % 11}`;
  }
}
