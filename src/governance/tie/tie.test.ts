import { fc } from '#testing/chance';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Access } from '#agreement';
import { day } from '#base';
import { testStore } from '#testing/database';
import { engineOn } from '../engine.testing.ts';
import { governanceProjections } from '../governance.ts';
import {
  BOARD,
  codesOf,
  COUNCIL,
  ELM,
  RIVERSIDE,
  type TestPartnership,
  testPartnership,
  valueOf,
} from '../partnership.testing.ts';
import type { Typed } from '../programme/typed.ts';
import { teamTiesOf } from './team-ties.ts';
import { type Counted, quartersBefore, tiesOf } from './tie.ts';

let vale: TestPartnership;
let lead: Access;
const act = (did: string, typed: Typed) => vale.governance.ties.act(lead, { did, typed });
const between = async (a: string, b: string) =>
  (await vale.governance.ties.all(lead)).ties.find(
    (one) => [one.a.organization, one.b.organization].sort().join() === [a, b].sort().join(),
  );

beforeAll(async () => {
  const store = await testStore();
  vale = await testPartnership(store, { obligationsOn: engineOn(store), projections: governanceProjections });
  lead = await vale.seat(RIVERSIDE, 'programme-lead', 'planning');
});
afterAll(() => vale.stop());

async function refer(people: number, each = 1, to = RIVERSIDE, on = '2026-02-10'): Promise<void> {
  const records = vale.repository.bind(await vale.repository.system(ELM));
  for (let person = 0; person < people; person += 1) {
    valueOf(
      await records.update('Patient', `p${person}`, JSON.stringify({ resourceType: 'Patient', id: `p${person}` })),
    );
    for (let n = 0; n < each; n += 1) {
      const request = {
        resourceType: 'ServiceRequest',
        id: `r-${to.split('/').at(-1)}-${on}-${person}-${n}`,
        status: 'active',
        intent: 'order',
        subject: { reference: `Patient/p${person}` },
        performer: [{ reference: to }],
        authoredOn: on,
      };
      valueOf(await records.update('ServiceRequest', request.id, JSON.stringify(request)));
    }
  }
}

test('a tie that should be and is not stands first as none; three visits held together raise it', async () => {
  valueOf(await act('expected', { a: ELM, b: COUNCIL, words: 'Feet of everybody with diabetes.' }));
  expect(await between(ELM, COUNCIL)).toMatchObject({ strength: 'none', why: 'Feet of everybody with diabetes.' });
  const strengths: (string | undefined)[] = [];
  for (const visit of ['v1', 'v2', 'v3']) {
    valueOf(await act('visit', { a: ELM, b: COUNCIL, on: '2026-06-10', words: 'Meet' }));
    valueOf(await act('held', { visit, words: 'Met.' }));
    strengths.push((await between(ELM, COUNCIL))?.strength);
  }
  expect(strengths).toEqual(['weak', 'working', 'working']);
  expect(codesOf(await act('held', { visit: 'v1', words: 'Again.' }))).toEqual(['governance.tie']);
  const due = await vale.governance.obligations.owedBy(lead);
  expect(due.items.filter(({ kind }) => kind === 'joint-visit')).toEqual([]);
});

test('four people referred show no tie, five do, and figures are fives', async () => {
  await refer(4, 3);
  expect(await between(ELM, RIVERSIDE)).toBeUndefined();
  await refer(6, 2);
  expect((await between(ELM, RIVERSIDE))?.quarters).toEqual([
    { quarter: '2025-Q2', contacts: 0 },
    { quarter: '2025-Q3', contacts: 0 },
    { quarter: '2025-Q4', contacts: 0 },
    { quarter: '2026-Q1', contacts: 15 },
  ]);
});

test('a referral to a team counts for its partner, and the team is told where nothing of fewer than five is left over', async () => {
  const board = vale.repository.bind(await vale.repository.system(BOARD));
  const team = { resourceType: 'Organization', id: 'feet', name: 'Foot clinic', partOf: { reference: RIVERSIDE } };
  valueOf(await board.update('Organization', 'feet', JSON.stringify(team)));
  const stranger = { ...team, id: 'forged', name: 'Forged', partOf: { reference: RIVERSIDE } };
  const elm = vale.repository.bind(await vale.repository.system(ELM));
  valueOf(await elm.update('Organization', 'forged', JSON.stringify(stranger)));
  await refer(6, 2, 'Organization/feet', '2025-11-10');
  const tie = await between(ELM, RIVERSIDE);
  expect(tie?.quarters[2]).toEqual({ quarter: '2025-Q4', contacts: 10 });
  expect(tie?.teams).toHaveLength(1);
  expect([tie?.teams[0]?.a, tie?.teams[0]?.b].toSorted()).toEqual(['', 'Foot clinic']);
  await refer(2, 1, RIVERSIDE, '2025-12-10');
  expect((await between(ELM, RIVERSIDE))?.teams).toEqual([]);
  await refer(6, 1, 'Organization/forged', '2025-08-10');
  expect((await between(ELM, RIVERSIDE))?.quarters[1]?.contacts).toBe(0);
});

test('what teams leave of the figure of their organisations is nothing, or of five people', () => {
  const row = fc.record({
    teamA: fc.constantFrom(null, 'T1', 'T2'),
    teamB: fc.constantFrom(null, 'U1'),
    quarter: fc.constantFrom('2026-Q1', '2026-Q2'),
    people: fc.integer({ min: 1, max: 9 }),
    more: fc.nat(30),
  });
  fc.assert(
    fc.property(fc.array(row, { maxLength: 10 }), (all) => {
      const rows = [...new Map(all.map((one) => [`${one.teamA} ${one.teamB} ${one.quarter}`, one])).values()].map(
        ({ more, ...one }) => ({ ...one, a: 'A', b: 'B', contacts: one.people + more }),
      );
      const seen = teamTiesOf(rows, ['A', 'B'], { quarters: ['2026-Q1', '2026-Q2'], few: 5 });
      for (const quarter of ['2026-Q1', '2026-Q2']) {
        const told = (one: (typeof rows)[number]) =>
          seen.some(
            ({ a, b, quarters }) =>
              a === one.teamA && b === one.teamB && quarters.some((by) => by.quarter === quarter && by.contacts > 0),
          );
        const of = rows.filter((one) => one.quarter === quarter);
        const left = of.filter((one) => !told(one));
        expect(of.filter(told).every(({ people, contacts }) => people >= 5 && contacts >= 5)).toBe(true);
        if (left.length < of.length && left.length > 0)
          expect(Math.max(...left.map(({ people }) => people))).toBeGreaterThanOrEqual(5);
      }
    }),
  );
});

test('quarters are whole ones that are over', () => {
  expect(quartersBefore(day('2026-06-01'), 4)).toEqual(['2025-Q2', '2025-Q3', '2025-Q4', '2026-Q1']);
  expect(quartersBefore(day('2026-01-01'), 2)).toEqual(['2025-Q3', '2025-Q4']);
});

test('whatever is under five leaves no trace, in figures, strength or order', () => {
  const quarters = ['2026-Q1', '2026-Q2'];
  const counted = fc.array(
    fc.record({
      a: fc.constantFrom('A', 'B'),
      b: fc.constantFrom('C', 'D'),
      quarter: fc.constantFrom(...quarters),
      people: fc.nat(9),
      contacts: fc.nat(40),
    }),
    { maxLength: 8 },
  );
  fc.assert(
    fc.property(counted, (all) => {
      const rows = [...new Map(all.map((one) => [`${one.a}${one.b}${one.quarter}`, one])).values()];
      const seen = tiesOf(rows, [], { quarters, few: 5 });
      const enough = rows.filter(({ people, contacts }: Counted) => people >= 5 && contacts >= 5);
      expect(seen).toEqual(tiesOf(enough, [], { quarters, few: 5 }));
      for (const { quarters: by } of seen) for (const { contacts } of by) expect(contacts % 5).toBe(0);
    }),
  );
});
