import PgBoss from 'pg-boss';
import { type Store, sql, type Transaction } from '#store';

/** What runs when a job's turn has come. It may run more than once (a crash, a retry): its effect must be the same. */
export type Handlers = Readonly<Record<string, (payload: unknown) => Promise<void>>>;

export type JobOptions = {
  /** A job that fails is tried again this often, each time later, and then parked; 5 where nothing is said. */
  readonly retries?: number;
  /** The first pause before a retry, in seconds; it doubles every time; 0 is no pause. */
  readonly retryDelaySeconds?: number;
  /** How often a queue is looked at without a notification, in seconds; 5 where nothing is said. Retries wait for it. */
  readonly pollingSeconds?: number;
  /** How long `stop` waits for jobs that run, in milliseconds; 10,000 where nothing is said. */
  readonly patienceMs?: number;
  /** Told of every failed run and of trouble with the queue: the queue's name and the error, never the payload. */
  readonly failed?: (queue: string, error: unknown) => void;
};

export type Jobs = {
  /**
   * Queues a job and answers its id. Inside a transaction it exists if and only if the transaction commits. Throws for a queue nobody handles:
   * such a job would never run.
   */
  readonly send: (queue: string, payload: object, transaction?: Transaction) => Promise<string>;
  /** Runs a queue's job at times of a zone (`0 5 * * *`): once whatever the number of programs. The last word counts. */
  readonly repeat: (queue: string, cron: string, zone: string) => Promise<void>;
  /** Jobs given up after their retries, newest first, for an operator to see. */
  readonly parked: (limit: number) => Promise<readonly Parked[]>;
  /** Lets the jobs that run end, for as long as its patience lasts; what does not end is run again at the next start. */
  readonly stop: () => Promise<void>;
};

export type Parked = { readonly queue: string; readonly id: string; readonly at: Date };

/** A queue that is declared first and run later: a program that only sends never runs anything. */
export type JobQueue = Jobs & {
  /** What can be sent from now on, and what runs it. No I/O: the queue is opened by the first job that is sent, or by `work`. */
  readonly declare: (handlers: Handlers) => void;
  /** Begins to run jobs, those sent before included. */
  readonly work: () => Promise<void>;
};

/** Starts the durable queue, one queue a handler, in the schema `pgboss` of the same database. */
export async function startJobs(store: Store, handlers: Handlers, options: JobOptions = {}): Promise<Jobs> {
  const jobs = openJobs(store, options);
  jobs.declare(handlers);
  await jobs.work();
  return jobs;
}

export function openJobs(store: Store, options: JobOptions = {}): JobQueue {
  const failed = options.failed ?? (() => undefined);
  const declared = new Map<string, Handlers[string]>();
  const workers = new Map<string, string>();
  const stops: (() => Promise<void>)[] = [];
  const open = onceOpened(async () => {
    const boss = new PgBoss({ connectionString: store.url, application_name: 'concord jobs', max: 4 });
    boss.on('error', (error) => failed('', error));
    await boss.start();
    stops.push(() => boss.stop({ graceful: true, wait: true, timeout: options.patienceMs ?? 10_000 }));
    for (const queue of declared.keys()) await createQueue(boss, queue, options);
    return boss;
  });
  const known = (queue: string): void => {
    if (!declared.has(queue)) throw new Error(`no job is called ${queue}`);
  };
  return {
    declare: (handlers) => {
      for (const [queue, handler] of Object.entries(handlers)) declared.set(queue, handler);
    },
    work: async () => {
      const boss = await open();
      const polling = { pollingIntervalSeconds: options.pollingSeconds ?? 5, batchSize: 1 };
      for (const [queue, handler] of declared) {
        workers.set(queue, await boss.work(queue, polling, ([job]) => run(queue, handler, job, failed)));
      }
      // A queue is polled anyway; a notification, which a commit sets free, lets a job run at once.
      const stopListening = await store.listen(CHANNEL, (queue) => {
        for (const [name, worker] of workers) if (queue === '' || queue === name) boss.notifyWorker(worker);
      });
      stops.push(stopListening);
    },
    send: (queue, payload, transaction) => {
      known(queue);
      const sending = async (own: Transaction): Promise<string> => send(await open(), own, queue, payload);
      return transaction ? sending(transaction) : store.write(sending);
    },
    repeat: async (queue, cron, zone) => {
      known(queue);
      await (await open()).schedule(queue, cron, {}, { tz: zone });
    },
    parked: (limit) =>
      store.all<Parked>(sql`
      select name as queue, id::text as id, completed_on as at from pgboss.job
      where state = 'failed' order by completed_on desc limit ${limit}`),
    stop: async () => {
      for (const stop of stops.toReversed()) await stop();
    },
  };
}

/** Opened by whoever needs it first; one that failed is tried again. */
function onceOpened(open: () => Promise<PgBoss>): () => Promise<PgBoss> {
  let opening: Promise<PgBoss> | undefined;
  return () => {
    opening ??= open().catch((error: unknown) => {
      opening = undefined;
      throw error;
    });
    return opening;
  };
}

const CHANNEL = 'concord_job';

async function createQueue(boss: PgBoss, name: string, { retries, retryDelaySeconds }: JobOptions): Promise<void> {
  const retryDelay = retryDelaySeconds ?? 5;
  const retrying = { retryLimit: retries ?? 5, retryDelay, retryBackoff: retryDelay > 0 };
  // What was given up stays for a year; a run that says nothing for 15 minutes is taken for dead.
  const queue = { name, ...retrying, expireInSeconds: 900, retentionDays: 365 };
  await boss.createQueue(name, queue);
  await boss.updateQueue(name, queue);
}

async function run(
  queue: string,
  handler: (payload: unknown) => Promise<void>,
  job: PgBoss.Job<unknown> | undefined,
  failed: (queue: string, error: unknown) => void,
): Promise<void> {
  if (!job) return;
  await handler(job.data).catch((error: unknown) => {
    failed(queue, error);
    throw kindOf(error);
  });
}

/** What the queue keeps of a failure: the kind of error only, since its text may hold what a record says. */
function kindOf(error: unknown): Error {
  const kept = new Error(error instanceof Error ? error.name : 'failed');
  delete kept.stack;
  return kept;
}

async function send(boss: PgBoss, transaction: Transaction, queue: string, payload: object): Promise<string> {
  const db = {
    executeSql: async (text: string, values: unknown[]) => ({
      rows: [...(await transaction.all<object>({ text, values }))],
    }),
  };
  const id = await boss.send(queue, payload, { db });
  // A queue that is not there takes a job and drops it, without an error.
  if (id === null) throw new Error(`the job ${queue} was not taken`);
  await transaction.run(sql`select pg_notify(${CHANNEL}, ${queue})`);
  return id;
}
