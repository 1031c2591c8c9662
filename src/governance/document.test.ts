import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freshDatabase, type TestDatabase } from '#testing/database';
import { sql } from '#store';
import { COUNCIL, ELM, sharingDraft, testPartnership, type TestPartnership, valueOf } from './partnership.testing.ts';

let database: TestDatabase;
let vale: TestPartnership;

beforeAll(async () => {
  database = await freshDatabase();
  vale = await testPartnership(database.store);
  valueOf(await vale.governance.propose(await lead(), sharingDraft()));
});
afterAll(async () => {
  await vale.stop();
  await database.drop();
});

const lead = () => vale.seat(ELM, 'ig-lead', 'audit');
const pdf = (words: string) => Buffer.from(`%PDF-1.7\n${words}`);
const keep = async (bytes: Uint8Array, name = 'C:\\texts\\Vale <agreement>.PDF') =>
  vale.governance.keepDocument(await lead(), { id: 'sharing', version: 1, name, bytes });

test('only what is a PDF or a Word document is kept, whatever it is called, and none that carries a program', async () => {
  const word = (more: string) =>
    Buffer.from(`PK\u0003\u0004...[Content_Types].xml...word/document.xml...${more}`, 'latin1');
  for (const bytes of [Buffer.from('<html>'), Buffer.from(''), word('word/vbaProject.bin')]) {
    expect(await keep(bytes, 'a.pdf')).toMatchObject({ refusals: [{ code: 'governance.document' }] });
  }
});

test('the bytes are kept with their hash, the same again is the same, and another is refused', async () => {
  const kept = valueOf(await keep(pdf('what was signed')));
  const sha256 = createHash('sha256').update(pdf('what was signed')).digest('hex');
  expect(kept).toMatchObject({ name: 'Vale _agreement_.pdf', media: 'application/pdf', sha256, size: 24 });
  expect(valueOf(await keep(pdf('what was signed')))).toEqual(kept);
  expect(await keep(pdf('other words'))).toMatchObject({
    refusals: [{ code: 'governance.other-document', type: 'conflict' }],
  });
  const council = await vale.seat(COUNCIL, 'board-member', 'planning');
  const read = valueOf(await vale.governance.document(council, 'sharing', 1));
  expect(Buffer.from(read.bytes).equals(pdf('what was signed'))).toBe(true);
  expect(valueOf(await vale.governance.instrument(council, 'sharing', 1)).document).toEqual(kept);
});

test('nothing changes or removes it, and it is for who leads or signs for a party to keep', async () => {
  await database.store.run(sql`update governance_document set bytes = ''::bytea`);
  await database.store.run(sql`delete from governance_document`);
  valueOf(await vale.governance.document(await lead(), 'sharing', 1));
  const nurse = await vale.seat(ELM, 'practice-nurse');
  const document = { id: 'sharing', version: 1, name: 'x.pdf', bytes: pdf('x') };
  expect(await vale.governance.keepDocument(nurse, document)).toMatchObject({
    refusals: [{ code: 'governance.not-proposer' }],
  });
  expect(await vale.governance.document(await lead(), 'sharing', 2)).toMatchObject({
    refusals: [{ code: 'governance.no-version' }],
  });
});
