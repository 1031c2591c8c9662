import { freshDatabase } from '#testing/database';
import json from '#packs/own-words/pack.json';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Day, plusDays, seeded } from '#base';
import { censusOf } from './census.ts';
import { ruleWords } from './definition.ts';
import {
  ELM,
  measuring,
  MILL,
  patient,
  type Resource,
  testInsight,
  type TestInsight,
  TODAY,
} from './insight.testing.ts';
import { TRUST, valueOf } from './insight.testing.ts';
import { endOf, linksIn } from './lasting.ts';
import { packFaults } from './pack-faults.ts';
import { readPack } from './pack.ts';
import { numberOf } from './timeline.ts';

const PACK = 'own-words 2026.1';
const OWN = 'plan-goal-own-words';

type Plan = { readonly status?: string; readonly start?: Day; readonly end?: Day };

function plan(id: string, goals: readonly string[], { status = 'active', start, end }: Plan = {}, of = 'p1'): Resource {
  return {
    resourceType: 'CarePlan',
    id,
    status,
    intent: 'plan',
    subject: { reference: `Patient/${of}` },
    period: { start: start ?? plusDays(TODAY, -100), ...(end ? { end } : {}) },
    ...(goals.length === 0 ? {} : { goal: goals.map((goal) => ({ reference: `Goal/${goal}` })) }),
  };
}

function goal(id: string, by: string, more: object = {}, of = 'p1'): Resource {
  return {
    resourceType: 'Goal',
    id,
    lifecycleStatus: 'active',
    description: { text: 'Walk to the shop' },
    subject: { reference: `Patient/${of}` },
    expressedBy: { reference: by },
    ...more,
  };
}

let made: TestInsight;
let drop: () => Promise<void>;
beforeAll(async () => {
  const fresh = await freshDatabase();
  drop = fresh.drop;
  const words = { id: 'own-words', cites: '5.2', clause: 'measure', pack: 'own-words', version: '2026.1', aims: [] };
  made = await testInsight(fresh.store, { clauses: [...measuring().clauses, words as never] });
}, 60_000);
afterAll(async () => {
  await made?.stop();
  await drop?.();
});

/** How many have it, of how many, as the measure stands on the dashboard. */
async function figure(asAt?: Day) {
  await made.follow();
  const question = { place: 'all', pack: PACK, ...(asAt ? { asAt } : {}) };
  const { measures } = valueOf(await made.insight.dashboard(await made.system(ELM), question));
  return measures.find(({ id }) => id === OWN)?.tally;
}

test('moves with the plan, the goal and whose words it is', async () => {
  await made.put(ELM, patient('p1', ELM));
  await made.put(ELM, goal('g1', 'Practitioner/n'));
  expect(await figure()).toEqual({ met: 0, of: 0 });
  await made.put(ELM, plan('c1', ['g1']));
  expect(await figure()).toEqual({ met: 0, of: 1 });
  await made.put(ELM, goal('g1', 'Patient/p1'));
  expect(await figure()).toEqual({ met: 1, of: 1 });
  await made.put(ELM, goal('g1', 'Patient/p1', { lifecycleStatus: 'completed', statusDate: plusDays(TODAY, -10) }));
  expect(await figure()).toEqual({ met: 0, of: 1 });
  expect(await figure(plusDays(TODAY, -11))).toEqual({ met: 1, of: 1 });
  // A goal of somebody else's record of the same person, which the plan names.
  await made.put(TRUST, patient('t1', ELM));
  await made.put(TRUST, goal('g2', 'Patient/t1', {}, 't1'));
  await made.put(ELM, plan('c1', ['g1', 'g2']));
  expect(await figure()).toEqual({ met: 0, of: 1 });
  await made.link('Patient/p1', 'Patient/t1');
  expect(await figure()).toEqual({ met: 1, of: 1 });
  await made.put(ELM, plan('c1', ['g1', 'g2'], { end: TODAY }));
  made.clock.now += 86_400_000;
  expect(await figure()).toEqual({ met: 0, of: 0 });
  expect(valueOf(await made.insight.recompute(await made.system(ELM)))).toEqual([]);
});

test('kept figures, a census and the raw resources agree, whatever happens to plans and goals', async () => {
  const random = seeded(17);
  const pick = <T>(all: readonly T[]): T => all[Math.floor(random() * all.length)] as T;
  const near = () => plusDays(TODAY, pick([-400, -90, -30, -1, 0, 1, 2, 30]));
  const people = ['r1', 'r2', 'r3', 'r4'];
  for (const id of people) await made.put(ELM, patient(id, pick([ELM, MILL])));
  const system = await made.system(ELM);
  const seen = new Set<string>();
  for (let n = 1; n <= 90; n += 1) {
    const of = pick(people);
    const own = [0, 1, 2].map((one) => `${of}-g${one}`);
    if (random() < 0.5) {
      const times = { start: near(), ...(random() < 0.5 ? { end: near() } : {}) };
      const named = own.filter(() => random() < 0.5);
      await made.put(ELM, plan(`${of}-c${pick([0, 1])}`, named, { status: pick(STATUSES), ...times }, of));
    } else {
      const lifecycleStatus = pick(['active', 'active', 'completed', 'proposed']);
      const by = pick([`Patient/${of}`, 'RelatedPerson/d', 'Practitioner/n']);
      const started = random() < 0.5 ? { startDate: near() } : {};
      await made.put(ELM, goal(pick(own), by, { lifecycleStatus, statusDate: near(), ...started }, of));
    }
    if (random() < 0.05) made.clock.now += 86_400_000;
    if (n % 15 > 0) continue;
    seen.add(JSON.stringify(await figure()));
    expect(valueOf(await made.insight.recompute(system))).toEqual([]);
    expect(valueOf(await made.insight.recompute(system, plusDays(TODAY, -Math.floor(random() * 300))))).toEqual([]);
    expect((await made.insight.inspect()).wrong).toEqual([]);
  }
  expect(seen.size).toBeGreaterThan(2);
}, 60_000);

const STATUSES = ['active', 'active', 'active', 'completed', 'revoked', 'draft'];

test('the end of a plan is the day behind its last one, of one that was ended the day itself', () => {
  const end = '2026-05-31' as Day;
  expect(endOf(plan('c', [], { end }))).toBe(numberOf('2026-06-01' as Day));
  expect(endOf(plan('c', [], { end, status: 'completed' }))).toBe(numberOf(end));
  expect(endOf({ ...plan('c', []), period: { end: '2024-02' } })).toBe(numberOf('2024-03-01' as Day));
  expect(endOf({ ...plan('c', []), intent: 'option' })).toBeUndefined();
  expect(endOf(goal('g', 'Patient/somebody-else'))).toBeUndefined();
});

test('a resource has one number, however it is referred to', () => {
  const ways = ['Goal/g1', 'https://elm.example/fhir/Goal/g1', 'Goal/g1/_history/3', '#g1', 'Goal/g2'];
  const [one, other, ...more] = linksIn(ways.map((reference) => ({ reference })));
  expect([one === other, more]).toEqual([false, []]);
});

test('what lasts is asked for by its span alone, and says so in words', () => {
  const pack = readPack(json);
  expect(ruleWords(pack.register, pack)).toBe('alive and Care plan under way');
  expect(censusOf(pack, (id) => pack.facts.findIndex((fact) => fact.id === id), 0)?.lasting).toHaveLength(3);
  const faults = (register: unknown) => packFaults({ ...json, register }).map(({ place }) => place);
  const facts = json.facts.map((fact) => (fact.id === 'plan' ? { ...fact, value: { from: 'code' } } : fact));
  expect(faults({ lasts: 'plan' })).toEqual([]);
  expect(faults({ has: 'plan' })).toEqual(['register']);
  expect(faults({ lasts: 'sugar' })).toEqual(['register.lasts', 'register']);
  expect(packFaults({ ...json, facts }).map(({ place }) => place)).toEqual(['register.all[1]']);
});
