import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type App, type Configuration, demonstrate, type SignInLink, startApp } from '#app';
import { issueToken, keyFor } from '#auth';
import type { Log } from '#joint';
import { openStore, sql } from '#store';
import { filledDatabase, freshDatabase, type TestDatabase } from '#testing/database';
import type { Truths } from '../src/app/demo/index.ts';

export type TestServer = {
  /** 'http://localhost:PORT/fhir'. */
  readonly base: string;
  /** Bearer token of a system client with the full FHIR API. */
  readonly token: string;
  readonly app: App;
  /** Where its database is: for what works beside it. */
  readonly database: string;
  /** A token for another client or organisation. */
  readonly tokenFor: (client: string, organization: string) => Promise<string>;
  readonly close: () => Promise<void>;
};

export type Demonstrated = TestServer & {
  readonly links: readonly SignInLink[];
  /** What was planted, with the answers. */
  readonly truths: Truths;
  /** Moves the clock of the server on by so many days, and keeps the sign-in links anew, as a start on that day does. */
  readonly passes: (days: number) => Promise<void>;
};

export type TestOptions = { readonly log?: Log; readonly now?: () => number } & Pick<
  Configuration,
  'limits' | 'publicAddress'
> &
  Partial<Pick<Configuration, 'zone'>>;

/** The whole program on a database of its own and a free port. Close it in afterAll. */
export async function startTestServer(options: TestOptions = {}): Promise<TestServer> {
  return serverOn(await freshDatabase(), await mkdtemp(FOLDER), options);
}

/** Another way to a database, as by a proxy. */
export type Via = (url: string) => string | Promise<string>;

/** The same with the small demonstration, which is loaded once a run: each caller has a copy of its own, reached `via` where said. */
export async function startDemonstration(via: Via = (url) => url): Promise<Demonstrated> {
  const database = await filledDatabase('demonstration', loadDemonstration);
  const folder = await mkdtemp(FOLDER);
  const kept = await database.store.first<Kept>(sql`select secret, truths from test_demonstration`);
  if (!kept) throw new Error('the demonstration was not kept');
  await database.store.run(sql`drop table test_demonstration`);
  await writeFile(join(folder, 'secret'), kept.secret, { mode: 0o600 });
  let later = 0;
  const now = (): number => Date.now() + later;
  const server = await serverOn({ ...database, url: await via(database.url) }, folder, { now });
  const begin = () => demonstrate(server.app, { demo: 'small', folder }, () => {});
  const links = await begin();
  const passes = async (days: number): Promise<void> => {
    later += days * 86_400_000;
    await begin();
  };
  return { ...server, links, truths: JSON.parse(kept.truths) as Truths, passes };
}

const FOLDER = join(tmpdir(), 'concord-server-');

type Kept = { readonly secret: string; readonly truths: string };

/** Links and tokens are made from the secret of the folder, so it goes with the database. */
async function loadDemonstration(url: string): Promise<void> {
  const folder = await mkdtemp(FOLDER);
  const store = await openStore({ url, max: 2 });
  const server = await serverOn({ store, url, drop: () => store.close() }, folder, {});
  await demonstrate(server.app, { demo: 'small', folder }, () => {});
  const [secret, truths] = await Promise.all(
    ['secret', 'demonstration-truths.json'].map((file) => readFile(join(folder, file), 'utf8')),
  );
  await store.run(sql`create table test_demonstration (secret text not null, truths text not null)`);
  await store.run(sql`insert into test_demonstration values (${secret}, ${truths})`);
  await server.close();
}

async function serverOn(
  database: TestDatabase,
  folder: string,
  { log, now, ...configuration }: TestOptions,
): Promise<TestServer> {
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
      ...configuration,
    },
    { ...(log ? { log } : {}), ...(now ? { now } : {}) },
  );
  const tokenFor = (client: string, organization: string): Promise<string> =>
    issueToken(keyFor(app.core.secret, 'token'), { client, organization, days: 1, now: app.core.services.now() });
  return {
    base: `${app.address}/fhir`,
    token: await tokenFor('test', 'Organization/test'),
    app,
    database: database.url,
    tokenFor,
    close: async () => {
      await app.stop();
      await database.drop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
