import { expect } from 'vitest';
import { sql } from '#store';
import type { Concord } from './concord.ts';

const DAY_MS = 86_400_000;

/** Two attendances a week in the half year before, fifteen a week since, of people whom the measures are about. */
export async function recordAttendances(concord: Concord): Promise<void> {
  const people = await concord.store.all<{ id: string }>(sql`
    select distinct on (s.person) p.id from insight_state s join insight_member m on m.person = s.person
    join insight_patient p on (p.bkt, p.cmp) = (m.bkt, m.cmp) order by s.person limit 30`);
  const { token, base } = await concord.system('hospital-system', 'Organization/acute');
  const days = Array.from({ length: 26 * 7 + 21 }, (_, at) => at + 1);
  const attended = days.flatMap((back) =>
    back > 21 ? (back % 7 < 2 ? [back] : []) : back % 7 === 0 ? [back, back, back] : [back, back],
  );
  const entry = attended.map((back, at) => ({
    request: { method: 'POST', url: 'Encounter' },
    resource: {
      resourceType: 'Encounter',
      status: 'finished',
      class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'EMER' },
      subject: { reference: `Patient/${people[at % people.length]?.id}` },
      period: { start: new Date(Date.now() - back * DAY_MS).toISOString().slice(0, 10) },
    },
  }));
  const written = await fetch(base, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/fhir+json' },
    body: JSON.stringify({ resourceType: 'Bundle', type: 'transaction', entry }),
  });
  expect(written.status, await written.text()).toBe(200);
}
