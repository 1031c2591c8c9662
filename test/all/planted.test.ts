import type { Role } from '#agreement';
import { dayIn } from '#base';
import type { Money } from '#money';
import { type Demonstrated, startDemonstration, startTestServer, type TestServer } from '#testing/server';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadDemonstration, type Truths } from '../../src/app/demo/index.ts';

let planted: Demonstrated;
/** The same partnership with nothing to find in it. */
let control: TestServer;
let truths: Truths;

beforeAll(async () => {
  planted = await startDemonstration();
  ({ truths } = planted);
  control = await startTestServer();
  const { now, zone } = control.app.core.services;
  const fact = { size: 'small', seed: 20_260_101, today: dayIn(zone, now()), planted: false };
  await loadDemonstration(control.app, fact, () => {});
}, 600_000);

afterAll(async () => {
  await planted.close();
  await control.close();
});

/** Somebody who has that role there. */
function seatOf({ app }: TestServer, role: Role, partner: string) {
  const organization = `Organization/${partner}`;
  return app.core.auth.accessOfSeat({
    id: `${role} ${partner}`,
    account: 'planted',
    name: 'Somebody',
    role,
    organization,
    organizationName: partner,
  });
}

type Answer<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly refusals: readonly { readonly text: string }[] };

function valueOf<Value>(found: Answer<Value>): Value {
  if (!found.ok) throw new Error(found.refusals[0]?.text);
  return found.value;
}

async function lowIn(server: TestServer, measure: string): Promise<readonly string[]> {
  const lead = await seatOf(server, 'programme-lead', 'icb');
  const { funnel } = valueOf(await server.app.answers.insight.signals(lead, measure, 'all'));
  return (funnel?.rows ?? []).flatMap(({ place, band }) => (band === 'far-below' ? [place.id] : []));
}

test('a programme lead reads of the practice that is far below the others; without the planting of none', async () => {
  for (const measure of truths.outlier.weakAt) {
    expect([measure, ...(await lowIn(planted, measure))]).toEqual([measure, truths.outlier.practice]);
    expect([measure, ...(await lowIn(control, measure))]).toEqual([measure]);
  }
});

test('a programme lead reads which practice treats more than helps; its own GP is shown these people, and those treated too little', async () => {
  const { practice, measure, people } = truths.overTreated;
  const outliersFor = async (server: TestServer, role: Role, partner: string, place: string) =>
    valueOf(await server.app.answers.insight.outliers(await seatOf(server, role, partner), place));
  const outOf = ({ moreThanHelps }: Awaited<ReturnType<typeof outliersFor>>) =>
    moreThanHelps.flatMap(({ id, practices }) => practices.map(({ place, band }) => [id, place.id, band]));
  const lead = await outliersFor(planted, 'programme-lead', 'icb', 'all');
  expect(outOf(lead)).toEqual([[measure, practice, 'far-above']]);
  const found = outOf(await outliersFor(control, 'programme-lead', 'icb', 'all'));
  expect(found).toEqual([]);
  for (const { people: listed } of [...lead.tooLittle, ...lead.moreThanHelps]) expect(listed).toBeUndefined();
  const gp = await outliersFor(planted, 'gp', practice, practice);
  const over = gp.moreThanHelps.find(({ id }) => id === measure);
  expect([over?.tally?.met, over?.people?.total]).toEqual([people, people]);
  const under = gp.tooLittle.find(({ id }) => id === 'blood-pressure-140-90');
  const { met = 0, of = 0 } = truths.measures[practice]?.['blood-pressure-140-90'] ?? {};
  expect(under?.people?.total).toBe(of - met);
  expect(of - met).toBeGreaterThan(0);
});

test('what began in a programme stands in before and after of the measure that it is to move, and of no other', async () => {
  const lead = await seatOf(planted, 'programme-lead', 'icb');
  const begunOn = async (measure: string) => {
    const { effects } = valueOf(await planted.app.answers.insight.signals(lead, measure, 'all'));
    return effects.filter(({ id }) => id.startsWith('programme-')).map(({ what, page }) => ({ what, page }));
  };
  expect(await begunOn('all-eight')).toEqual([
    {
      what: 'A consultant and a specialist nurse visit each practice twice a year',
      page: expect.stringMatching(/^\/programmes\/\d+$/),
    },
  ]);
  expect(await begunOn('bmi-recorded')).toEqual([]);
});

test('a view that the programme lead shares is there for colleagues, who did not subscribe, and for nobody elsewhere', async () => {
  const { views } = planted.app.answers.insight;
  const kept = async (role: Role, partner: string) => valueOf(await views.kept(await seatOf(planted, role, partner)));
  const colleague = await kept('commissioner', 'icb');
  expect(colleague.views).toMatchObject([{ measure: 'all-eight', dimension: 'age', shared: true, mine: false }]);
  expect(colleague.subscriptions).toEqual([]);
  expect(await kept('gp', 'practice-1')).toEqual({ views: [], subscriptions: [] });
});

async function askedIn(server: TestServer) {
  const access = await seatOf(server, 'commissioner', 'icb');
  return valueOf(await server.app.answers.insight.coding(access, { place: 'all' }));
}

test('a commissioner reads of the practice with results under a code of its own; without the planting of none', async () => {
  const { practice, code } = truths.codeVariance;
  const view = await askedIn(planted);
  const told = view.questions.map(({ place, title, way, uncounted }) => ({ place: place.id, title, way, uncounted }));
  const way = expect.stringMatching(new RegExp(`^unknown-code .*\\|${code}$`));
  expect(told).toEqual([{ place: practice, title: 'HbA1c', way, uncounted: true }]);
  expect(view.people).toBe(false);
  expect((await askedIn(control)).questions).toEqual([]);
});

test('its own GP is shown the people behind it; the GP of another practice and the commissioner are not', async () => {
  const { practice } = truths.codeVariance;
  const { insight } = planted.app.answers;
  const gp = await seatOf(planted, 'gp', practice);
  const view = valueOf(await insight.coding(gp, { place: practice, measure: 'hba1c-recorded' }));
  const [one] = view.questions;
  if (!one?.tally) throw new Error('the own practice is told its numbers');
  const question = { practice, fact: one.fact, way: one.way };
  const { people } = valueOf(await insight.codingPeople(gp, question));
  expect(people.length).toBe(one.tally.met);
  for (const other of Object.keys(truths.measures).filter((id) => id !== practice)) {
    const found = await insight.codingPeople(await seatOf(planted, 'gp', other), question);
    expect(found.ok ? found.value.people : []).toEqual([]);
  }
  const commissioner = await seatOf(planted, 'commissioner', 'icb');
  expect(await insight.codingPeople(commissioner, question)).toMatchObject({
    ok: false,
    refusals: [{ code: 'insight.carers-only' }],
  });
});

test('a measure that rests on something else is asked nothing', async () => {
  const access = await seatOf(planted, 'programme-lead', 'icb');
  const view = valueOf(await planted.app.answers.insight.coding(access, { place: 'all', measure: 'foot-checked' }));
  expect(view.questions).toEqual([]);
});

async function movedIn(server: TestServer, partner: string) {
  const { shift } = server.app.core.services.answers['money'] as Money;
  return valueOf(await shift.movements(await seatOf(server, 'finance-lead', partner)));
}

test('the council and the trust read what moved between them, the board not before both have said what is behind it', async () => {
  for (const partner of ['council', 'community']) {
    const found = await movedIn(planted, partner);
    const told = found.map(({ fell, rose, count, state }) => [fell.organization, rose.organization, count, state]);
    expect(told).toEqual([['Organization/community', 'Organization/council', truths.movement.people, 'for-comment']]);
    expect(found[0]?.month).toBe(truths.movement.month);
    expect(await movedIn(control, partner)).toEqual([]);
  }
  expect(await movedIn(planted, 'icb')).toEqual([]);
});
