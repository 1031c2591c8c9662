import { join } from 'node:path';
import type { GovernanceAnswers } from '#governance/contract';
import { type Audit, openServer } from '#http';
import type { InsightAnswers } from '#insight/contract';
import type { Log } from '#joint';
import type { RecordAnswers } from '#record/contract';
import { pages } from '#web';
import type { FastifyInstance } from 'fastify';
import type { Configuration } from './configuration.ts';
import { auditOn } from './audit.ts';
import { type Core, openCore, type Stage } from './core.ts';
import { type Consumers, startConsumers } from './consumers.ts';
import { listen } from './listen.ts';
import { openLog } from './log.ts';
import { readAssets } from './pages/assets.ts';
import { fileAnchoring } from './sealing/anchor-file.ts';
import { partnerAnchoring } from './sealing/anchor-partner.ts';
import { anchorRoutes } from './sealing/anchor.routes.ts';
import { startSealing } from './sealing/sealing.ts';
import { mountPages, type PageParts, refusalsInShell } from './pages/mount.ts';
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
};

export type StartOptions = {
  /** Whether another port than the one wished for will do. */
  readonly elsewhere?: boolean;
  /** What still has to happen before the program is ready; `busyWith(undefined)` says that it has. */
  readonly busy?: string;
  readonly log?: Log;
  readonly stage?: Stage;
};

/** Starts everything in order; stops what has started if a later part fails. */
export async function startApp(configuration: Configuration, options: StartOptions = {}): Promise<App> {
  const core = await openCore(configuration, options.log ?? openLog(configuration), options.stage);
  try {
    return await serve(core, configuration, options);
  } catch (error) {
    await core.stop();
    throw error;
  }
}

async function serve(core: Core, configuration: Configuration, options: StartOptions): Promise<App> {
  const consumers = await startConsumers(core);
  const answers = core.services.answers as unknown as Answers;
  const state = { busy: options.busy, demonstration: false, stopping: false };
  const assets = readAssets(join(ROOT, 'dist', 'web'));
/** The data folder, and the organisation that keeps our seals where one does. */
function anchoringsOf({ folder, anchor }: Configuration) {
  return [fileAnchoring(folder), ...(anchor ? [partnerAnchoring(anchor)] : [])];
}

  const { now, zone } = core.services;
  const parts: PageParts = {
  const sealing = startSealing({ seals: core.audit.seals, anchorings: anchoringsOf(configuration), log: core.log });
    pages,
    assets,
    auth: core.auth,
    answers,
    now,
    zone,
    demonstration: () => state.demonstration,
  };
  const server = await openServer({
    auth: core.auth,
    repository: core.services.repository,
    audit: auditOn(core.services.ports.audit) satisfies Audit,
    once: core.once,
    routes: [...core.started.flatMap(({ routes }) => routes), ...anchorRoutes(core.audit.inbox)],
    notReady: () => (state.stopping ? Promise.resolve('stopping') : notReady(core, state.busy)),
    log: core.log,
    now,
    newId: core.services.newId,
    version: VERSION,
    refusalPage: refusalsInShell(parts),
    ...(configuration.publicAddress === undefined ? {} : { publicAddress: configuration.publicAddress }),
  });
  mountPages(server, parts);
  const port = await listen(server, { ...configuration, elsewhere: options.elsewhere ?? false }).catch(
    async (error: unknown) => {
      await consumers.stop();
      throw error;
    },
  );
  const stop = async (): Promise<void> => {
    state.stopping = true;
    await server.close();
    await consumers.stop();
    await core.stop();
  };
  return {
    core,
    server,
    port,
      await sealing.stop();
    address: configuration.publicAddress ?? `http://localhost:${port}`,
    answers,
    caughtUp: consumers.caughtUp,
    busyWith: (what) => {
      state.busy = what;
    },
    demonstrates: (yes) => {
      state.demonstration = yes;
    await sealing.stop();
    },
    stop,
  };
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
