import { type Day, dayIn, plusDays, seeded } from '#base';
import { freshDatabase } from '#testing/database';
import { expect, test } from 'vitest';
import { type Acting, act } from '../../src/insight/acts.testing.ts';
import { diabetes, ELM, patient, testInsight, valueOf } from '../../src/insight/insight.testing.ts';

/** 100,000 in the nightly tier of torture (K1). */
const ACTS = Number(process.env['CONCORD_ACTS'] ?? 10_000);
const PEOPLE = 150;
const AT_ONCE = 20;
const AUDITS = 8;

test(`kept figures equal those of the raw resources after ${ACTS} random writes, corrections, deletions, objections, links and unlinks`, async () => {
  const { store, drop } = await freshDatabase();
  const made = await testInsight(store);
  const random = seeded(Number(process.env['CONCORD_ACTS_SEED'] ?? 11));
  const acting: Acting = { made, random, present: new Set(), people: PEOPLE, passing: Math.min(0.3, 300 / ACTS) };
  for (let n = 0; n < PEOPLE; n += 2) {
    await made.put(ELM, patient(`p${n}`, ELM));
    await made.put(ELM, diabetes(`first${n}`, `p${n}`));
    acting.present.add(`${ELM} Patient/p${n}`);
  }
  const system = await made.system(ELM);
  const differences = async (asAt?: Day) => valueOf(await made.insight.recompute(system, asAt));
  let [audits, most] = [0, 0];
  for (let done = 0; done < ACTS; ) {
    // At once, as many write: who is locked by whom, and which comes first, is for the database.
    await Promise.all(Array.from({ length: AT_ONCE }, () => act(acting)));
    done += AT_ONCE;
    if (done % (AT_ONCE * 10) === 0) await made.follow();
    if (Math.floor((done * AUDITS) / ACTS) === audits) continue;
    audits += 1;
    await made.follow();
    expect(await differences()).toEqual([]);
    expect(await differences(plusDays(dayIn('Europe/London', made.clock.now), -Math.floor(random() * 900)))).toEqual(
      [],
    );
    most = Math.max(most, valueOf(await made.insight.dashboard(system, { place: 'all' })).register.of);
  }
  console.log(`${ACTS} acts, ${audits} audits, up to ${most} people on the register`);
  expect(audits).toBe(AUDITS);
  expect(most).toBeGreaterThan(PEOPLE / 4);
  await made.stop();
  await drop();
}, 3_600_000);
