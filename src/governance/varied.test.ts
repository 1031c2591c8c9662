import { day } from '#base';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Clause, Instrument } from '#agreement';
import { freshDatabase, type TestDatabase } from '#testing/database';
import { ELM, sharingDraft, testPartnership, type TestPartnership, valueOf } from './partnership.testing.ts';

let database: TestDatabase;
let vale: TestPartnership;

beforeAll(async () => {
  database = await freshDatabase();
  vale = await testPartnership(database.store);
  vale.clock.now = Date.parse('2026-06-01T09:00:00Z');
  await agree(first);
});
afterAll(async () => {
  await vale.stop();
  await database.drop();
});

const vary: Clause = {
  id: 'vary',
  cites: 'v',
  clause: 'vary',
  agreedBy: 'parties',
  noticeDays: 30,
  backdateMonths: 0,
};
const base = sharingDraft();
const first: Instrument = {
  ...base,
  decided: day('2026-06-01'),
  effective: day('2026-06-01'),
  text: [...base.text, { id: 'v', text: 'It is changed with thirty days of notice.' }],
  clauses: [...base.clauses, vary],
};
const lead = () => vale.seat(ELM, 'ig-lead', 'audit');
const propose = async (draft: Instrument) => vale.governance.propose(await lead(), draft);
const agree = async (draft: Instrument): Promise<void> => {
  valueOf(await propose(draft));
  await vale.signAll(draft.id, draft.version);
};
const second = (effective: string): Instrument => ({ ...first, version: 2, effective: day(effective) });

test('a version that takes effect before the notice is over is not proposed, whatever day it says it was decided', async () => {
  expect(await propose(second('2026-06-30'))).toMatchObject({
    refusals: [
      { code: 'agreement.notice', text: expect.stringContaining('takes effect on 1 July 2026 at the earliest') },
    ],
  });
});

test('the next version begins as one that keeps the notice, and whoever brings it forward is told', async () => {
  const access = await lead();
  const { id } = valueOf(await vale.governance.startDraft(access, { of: first.id }));
  const draft = valueOf(await vale.governance.draft(access, id));
  expect(draft.body.effective).toBe('2026-07-01');
  expect(draft.faults.map(({ code }) => code)).not.toContain('agreement.notice');
  const { id: _, kind: __, text: ___, clauses: ____, ...terms } = draft.body;
  valueOf(
    await vale.governance.changeDraft(
      access,
      id,
      { what: 'terms', terms: { ...terms, effective: day('2026-06-02') } },
      draft.revision,
    ),
  );
  const sooner = valueOf(await vale.governance.draft(access, id));
  expect(sooner.faults.map(({ code }) => code)).toContain('agreement.notice');
});

test('proposed in time it is signed on any day, and runs from its own', async () => {
  valueOf(await propose(second('2026-07-01')));
  vale.clock.now = Date.parse('2026-06-29T09:00:00Z');
  await vale.signAll(first.id, 2);
  const view = valueOf(await vale.governance.instrument(await lead(), first.id, 2));
  expect(view.signatures.map(({ by }) => by === undefined)).toEqual([false, false, false]);
});

test('a version that waits cannot be signed once another is proposed, so that nothing asks more in between', async () => {
  const other: Instrument = { ...first, id: 'other', title: 'Another agreement' };
  await agree(other);
  valueOf(await propose({ ...other, version: 2, effective: day('2026-09-01') }));
  valueOf(await propose({ ...other, version: 3, effective: day('2026-09-02') }));
  const { textHash } = valueOf(await vale.governance.instrument(await lead(), 'other', 2));
  const signatory = await vale.seat(ELM, 'signatory', 'planning');
  expect(await vale.governance.sign(signatory, 'other', 2, textHash)).toMatchObject({
    refusals: [{ code: 'governance.version-past' }],
  });
});
