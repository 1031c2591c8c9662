import { freshDatabase } from '#testing/database';
import { expect, test } from 'vitest';
import { plusDays, seeded } from '#base';
import {
  diabetes,
  ELM,
  footCheck,
  HILL,
  hba1c,
  MILL,
  NOW,
  patient,
  type TestInsight,
  TODAY,
  TRUST,
  testInsight,
  valueOf,
} from './insight.testing.ts';

const PEOPLE = 12;
const DAY_MS = 86_400_000;

/** One random act: writing, correcting, deleting, giving to another, linking, unlinking, a day passing. */
async function act(made: TestInsight, random: () => number, present: Set<string>): Promise<void> {
  const pick = <T>(all: readonly T[]): T => all[Math.floor(random() * all.length)] as T;
  const who = `p${Math.floor(random() * PEOPLE)}`;
  const practice = pick([ELM, MILL, HILL]);
  const by = pick([practice, TRUST, 'Organization/stranger']);
  const on = plusDays(TODAY, 40 - Math.floor(random() * 450));
  const id = `${Math.floor(random() * 20)}`;
  const keep = async (resource: Parameters<TestInsight['put']>[1]) => {
    await made.put(by, resource);
    present.add(`${by} ${resource.resourceType}/${resource.id}`);
  };
  const choice = random();
  if (choice < 0.2)
    return keep(patient(who, random() < 0.8 ? practice : undefined, random() < 0.05 ? { deceasedDateTime: on } : {}));
  if (choice < 0.35) return keep(diabetes(`d${id}`, who));
  if (choice < 0.6) return keep(hba1c(`h${id}`, who, on, 45 + Math.floor(random() * 30)));
  if (choice < 0.7) return keep(footCheck(`f${id}`, who, on));
  if (choice < 0.8) {
    const gone = pick([...present]);
    if (gone === undefined) return;
    present.delete(gone);
    const [organization = '', reference = ''] = gone.split(' ');
    await made.remove(organization, reference).catch(() => undefined);
    return;
  }
  const known = [...present].flatMap((one) => / (Patient\/.*)$/.exec(one)?.[1] ?? []);
  if (choice < 0.84 && known.length > 1) await made.link(pick(known), pick(known));
  else if (choice < 0.96 && known.length > 0) await made.unlink(pick(known));
  else if (random() < 0.3) made.clock.now += Math.floor(random() * 20) * DAY_MS;
}

test.each([1, 2, 3, 4])('kept figures equal those of the raw resources, whatever happened (%i)', async (seed) => {
  const { store, drop } = await freshDatabase();
  const made = await testInsight(store);
  const random = seeded(seed);
  const present = new Set<string>();
  let most = 0;
  const system = await made.system(ELM);
  for (let n = 0; n < PEOPLE; n += 2) {
    await made.put(ELM, patient(`p${n}`, ELM));
    await made.put(ELM, diabetes(`first${n}`, `p${n}`));
    present.add(`${ELM} Patient/p${n}`);
  }
  for (let n = 1; n <= 120; n += 1) {
    await act(made, random, present);
    if (random() < 0.3) await made.follow();
    if (n % 30 > 0) continue;
    await made.follow();
    expect(valueOf(await made.insight.recompute(system))).toEqual([]);
    const asAt = plusDays(TODAY, -Math.floor(random() * 500));
    expect(valueOf(await made.insight.recompute(system, asAt))).toEqual([]);
    most = Math.max(most, valueOf(await made.insight.dashboard(system, { place: 'all' })).register.of);
  }
  expect(most).toBeGreaterThan(2);
  const before = valueOf(await made.insight.dashboard(system, { place: 'all' }));
  await made.insight.rebuild();
  const after = valueOf(await made.insight.dashboard(system, { place: 'all' }));
  expect({ ...after, revision: '' }).toEqual({ ...before, revision: '' });
  expect(made.clock.now).toBeGreaterThan(NOW);
  await made.stop();
  await drop();
});
