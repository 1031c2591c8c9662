import { type Demonstrated, startDemonstration } from '#testing/server';
import { afterAll, beforeAll, expect, test } from 'vitest';

let server: Demonstrated;
let truths: Demonstrated['truths'];

beforeAll(async () => {
  server = await startDemonstration();
  ({ truths } = server);
}, 300_000);

afterAll(async () => {
  await server.close();
});

/** Somebody of a practice, who may see its figures whole. */
function gpOf(practice: string) {
  const organization = `Organization/${practice}`;
  const seat = {
    id: 'seat',
    account: 'figures',
    name: 'A GP',
    role: 'gp' as const,
    organization,
    organizationName: practice,
  };
  return server.app.core.auth.accessOfSeat(seat);
}

// Shows a control of hazard H10.
test('the figures of every practice are those that were planted', async () => {
  const shown: Record<string, unknown> = {};
  for (const practice of Object.keys(truths.measures)) {
    const dashboard = await server.app.answers.insight.dashboard(await gpOf(practice), { place: practice });
    if (!dashboard.ok) throw new Error(dashboard.refusals[0].text);
    shown[practice] = Object.fromEntries(dashboard.value.measures.map(({ id, tally }) => [id, tally]));
  }
  expect(shown).toEqual(truths.measures);
});

// Shows a control of hazard H10.
test('the figures equal a recomputation from the raw resources', async () => {
  const system = await server.app.core.auth.accessOfClient('figures', 'Organization/icb');
  const differences = await server.app.answers.insight.recompute(system);
  expect(differences).toEqual({ ok: true, value: [] });
}, 120_000);

test('the records of one person are one, but for those that wait for a human; twins are two', async () => {
  const system = await server.app.core.auth.accessOfClient('figures', 'Organization/icb');
  const { store, ports, repository } = server.app.core.services;
  const personOf = async (nhs: string) => {
    const found = await repository(system).search({
      type: 'Patient',
      parameters: [['identifier', `https://fhir.nhs.uk/Id/nhs-number|${nhs}`]],
      handling: 'strict',
    });
    if (!found.ok) throw new Error(found.refusals[0].text);
    const rows = await ports.persons.of(
      store,
      found.value.entries.map(({ resource }) => resource),
    );
    return { persons: new Set(rows.map(({ person }) => person)), rows };
  };
  const waiting = new Set(truths.doubtful);
  for (const [nhs, sources] of Object.entries(truths.records)) {
    const { persons } = await personOf(nhs);
    expect(persons.size, nhs).toBe(1);
    const together = await ports.persons.records(store, [...persons]);
    const certain = sources.filter((source) => !waiting.has(source)).length;
    expect(together.length, `${nhs}: ${sources.join(' ')}`).toBeGreaterThanOrEqual(certain);
    expect(together.length, `${nhs}: ${sources.join(' ')}`).toBeLessThanOrEqual(sources.length);
  }
  for (const [one, other] of truths.twins) {
    const [left] = (await personOf(one)).persons;
    const [right] = (await personOf(other)).persons;
    expect(left).not.toBe(right);
  }
}, 120_000);

test('the outlier that was planted is found: of all practices the lowest, and beyond the limits of chance', async () => {
  const system = await server.app.core.auth.accessOfClient('figures', 'Organization/icb');
  const { practice, weakAt } = truths.outlier;
  for (const id of weakAt) {
    const found = await server.app.answers.insight.signals(system, id, 'all');
    if (!found.ok) throw new Error(found.refusals[0].text);
    const rows = found.value.funnel?.rows ?? [];
    const [lowest] = [...rows].sort((one, other) => one.percent - other.percent);
    expect([id, lowest?.place.id, lowest?.band.endsWith('below')]).toEqual([id, practice, true]);
  }
});
