import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type App, startApp } from '#app';
import { issueToken, keyFor } from '#auth';
import type { Log } from '#joint';
import { freshDatabase } from '#testing/database';

export type TestServer = {
  /** 'http://localhost:PORT/fhir'. */
  readonly base: string;
  /** Bearer token of a system client with the full FHIR API. */
  readonly token: string;
  readonly app: App;
  /** A token for another client or organisation. */
  readonly tokenFor: (client: string, organization: string) => Promise<string>;
  readonly close: () => Promise<void>;
};

/** The whole program on a database of its own and a free port. Close it in afterAll. */
export async function startTestServer(options: { readonly log?: Log } = {}): Promise<TestServer> {
  const database = await freshDatabase();
  const folder = await mkdtemp(join(tmpdir(), 'concord-server-'));
  const app = await startApp(
    {
      folder,
      databaseUrl: database.url,
      acceptDataLoss: false,
      port: 0,
      host: 'localhost',
      demo: 'none',
      zone: 'Europe/London',
      log: 'silent',
    },
    options,
  );
  const tokenFor = (client: string, organization: string): Promise<string> =>
    issueToken(keyFor(app.core.secret, 'token'), { client, organization, days: 1, now: Date.now() });
  return {
    base: `${app.address}/fhir`,
    token: await tokenFor('test', 'Organization/test'),
    app,
    tokenFor,
    close: async () => {
      await app.stop();
      await database.drop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
