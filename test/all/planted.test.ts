import type { Role } from '#agreement';
import { type Demonstrated, startDemonstration } from '#testing/server';
import { afterAll, beforeAll, expect, test } from 'vitest';

let server: Demonstrated;

beforeAll(async () => {
  server = await startDemonstration();
}, 300_000);

afterAll(async () => {
  await server.close();
});

/** Somebody who has that role there. */
function seatOf(role: Role, partner: string) {
  const organization = `Organization/${partner}`;
  return server.app.core.auth.accessOfSeat({
    id: `${role} ${partner}`,
    account: 'planted',
    name: 'Somebody',
    role,
    organization,
    organizationName: partner,
  });
}

function answered<Value>(
  found: { ok: true; value: Value } | { ok: false; refusals: readonly { text: string }[] },
): Value {
  if (!found.ok) throw new Error(found.refusals[0]?.text);
  return found.value;
}

test('a commissioner reads of the practice whose results stand under a code of its own, and of no other', async () => {
  const { codeVariance } = server.truths;
  const view = answered(await server.app.answers.insight.coding(await seatOf('commissioner', 'icb'), { place: 'all' }));
  const told = view.questions.map(({ place, title, way, uncounted }) => ({ place: place.id, title, way, uncounted }));
  const way = expect.stringMatching(new RegExp(`^unknown-code .*\\|${codeVariance.code}$`));
  expect(told).toEqual([{ place: codeVariance.practice, title: 'HbA1c', way, uncounted: true }]);
  expect(view.people).toBe(false);
});

test('its own GP is shown the people behind it; the GP of another practice and the commissioner are not', async () => {
  const { practice } = server.truths.codeVariance;
  const { insight } = server.app.answers;
  const gp = await seatOf('gp', practice);
  const view = answered(await insight.coding(gp, { place: practice, measure: 'hba1c-recorded' }));
  const [one] = view.questions;
  if (!one?.tally) throw new Error('the own practice is told its numbers');
  const question = { practice, fact: one.fact, way: one.way };
  const { people } = answered(await insight.codingPeople(gp, question));
  expect(people.length).toBe(one.tally.met);
  const others = Object.keys(server.truths.measures).filter((id) => id !== practice);
  for (const other of others) {
    const found = await insight.codingPeople(await seatOf('gp', other), question);
    expect(found.ok ? found.value.people : []).toEqual([]);
  }
  expect(await insight.codingPeople(await seatOf('commissioner', 'icb'), question)).toMatchObject({
    ok: false,
    refusals: [{ code: 'insight.carers-only' }],
  });
});

test('a measure that rests on something else is asked nothing', async () => {
  const access = await seatOf('programme-lead', 'icb');
  const view = answered(await server.app.answers.insight.coding(access, { place: 'all', measure: 'foot-checked' }));
  expect(view.questions).toEqual([]);
});
