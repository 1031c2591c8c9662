import { mkdirSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { migrate, openStore, startEmbedded } from '#store';
import { allMigrations } from '../migrations.ts';
import { describeSchema } from './describe.ts';
import { fixturePath } from './fixture.ts';

// npm run schema:write: migrates an empty database and writes its schema down as the newest fixture.
const folder = await mkdtemp(join(tmpdir(), 'concord-schema-'));
const engine = await startEmbedded({ folder, sharedBuffers: '32MB' });
try {
  const store = await openStore({ url: engine.url });
  await migrate(store, await allMigrations());
  mkdirSync(dirname(fixturePath()), { recursive: true });
  writeFileSync(fixturePath(), await describeSchema(store));
  await store.close();
  console.log(fixturePath());
} finally {
  await engine.stop();
  await rm(folder, { recursive: true, force: true });
}
