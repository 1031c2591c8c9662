import { type Auth, authMigrations, installationSecret, keyFor, openAuth, openPeople, type People } from '#auth';
import type { Governance } from '#governance';
import { traceOf } from '#http';
import { type JobQueue, openJobs } from '#jobs';
import type { Log, Services, Started } from '#joint';
import type { Obligations } from '#obligation';
import type { RecordJoint } from '#record';
import {
  type Feed,
  keepSets,
  type KeptSets,
  type OpenRepository,
  openRepository,
  type Ports,
  repositoryMigrations,
} from '#repository';
import { type Migration, migrate, sql } from '#store';
import type { Configuration } from './configuration.ts';
import { type Database, openDatabase } from './database.ts';
import { newId, newRandom, newSecret } from './ids.ts';
import { joints } from './joints.ts';
import { takePacks } from './own-packs.ts';
import { knownOn, proxiesOn, staffOn } from './known.ts';
import { appMigrations } from './migrations/index.ts';
import { NOBODY, obligationMigrations, obligationsOn, runsObligations } from './obligations.ts';
import { agreeOnTombstones, keepTombstones } from './tombstones.ts';

/** Everything but the HTTP server and the feed's consumers: what command lines work with too. */
export type Core = {
  readonly services: Services;
  readonly started: readonly StartedJoint[];
  readonly auth: Auth;
  /** How people sign in, and what they hold. */
  readonly people: People;
  readonly once: OpenRepository['once'];
  readonly feed: Feed;
  /** What is declared runs once `work` is called; what is sent before waits. */
  readonly jobs: JobQueue;
  readonly obligations: Obligations;
  readonly audit: Pick<OpenRepository, 'seals' | 'inbox'>;
  /** For what lies in nobody's record and is about somebody; done at every start. */
  readonly homes: OpenRepository['homes'];
  readonly told: OpenRepository['told'];
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

/** What is told while it opens; and by which clock it lives, where that is not the machine's. */
export type Opening = { readonly stage?: Stage | undefined; readonly now?: (() => number) | undefined };

/** Opens the database, brings its schema up to date, and starts the repository and the joints, in this order. */
export async function openCore(
  configuration: Configuration,
  log: Log,
  { stage = () => undefined, now = Date.now }: Opening = {},
): Promise<Core> {
  const packs = takePacks(configuration);
  const secret = installationSecret(configuration.folder, configuration.secret);
  stage('Starting the database');
  const database = await openDatabase(configuration, log);
  try {
    stage('Bringing the schema up to date');
    await migrate(database.store, migrations());
    await packs.hold(database.store);
    stage('Starting the program');
    const core = await coreOn(database, { configuration, log, secret, now });
    stage('Putting what is about people into their records');
    await core.homes.settle();
    await agreeOnTombstones(configuration.folder, { services: core.services, log });
    return core;
  } catch (error) {
    await database.stop();
    throw error;
  }
}

/** Every migration of the program, in the order of the layers. */
export function migrations(): readonly Migration[] {
  const joined = joints.flatMap((joint) => joint.migrations);
  return [...repositoryMigrations, ...obligationMigrations, ...authMigrations, ...joined, ...appMigrations];
}

type Surroundings = {
  readonly configuration: Configuration;
  readonly log: Log;
  readonly secret: string;
  readonly now: () => number;
};

async function coreOn(database: Database, around: Surroundings): Promise<Core> {
  const { store } = database;
  const { log, secret, now } = around;
  const labels = await keepSets(store, now);
  const started: StartedJoint[] = [];
  const kernel = kernelOn(database, around, { now, labels, started });
  const answers: Record<string, unknown> = {};
  const failed = (queue: string, error: unknown): void => log.error({ queue, ...traceOf(error) }, 'a job failed');
  const jobs = openJobs(store, { failed });
  const ports = portsOf(kernel);
  const { zone } = around.configuration;
  const ground = { store, repository: kernel.bind, ports, now, newId: () => newId(now()), zone, log };
  const obligations = obligationsOn(ground, {
    auth: () => auth,
    governance: () => answers['governance'] as Governance | undefined,
  });
  const known = knownOn(store, kernel.contributors, now);
  const people = peopleOn({ ...ground, obligations }, secret);
  const services: Services = {
    ...ground,
    ...known,
    staff: staffOn(store, now, ground.newId),
    proxies: proxiesOn(store, now),
    obligations,
    send: jobs.send,
    stepUp: people.stepUp,
    inviteSeat: people.give,
    accessOf: (seat) => auth.accessOfSeat({ ...NOBODY, organizationName: seat.organization, ...seat }),
    erased: (tombstones) => keepTombstones(around.configuration.folder, tombstones),
    answers,
  };
  await startJoints(services, answers, started);
  started.push(runsObligations(obligations));
  for (const one of started) jobs.declare(one.jobs ?? {});
  const auth = openAuth({
    store,
    tokenKey: keyFor(secret, 'token'),
    keys: kernel.contributors,
    policy: {
      filterFor: (...seat) => (answers['governance'] as Governance).policySource.filterFor(...seat),
      told: (seat) => (answers['record'] as RecordJoint).told(seat),
    },
    people: kernel.persons,
    now,
    newSecret,
  });
  const stop = async (): Promise<void> => {
    await jobs.stop();
    for (const joint of started.toReversed()) await joint.stop?.();
    await kernel.stop();
    await database.stop();
  };
  const alive = async (): Promise<void> => {
    await store.first(sql`select 1`);
  };
  const { once, feed, homes, told } = kernel;
  const kept = { once, feed, homes, told, audit: kernel };
  return { services, started, auth, people, ...kept, jobs, obligations, log, secret, alive, stop };
}

type Kept = {
  readonly now: () => number;
  readonly labels: KeptSets;
  /** Filled as the joints start. */
  readonly started: readonly StartedJoint[];
};

function kernelOn(
  { store }: Database,
  { configuration, secret }: Surroundings,
  { now, labels, started }: Kept,
): OpenRepository {
  return openRepository({
    store,
    now,
    labels,
    random: newRandom(),
    projections: joints.flatMap((joint) => joint.projects?.(store) ?? []),
    admissions: joints.flatMap((joint) => joint.admits ?? []),
    asking: joints.flatMap((joint) => joint.asks ?? []),
    atOnce: {
      narrows: (change) => joints.some((joint) => joint.narrows?.(change) ?? false),
      keep: async (transaction, people, changes) => {
        for (const one of started) await one.narrowed?.(people, transaction, changes);
      },
    },
    wording: () => started.find(({ wording }) => wording !== undefined)?.wording,
    secret: Buffer.from(keyFor(secret, 'paging')).toString('base64url'),
    ungated: configuration.ungated ?? false,
  });
}

/** Each joint sees the answers of those before it at once, and of those after it as soon as they have started. */
async function startJoints(services: Services, answers: Record<string, unknown>, started: StartedJoint[]) {
  for (const joint of joints) {
    const one = { ...(await joint.start(services)), name: joint.name };
    answers[joint.name] = one.answers;
    started.push(one);
  }
}

/** How people come to be somebody. Each kind of secret is sealed with a key of its own. */
function peopleOn(
  {
    store,
    now,
    newId: id,
    obligations,
  }: Pick<Services, 'store' | 'now' | 'newId'> & { readonly obligations: Obligations },
  secret: string,
): People {
  const keys = { codeKey: keyFor(secret, 'code apps'), issuerKey: keyFor(secret, 'issuers') };
  return openPeople({ store, now, newSecret, newId: id, ...keys, roleChanged: obligations.roleChanged });
}

/** What joints are given of the repository: nothing that answers a resource without an Access. */
function portsOf(opened: OpenRepository): Ports {
  const { persons, keepAccess, contributors, audit, rights, labels, projected, charged } = opened;
  return { persons, keepAccess, contributors, audit, rights, labels, projected, charged };
}
