import { fc } from '#testing/chance';
import { freshDatabase } from '#testing/database';
import { expect, test } from 'vitest';
import { seeded } from '#base';
import { sql } from '#store';
import { openForTest } from '../../repository/open.testing.ts';
import { act } from '../acts.testing.ts';
import {
  diabetes,
  ELM,
  HILL,
  hba1c,
  MILL,
  patient,
  type TestInsight,
  testInsight,
  valueOf,
} from '../insight.testing.ts';
import { projections, projectionsOn } from '../projections.ts';
import { readAnew } from '../reading.ts';
import { mapsOf } from './maps.ts';

const LOCAL = 'https://codes.example.org';
const TARGET = 'http://loinc.org|4548-4';
const CODES = ['A1', 'B2'] as const;
const SENDERS = ['', ELM, MILL] as const;

/** Rows of the tables that mappings reach. */
async function kept({ services: { store } }: TestInsight): Promise<readonly (readonly string[])[]> {
  const rows = ['insight_fact', 'insight_unread'].map((table) =>
    store.all<{ readonly row: string }>(sql`select row_to_json(t)::text as row from ${sql.raw(table)} t order by 1`),
  );
  return (await Promise.all(rows)).map((all) => all.map(({ row }) => row));
}

const local = (id: string, of: string, code: string, value: number) => ({
  ...hba1c(id, of, '2026-03-01', value),
  code: { coding: [{ system: LOCAL, code, display: 'HbA1c (local)' }] },
});

/** Says or decides something of codes, as chance has it; refusals are among what may happen. */
async function decideSomething(made: TestInsight, random: () => number): Promise<void> {
  const lead = await made.seat(ELM, 'programme-lead');
  const other = await made.seat(ELM, 'commissioner');
  const pick = <T>(all: readonly T[]): T => all[Math.floor(random() * all.length)] as T;
  const { waiting, standing } = valueOf(await made.insight.codeMaps(lead));
  const choice = random();
  if (choice < 0.4 || waiting.length + standing.length === 0) {
    const said = {
      organization: pick(SENDERS),
      system: LOCAL,
      code: pick(CODES),
      target: TARGET,
      reason: 'It is the same',
    };
    await made.insight.sayCode(lead, said);
  } else if (choice < 0.75 && waiting.length > 0)
    valueOf(await made.insight.decideCode(other, pick(waiting).id, { act: 'approved', reason: '' }));
  else if (standing.length > 0)
    valueOf(await made.insight.decideCode(other, pick(standing).id, { act: 'withdrawn', reason: 'It is another' }));
}

test('mapping, withdrawing and writing in any order is reading everything anew under the mappings that stand', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer(), async (seed) => {
      const { store, drop } = await freshDatabase();
      const made = await testInsight(store);
      const random = seeded(seed);
      const present = new Set<string>();
      // A process that never hears of any act: its writes are read by no mapping.
      const deaf = openForTest(store, { projections });
      deaf.clock.now = made.clock.now;
      for (const who of ['p0', 'p1', 'p2', 'p3']) {
        await made.put(ELM, patient(who, ELM));
        await made.put(ELM, diabetes(`first-${who}`, who));
      }
      for (let n = 0; n < 60; n += 1) {
        const choice = random();
        const who = `p${Math.floor(random() * 4)}`;
        const by = [ELM, MILL, HILL][Math.floor(random() * 3)] as string;
        const resource = local(`l${Math.floor(random() * 10)}`, who, CODES[Math.floor(random() * 2)] as string, 40 + n);
        if (choice < 0.25) await made.put(by, resource).catch(() => undefined);
        else if (choice < 0.5) {
          made.clock.now += 1;
          deaf.clock.now = made.clock.now;
          await deaf.bind(await made.system(by)).update('Observation', resource.id, JSON.stringify(resource));
        } else if (choice < 0.65) await decideSomething(made, random);
        else if (choice < 0.8) await made.follow();
        else await act({ made, random, present, people: 4, passing: 0 });
      }
      await made.follow();
      await made.insight.asking.keeping.mapped();
      const reached = await kept(made);
      expect(
        valueOf(await made.insight.recompute(await made.system(ELM))),
        'figures are those of the raw resources',
      ).toEqual([]);
      await store.run(sql`update insight_run set facts = 'of another version'`);
      await readAnew(made.services);
      expect(reached).toEqual(await kept(made));
      await deaf.stop();
      await made.stop();
      await drop();
    }),
    { numRuns: 4 },
  );
}, 240_000);

test('what another process writes by older mappings is read by those that stand when the feed was taken', async () => {
  const { store, drop } = await freshDatabase();
  const made = await testInsight(store);
  const deaf = openForTest(store, { projections });
  deaf.clock.now = made.clock.now + 5;
  await made.put(ELM, patient('p1', ELM));
  await made.put(ELM, diabetes('d1', 'p1'));
  const lead = await made.seat(ELM, 'programme-lead');
  const said = { organization: ELM, system: LOCAL, code: 'A1', target: TARGET, reason: 'Told by the laboratory' };
  valueOf(await made.insight.sayCode(lead, said));
  const [waiting] = valueOf(await made.insight.codeMaps(lead)).waiting;
  const other = await made.seat(ELM, 'commissioner');
  valueOf(await made.insight.decideCode(other, waiting?.id ?? '', { act: 'approved', reason: '' }));
  await made.insight.asking.keeping.mapped();
  const facts = () => store.all(sql`select value from insight_fact where id = 'l1'`);
  await deaf.bind(await made.system(ELM)).update('Observation', 'l1', JSON.stringify(local('l1', 'p1', 'A1', 52)));
  expect(await facts(), 'whoever has not heard reads nothing from it').toEqual([]);
  await made.follow();
  expect(await facts()).toEqual([{ value: 52 }]);
  expect(mapsOf(store).now().version).toBeGreaterThan(0);
  expect(projectionsOn(store)).toHaveLength(projections.length);
  valueOf(await made.insight.decideCode(other, waiting?.id ?? '', { act: 'withdrawn', reason: 'It is another' }));
  await made.insight.asking.keeping.mapped();
  expect(await facts()).toEqual([]);
  await deaf.stop();
  await made.stop();
  await drop();
});
