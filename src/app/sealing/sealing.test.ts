import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startTestServer, type TestServer } from '#testing/server';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { verifyAudit } from '#repository';
import { sql } from '#store';
import { anchorsOfFiles, fileAnchoring } from './anchor-file.ts';
import { anchorsOfPartner, type Partner, partnerAnchoring } from './anchor-partner.ts';
import { startSealing } from './sealing.ts';

let ours: TestServer;
let theirs: TestServer;
let partner: Partner;
let folder: string;

beforeAll(async () => {
  ours = await startTestServer();
  theirs = await startTestServer();
  partner = {
    address: theirs.base.replace(/\/fhir$/, ''),
    token: await theirs.tokenFor('anchors', 'Organization/ours'),
  };
  folder = await mkdtemp(join(tmpdir(), 'concord-anchors-'));
});

afterAll(async () => {
  await ours?.close();
  await theirs?.close();
  await rm(folder, { recursive: true, force: true });
});

const look = () => fetch(`${ours.base}/Patient?_count=1`, { headers: { authorization: `Bearer ${ours.token}` } });
const anchors = async () => [...(await anchorsOfFiles(folder)), ...(await anchorsOfPartner(partner))];
const store = () => ours.app.core.services.store;

async function sealAndTell(): Promise<void> {
  const { seals } = ours.app.core.audit;
  const sealing = startSealing({
    seals,
    anchorings: [fileAnchoring(folder), partnerAnchoring(partner)],
    log: ours.app.core.log,
  });
  // What was written since the oldest transaction of the whole server began, those of other files too, is sealed once that has ended.
  await expect
    .poll(
      async () => {
        await sealing.now();
        return unsealed();
      },
      { timeout: 20_000 },
    )
    .toBe(0);
  await sealing.stop();
}

async function unsealed(): Promise<number> {
  const row = await store().first<{ count: number }>(
    sql`select count(*)::int as count from audit where seq > coalesce((select max(last) from audit_seal), 0)`,
  );
  return row?.count ?? 0;
}

test('the newest seal is kept in a file and by another organisation, and agrees', async () => {
  await look();
  await sealAndTell();
  const verified = await verifyAudit(store(), { anchors: await anchors() });
  expect(verified.faults).toEqual([]);
  expect(verified.anchors.map(({ place, agree }) => [place, agree > 0])).toEqual([
    ['file', true],
    ['partner', true],
  ]);
});

// Shows requirement V16.4.2.
test('somebody who rewrites the audit with its seals and the file is told by the other organisation', async () => {
  await look();
  await sealAndTell();
  await store().write(async (transaction) => {
    await transaction.run(sql`set local session_replication_role = replica`);
    await transaction.run(sql`delete from audit_seal where n > 1`);
    await transaction.run(sql`delete from audit where seq > (select last from audit_seal where n = 1)`);
  });
  const [name = ''] = await readdir(join(folder, 'audit-anchors'));
  const path = join(folder, 'audit-anchors', name);
  await writeFile(path, `${(await readFile(path, 'utf8')).split('\n')[0]}\n`);
  const { faults } = await verifyAudit(store(), { anchors: await anchors() });
  expect(faults.map(({ what, place }) => [what, place])).toContainEqual(['truncated', 'partner']);
});

test('the other organisation keeps the first word on a seal', async () => {
  const say = (hash: string) =>
    fetch(`${partner.address}/api/audit/anchors`, {
      method: 'POST',
      headers: { authorization: `Bearer ${partner.token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ n: 900, hash, at: '2026-03-02T10:00:00Z' }),
    });
  expect((await say('a'.repeat(64))).status).toBe(200);
  expect((await say('a'.repeat(64))).status).toBe(200);
  expect((await say('b'.repeat(64))).status).toBe(409);
  expect((await say('no hash')).status).toBe(400);
  expect((await anchorsOfPartner(partner)).find(({ n }) => n === 900)?.hash).toBe('a'.repeat(64));
});

// Shows requirement API7:2023.
test('seals are sent over https alone', async () => {
  const open = partnerAnchoring({ address: 'http://concord.example', token: 'x' });
  await expect(open.tell({ n: 1, hash: 'a', at: new Date(0) })).rejects.toThrow('https');
});
