import { join } from 'node:path';
import { openSmart, type Smart } from '#auth';
import type { GovernanceAnswers } from '#governance/contract';
import { type Audit, openServer, traceOf } from '#http';
import { INSPECT_FIGURES, inspectionOwed } from '#insight';
import type { InsightAnswers } from '#insight/contract';
import type { MoneyAnswers } from '#money/contract';
import type { Log } from '#joint';
import { RELABEL } from '#record';
import type { RecordAnswers } from '#record/contract';
import { pages } from '#web';
import type { FastifyInstance } from 'fastify';
import type { Configuration } from './configuration.ts';
import { auditOn } from './audit.ts';
import { type Core, openCore, type Stage } from './core.ts';
import { type Consumers, startConsumers } from './consumers.ts';
import { listen } from './listen.ts';
import { openLog } from './log.ts';
import { fileAnchoring } from './sealing/anchor-file.ts';
import { partnerAnchoring } from './sealing/anchor-partner.ts';
import { anchorRoutes } from './sealing/anchor.routes.ts';
import { startSealing } from './sealing/sealing.ts';
import { readAssets } from './pages/assets.ts';
import { newSecret } from './ids.ts';
import { mountBegin } from './pages/begin.ts';
import { mountCalendars } from './pages/calendar.ts';
import { mountCopies } from './pages/copies.ts';
import { mountPages, type PageParts, refusalsInShell } from './pages/mount.ts';
import { allowApps } from './smart/cross-origin.ts';
import { mountEndpoints } from './smart/endpoints.ts';
import { mountSmartPages } from './smart/pages.ts';
import { keepTime } from './obligations.ts';
import { dailyAt, powerNotice } from './power.ts';
import { withShown } from './showing.ts';
import { ROOT, VERSION } from './version.ts';

/** The running program. */
export type App = {
  readonly core: Core;
  readonly server: FastifyInstance;
  /** 'http://localhost:8080'. */
  readonly address: string;
  readonly port: number;
  readonly answers: Answers;
  /** Resolves when every consumer has taken everything that was written before; tells how many changes wait. */
  readonly caughtUp: Consumers['caughtUp'];
  /** While a first load runs: what health answers. */
  readonly busyWith: (what: string | undefined) => void;
  /** Whether this is the demonstration, for the words on the sign-in page. */
  readonly demonstrates: (yes: boolean) => void;
  readonly stop: () => Promise<void>;
};

export type Answers = {
  readonly record: RecordAnswers;
  readonly governance: GovernanceAnswers;
  readonly insight: InsightAnswers;
  readonly money: MoneyAnswers;
};

export type StartOptions = {
  /** Whether another port than the one wished for will do. */
  readonly elsewhere?: boolean;
  /** What still has to happen before the program is ready; `busyWith(undefined)` says that it has. */
  readonly busy?: string;
  readonly log?: Log;
  readonly stage?: Stage;
  /** The clock that it lives by; the machine's where none is given. */
  readonly now?: () => number;
};

/** Starts everything in order; stops what has started if a later part fails. */
export async function startApp(configuration: Configuration, options: StartOptions = {}): Promise<App> {
  const core = await openCore(configuration, options.log ?? openLog(configuration), options);
  try {
    return await serve(core, configuration, options);
  } catch (error) {
    await core.stop();
    throw error;
  }
}

/** The data folder, and the organisation that keeps our seals where one does. */
function anchoringsOf({ folder, anchor }: Configuration) {
  return [fileAnchoring(folder), ...(anchor ? [partnerAnchoring(anchor)] : [])];
}

type State = { busy: string | undefined; demonstration: boolean; stopping: boolean; port: number };

async function serve(core: Core, configuration: Configuration, options: StartOptions): Promise<App> {
  const consumers = await startConsumers(core);
  await keepTime(core.jobs);
  // What was stopped half way, or changed with this release.
  await core.jobs.repeat(RELABEL, '*/5 * * * *', 'UTC');
  await core.jobs.send(RELABEL, {});
  await core.jobs.repeat(INSPECT_FIGURES, dailyAt(configuration.power), core.services.zone);
  if (await inspectionOwed(core.services)) await core.jobs.send(INSPECT_FIGURES, {});
  const sealing = startSealing({ seals: core.audit.seals, anchorings: anchoringsOf(configuration), log: core.log });
  const state: State = { busy: options.busy, demonstration: false, stopping: false, port: configuration.port };
  const origin = (): string => configuration.publicAddress ?? `http://localhost:${state.port}`;
  const server = await serverOn(core, { configuration, state, origin });
  state.port = await listen(server, { ...configuration, elsewhere: options.elsewhere ?? false }).catch(
    async (error: unknown) => {
      await sealing.stop();
      await consumers.stop();
      throw error;
    },
  );
  const stop = async (): Promise<void> => {
    state.stopping = true;
    await server.close();
    await consumers.stop();
    await sealing.stop();
    await core.stop();
  };
  return {
    core,
    server,
    port: state.port,
    address: origin(),
    answers: answersOf(core),
    caughtUp: consumers.caughtUp,
    busyWith: (what) => {
      state.busy = what;
    },
    demonstrates: (yes) => {
      state.demonstration = yes;
    },
    stop,
  };
}

type Around = { readonly configuration: Configuration; readonly state: State; readonly origin: () => string };

/** The server with everything that it answers: the API, pages, apps. */
async function serverOn(core: Core, { configuration, state, origin }: Around): Promise<FastifyInstance> {
  const { store, newId, now } = core.services;
  const failed = (error: unknown): void => core.log.error(traceOf(error), 'an app was not answered');
  const smart = openSmart({ store, secret: core.secret, now, newSecret, origin, failed });
  const audit = auditOn(core.services.ports.audit) satisfies Audit;
  const parts = pagePartsOf(core, { state, origin, smart, configuration });
  const showings = core.started.flatMap(({ shows }) => shows ?? []);
  const server = await openServer({
    auth: core.auth,
    repository: (access) =>
      core.told(access, withShown(showings, { repository: core.services.repository(access), access, now })),
    audit,
    once: core.once,
    routes: [...core.started.flatMap(({ routes }) => routes), ...anchorRoutes(core.audit.inbox)],
    notReady: () => (state.stopping ? Promise.resolve('stopping') : notReady(core, state.busy)),
    log: core.log,
    now,
    newId,
    version: VERSION,
    refusalPage: refusalsInShell(parts),
    queued: store.queued,
    ...given(configuration),
  });
  allowApps(server, { apps: smart.apps, now });
  mountPages(server, parts);
  mountBegin(server, core, parts);
  mountCopies(server, {
    auth: core.auth,
    now: parts.now,
    record: parts.answers.record,
    refusalPage: refusalsInShell(parts),
  });
  mountCalendars(server, { feeds: core.obligations.feeds, origin });
  mountEndpoints(server, smart, origin);
  mountSmartPages(server, { pages: parts, core, audit, smart, origin });
  return server;
}

/** What of the configuration is the server's own. */
function given({ publicAddress, proxies, limits }: Configuration) {
  return {
    ...(publicAddress === undefined ? {} : { publicAddress }),
    ...(proxies === undefined ? {} : { proxies }),
    ...(limits === undefined ? {} : { limits }),
  };
}

type PageGround = Around & { readonly smart: Smart };

function pagePartsOf(core: Core, { state, origin, smart, configuration: { power } }: PageGround): PageParts {
  const { now, zone } = core.services;
  return {
    pages,
    assets: readAssets(join(ROOT, 'dist', 'web')),
    auth: core.auth,
    people: core.people,
    reader: core.services.store,
    origin,
    answers: answersOf(core),
    now,
    zone,
    demonstration: () => state.demonstration,
    notice: () => power && powerNotice({ hours: power, zone }, now()),
    apps: async () => (await smart.apps()).filter(({ launch }) => launch !== undefined),
  };
}

function answersOf({ services }: Core): Answers {
  return services.answers as unknown as Answers;
}

const PATIENCE_MS = 2_000;

/** The database must answer. A consumer that fails makes figures old, and is in the log, but the program serves. */
async function notReady(core: Core, busy: string | undefined): Promise<string | undefined> {
  if (busy !== undefined) return busy;
  const waited = new Promise<string>((resolve) => {
    setTimeout(resolve, PATIENCE_MS, 'the database does not answer').unref();
  });
  const asked = core.alive().then(
    () => undefined,
    () => 'the database cannot be reached',
  );
  return Promise.race([asked, waited]);
}
