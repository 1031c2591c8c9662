import { sql } from '#store';
import { expect } from 'vitest';
import type { Concord } from './concord.ts';

const LOINC = 'http://loinc.org';
const DAY_MS = 86_400_000;

/** Of everybody whom a practice counts, dated in the last month: what its system sends late. */
export async function recordSmokingOfAll(concord: Concord, practice: string): Promise<void> {
  const people = await concord.store.all<{ id: string }>(sql`
    select distinct on (s.person) p.id from insight_state s join insight_member m on m.person = s.person
    join insight_patient p on (p.bkt, p.cmp) = (m.bkt, m.cmp)
    where s.place = ${practice}
    order by s.person, p.org`);
  expect(people.length).toBeGreaterThan(5);
  const { token, base } = await concord.system('practice-system', `Organization/${practice}`);
  const lastMonth = new Date(new Date().toISOString().slice(0, 8) + '01');
  const on = new Date(lastMonth.getTime() - 2 * DAY_MS).toISOString().slice(0, 10);
  const entry = people.map(({ id }) => ({
    request: { method: 'POST', url: 'Observation' },
    resource: {
      resourceType: 'Observation',
      status: 'final',
      code: { coding: [{ system: LOINC, code: '72166-2' }] },
      subject: { reference: `Patient/${id}` },
      effectiveDateTime: on,
      valueCodeableConcept: { text: 'Never smoked' },
    },
  }));
  const written = await fetch(base, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/fhir+json' },
    body: JSON.stringify({ resourceType: 'Bundle', type: 'transaction', entry }),
  });
  expect(written.status, await written.text()).toBe(200);
}
