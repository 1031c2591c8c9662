import { day } from '#base';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { UnfinishedClause } from '#agreement';
import { freshDatabase, type TestDatabase } from '#testing/database';
import {
  COUNCIL,
  ELM,
  RIVERSIDE,
  sharingDraft,
  testPartnership,
  type TestPartnership,
  valueOf,
} from './partnership.testing.ts';

let database: TestDatabase;
let vale: TestPartnership;

beforeAll(async () => {
  database = await freshDatabase();
  vale = await testPartnership(database.store);
});
afterAll(async () => {
  await vale.stop();
  await database.drop();
});

const lead = (organization = ELM) => vale.seat(organization, 'ig-lead', 'audit');

test('a new agreement begins with the paragraphs that its kind has to have, and says what is missing', async () => {
  const { governance } = vale;
  const access = await lead();
  const { id } = valueOf(
    await governance.startDraft(access, {
      title: 'Foot care together',
      kind: 'memorandum',
      effective: day('2026-07-01'),
    }),
  );
  const draft = valueOf(await governance.draft(access, id));
  expect(draft.body.text.map(({ section }) => section)).toEqual(['aims', 'contacts']);
  expect(draft.faults.map(({ expression }) => expression)).toContain('Instrument.text[0].text');
  expect(valueOf(await governance.drafts(access)).map(({ title }) => title)).toContain('Foot care together');
});

test('what was typed is kept although it cannot be read, and the sentence that is wrong says where', async () => {
  const { governance } = vale;
  const access = await lead();
  const { id } = valueOf(
    await governance.startDraft(access, { title: 'Leaving', kind: 'alliance', effective: day('2026-07-01') }),
  );
  const { added = '' } = valueOf(
    await governance.changeDraft(access, id, { what: 'add-clause', kind: 'leave', cites: '4' }, 1),
  );
  const clause = { id: added, cites: '4', clause: 'leave', noticeDays: 'ninety', by: 'parties' } as UnfinishedClause;
  valueOf(await governance.changeDraft(access, id, { what: 'clause', id: added, clause }, 2));
  const draft = valueOf(await governance.draft(access, id));
  expect(draft.body.clauses).toEqual([clause]);
  expect(draft.faults.map(({ expression }) => expression)).toContain('Instrument.clauses[0].noticeDays');
});

test('two who write different parts do not disturb each other; of one part the later is told who was before', async () => {
  const { governance } = vale;
  const [first, second] = [await lead(), { ...(await vale.seat(ELM, 'signatory', 'planning')), name: 'Another' }];
  const { id } = valueOf(
    await governance.startDraft(first, { title: 'Two writers', kind: 'memorandum', effective: day('2026-07-01') }),
  );
  const paragraph = (number: string, text: string) => ({
    what: 'paragraph' as const,
    id: number,
    paragraph: { id: number, text },
  });
  valueOf(await governance.changeDraft(first, id, paragraph('1', 'Our aims.'), 1));
  valueOf(await governance.changeDraft(second, id, paragraph('2', 'Whom to call.'), 1));
  expect(await governance.changeDraft(second, id, paragraph('1', 'Other aims.'), 1)).toMatchObject({
    ok: false,
    refusals: [{ code: 'governance.draft-moved', type: 'lock-error', text: expect.stringContaining('at 10:00') }],
  });
  const now = valueOf(await governance.draft(second, id));
  expect(now.body.text.map(({ text }) => text)).toEqual(['Our aims.', 'Whom to call.']);
  valueOf(await governance.changeDraft(second, id, paragraph('1', 'Other aims.'), now.revision));
});

test('a paragraph that gets another number keeps the parts that carry it out; what is taken out can be put back', async () => {
  const { governance } = vale;
  const access = await lead();
  const { id } = valueOf(
    await governance.startDraft(access, { title: 'Numbers', kind: 'memorandum', effective: day('2026-07-01') }),
  );
  valueOf(await governance.changeDraft(access, id, { what: 'add-clause', kind: 'dispute', cites: '1' }, 1));
  const renumbered = { what: 'paragraph' as const, id: '1', paragraph: { id: '1.1', text: 'Aims.' } };
  valueOf(await governance.changeDraft(access, id, renumbered, 2));
  const taken = { what: 'paragraph' as const, id: '2', paragraph: { id: '1.1', text: '' } };
  expect(await governance.changeDraft(access, id, taken, 3)).toMatchObject({
    refusals: [{ code: 'governance.paragraph-taken' }],
  });
  valueOf(await governance.changeDraft(access, id, { what: 'take-out', of: 'paragraph', id: '2' }, 3));
  const draft = valueOf(await governance.draft(access, id));
  expect(draft.body.clauses.map(({ cites }) => cites)).toEqual(['1.1']);
  expect(draft.takenOut.text.map((one) => one.id)).toEqual(['2']);
  valueOf(await governance.changeDraft(access, id, { what: 'put-back', of: 'paragraph', id: '2' }, 4));
  expect(valueOf(await governance.draft(access, id)).body.text.map((one) => one.id)).toEqual(['1.1', '2']);
});

test('the next version of an agreement tells what it changes, is sent when it is whole, and is then to be signed', async () => {
  const { governance } = vale;
  valueOf(await governance.propose(await lead(), sharingDraft()));
  await vale.signAll('sharing');
  const access = await lead(RIVERSIDE);
  const { id } = valueOf(await governance.startDraft(access, { of: 'sharing' }));
  expect(valueOf(await governance.startDraft(access, { of: 'sharing' }))).toEqual({ id });
  const draft = valueOf(await governance.draft(access, id));
  expect(draft).toMatchObject({ after: 1, faults: [] });
  expect(draft.difference.map(({ words }) => words)).toEqual([
    'It starts on 1 April 2026.',
    'It starts on 1 June 2026.',
  ]);
  const { title: _, ...terms } = draft.body;
  valueOf(
    await governance.changeDraft(access, id, { what: 'terms', terms: { ...terms, title: 'Anew' } }, draft.revision),
  );
  const changed = valueOf(await governance.draft(access, id));
  expect(changed.difference.map(({ words }) => words)).toContain('Title: Anew.');
  expect(await governance.sendDraft(access, id, draft.revision)).toMatchObject({
    refusals: [{ code: 'governance.draft-moved' }],
  });
  expect(valueOf(await governance.sendDraft(access, id, changed.revision))).toEqual({
    instrument: 'sharing',
    version: 2,
  });
  expect(await governance.draft(access, id)).toMatchObject({ refusals: [{ code: 'governance.no-draft' }] });
});

test('a draft is its organisation’s alone, and written by who speaks for it', async () => {
  const { governance } = vale;
  const { id } = valueOf(
    await governance.startDraft(await lead(), { title: 'Ours', kind: 'grant', effective: day('2026-07-01') }),
  );
  expect(await governance.draft(await lead(COUNCIL), id)).toMatchObject({
    refusals: [{ code: 'governance.no-draft' }],
  });
  const nurse = await vale.seat(ELM, 'practice-nurse');
  expect(await governance.draft(nurse, id)).toMatchObject({ refusals: [{ code: 'governance.not-writer' }] });
  valueOf(await governance.dropDraft(await lead(), id));
  expect(await governance.draft(await lead(), id)).toMatchObject({ refusals: [{ code: 'governance.no-draft' }] });
});
