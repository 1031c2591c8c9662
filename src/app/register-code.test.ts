import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Access, relationshipBits } from '#agreement';
import { dayIn } from '#base';
import { accepted } from '#fhir';
import type { Governance } from '#governance';
import { sql } from '#store';
import { type Demonstrated, startDemonstration } from '#testing/server';

/**
 * What names an organisation is one thing for access and for places: its Organization, which carries the code that the host has looked up. Patients of
 * the demonstration name their practice by that code alone.
 */
const PRACTICE = 'Organization/practice-1';

let server: Demonstrated;
let host: Access;

beforeAll(async () => {
  server = await startDemonstration();
  host = await server.app.core.auth.accessOfClient('demonstration', 'Organization/icb');
}, 300_000);

afterAll(async () => {
  await server?.close();
});

const identified = async (code: string) => {
  const said = { register: '', code, lookedUp: dayIn('Europe/London', Date.now()) };
  expect(await server.app.answers.governance.identify(host, PRACTICE, said)).toMatchObject({ ok: true });
  await server.app.caughtUp(() => undefined);
};

/** In how many compartments the practice has to do with somebody because they are registered there. */
async function registered(): Promise<number> {
  const row = await server.app.core.services.store.first<{ readonly count: number }>(sql`
    select count(*)::int as count from access a join viewer v on v.key = a.viewer
    where v.holder = ${PRACTICE} and a.purpose = 0 and (a.rel & ${relationshipBits('registered')}::int) <> 0`);
  return row?.count ?? 0;
}

async function counted(): Promise<number> {
  const answer = await fetch(`${server.base}/Measure/hba1c-recorded/$evaluate-measure?subject=Group/practice-1`, {
    headers: { authorization: `Bearer ${await server.tokenFor('measures', PRACTICE)}` },
  });
  const report = (await answer.json()) as {
    readonly group: readonly [
      { readonly population: readonly { code: { coding: { code: string }[] }; count: number }[] },
    ];
  };
  const found = report.group[0].population.find(({ code }) => code.coding[0]?.code === 'denominator');
  return found?.count ?? 0;
}

test('whoever is registered with a practice is by its code, in access and in figures, and by no code that it has no more', async () => {
  const before = [await registered(), await counted()];
  expect(Math.min(...before)).toBeGreaterThan(0);
  const records = server.app.core.services.repository(host);
  const elsewhere = [{ system: 'https://elsewhere.example/site', value: '1' }];
  const bare = await records.change('Organization', 'practice-1', (json) =>
    accepted(JSON.stringify({ ...(JSON.parse(json) as object), identifier: elsewhere })),
  );
  expect(bare).toMatchObject({ ok: true, value: { effect: 'updated' } });
  await server.app.caughtUp(() => undefined);
  expect([await registered(), await counted()]).toEqual([0, 0]);
  expect(await (server.app.answers.governance as Governance).nameIdentities()).toBe(1);
  await server.app.caughtUp(() => undefined);
  expect([await registered(), await counted()]).toEqual(before);
  await identified('K84999');
  expect([await registered(), await counted()]).toEqual([0, 0]);
  await identified('K84001');
  expect([await registered(), await counted()]).toEqual(before);
}, 120_000);
