import { type Auth, authMigrations, installationSecret, keyFor, openAuth } from '#auth';
import type { Governance } from '#governance';
import type { Log, Services, Started } from '#joint';
import { type Feed, type OpenRepository, openRepository, type Ports, repositoryMigrations } from '#repository';
import { type Migration, migrate, sql } from '#store';
import type { Configuration } from './configuration.ts';
import { type Database, openDatabase } from './database.ts';
import { newId, newRandom, newSecret } from './ids.ts';
import { joints } from './joints.ts';
import { appMigrations } from './migrations/index.ts';

import { knownOn } from './known.ts';
/** Everything but the HTTP server and the feed's consumers: what command lines work with too. */
export type Core = {
  readonly services: Services;
  readonly started: readonly StartedJoint[];
  readonly auth: Auth;
  readonly once: OpenRepository['once'];
  readonly feed: Feed;
  readonly audit: Pick<OpenRepository, 'seals' | 'inbox'>;
  readonly log: Log;
  /** For keys of single uses: see keyFor. */
  readonly secret: string;
  /** Resolves when the database answers. */
  readonly alive: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

/** Told what happens now, for whoever waits for it. */
export type Stage = (words: string) => void;

export type StartedJoint = Started & { readonly name: string };

/** Opens the database, brings its schema up to date, and starts the repository and the joints, in this order. */
export async function openCore(configuration: Configuration, log: Log, stage: Stage = () => undefined): Promise<Core> {
  const secret = installationSecret(configuration.folder, configuration.secret);
  stage('Starting the database');
  const database = await openDatabase(configuration, log);
  try {
    stage('Bringing the schema up to date');
    await migrate(database.store, migrations());
    stage('Starting the program');
    return await coreOn(database, { configuration, log, secret });
  } catch (error) {
    await database.stop();
    throw error;
  }
}

/** Every migration of the program, in the order of the layers. */
export function migrations(): readonly Migration[] {
  return [...repositoryMigrations, ...authMigrations, ...joints.flatMap((joint) => joint.migrations), ...appMigrations];
}

type Surroundings = { readonly configuration: Configuration; readonly log: Log; readonly secret: string };

async function coreOn(database: Database, { configuration, log, secret }: Surroundings): Promise<Core> {
  const { store } = database;
  const now = (): number => Date.now();
  const kernel = openRepository({
    store,
    now,
    random: newRandom(),
    projections: joints.flatMap((joint) => joint.projects ?? []),
    admissions: joints.flatMap((joint) => joint.admits ?? []),
    secret: Buffer.from(keyFor(secret, 'paging')).toString('base64url'),
  });
  const answers: Record<string, unknown> = {};
  const services: Services = {
    store,
    repository: kernel.bind,
    ports: portsOf(kernel),
    now,
    newId: () => newId(now()),
    zone: configuration.zone,
    log,
    answers,
  };
  const started: StartedJoint[] = [];
  for (const joint of joints) {
    const one = { ...(await joint.start(services)), name: joint.name };
    answers[joint.name] = one.answers;
    started.push(one);
  }
  const auth = openAuth({
    store,
    tokenKey: keyFor(secret, 'token'),
    keys: kernel.contributors,
  const obligations = obligationsOn(ground, {
    auth: () => auth,
    governance: () => answers['governance'] as Governance | undefined,
  });
  const known = knownOn(store, kernel.contributors);
  const services: Services = { ...ground, ...known, obligations, send: jobs.send, answers };
    policy: (answers['governance'] as Governance).policySource,
    now,
    newSecret,
  });
  const stop = async (): Promise<void> => {
    for (const joint of started.toReversed()) await joint.stop?.();
    await kernel.stop();
    await database.stop();
  };
  const alive = async (): Promise<void> => {
    await store.first(sql`select 1`);
  };
  return { services, started, auth, once: kernel.once, feed: kernel.feed, audit: kernel, log, secret, alive, stop };
}

/** What joints are given of the repository: nothing that answers a resource without an Access. */
function portsOf({ persons, keepAccess, contributors, audit }: OpenRepository): Ports {
  return { persons, keepAccess, contributors, audit };
}
