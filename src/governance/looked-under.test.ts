import { afterAll, beforeAll, expect, test } from 'vitest';
import { day } from '#base';
import { testStore } from '../../test/database.ts';
import type { Look } from './looked-under.ts';
import { ELM, RIVERSIDE, sharingDraft, type TestPartnership, testPartnership, valueOf } from './partnership.testing.ts';

let vale: TestPartnership;
let look: Look;

beforeAll(async () => {
  vale = await testPartnership(await testStore());
  vale.clock.now = Date.parse('2026-03-10T09:00:00Z');
  valueOf(await vale.governance.propose(await vale.seat(ELM, 'ig-lead'), sharingDraft()));
  await vale.signAll('sharing');
  vale.clock.now = Date.parse('2026-06-01T09:00:00Z');
  const organization = await vale.repository.contributors.organizationKey(RIVERSIDE);
  const on = day('2026-05-04');
  look = { organization, role: 'therapist', purpose: 'direct-care', on, emergency: false };
});
afterAll(() => vale.stop());

const asked = async (...changes: readonly Partial<Look>[]) => {
  const person = await vale.seat(ELM, 'person', 'own-record', 'Person/p1');
  return vale.governance.lookedUnder(
    person,
    changes.map((change) => ({ ...look, ...change })),
  );
};
const OWN = {
  words:
    "An organisation's staff see what it recorded itself: who treats or supports a person needs the whole of what the organisation recorded.",
};
const AGREED = {
  words: 'What is said of legal-basis.',
  where: 'Vale data-sharing agreement, version 1, paragraph legal-basis',
};

test('a look is told with the legal basis that the agreement states, from the day on which it runs', async () => {
  expect(await asked({}, { on: day('2026-03-31') }, { on: day('2026-04-01') })).toEqual([
    [OWN, AGREED],
    [OWN],
    [OWN, AGREED],
  ]);
});

test('a seat that the agreement does not name had its own records alone; a person had a right', async () => {
  const [doctor, person, planner] = await asked(
    { role: 'consultant' },
    { role: 'person', purpose: 'own-record' },
    { role: 'commissioner', purpose: 'planning' },
  );
  expect([doctor, person, planner]).toEqual([[OWN], [{ words: 'A person sees their own record.' }], []]);
});

test('what was opened in an emergency stands on the law for emergencies, what was not does not', async () => {
  const [opened = [], usual = []] = await asked({ role: 'consultant', emergency: true }, { role: 'consultant' });
  const more = opened.filter(({ words }) => !usual.some((one) => one.words === words));
  expect(more).toHaveLength(1);
  expect(more[0]?.where).toMatch(/\w/);
});

test('a system and a role that is no more are told without a basis', async () => {
  expect(await asked({ role: 'system' }, { role: 'almoner' })).toEqual([[], []]);
});
