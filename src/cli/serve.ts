import {
  addressToBegin,
  type App,
  type Configuration,
  demonstrate,
  holdStray,
  powerEnd,
  type SignInLink,
  startApp,
} from '#app';
import { EXIT } from './exit.ts';
import { keepHeapSmall } from './heap.ts';
import { openBrowser } from './open-browser.ts';
import { startProgress } from './progress.ts';
import { configurationOf, type DatabaseFlags } from './settings.ts';
import { bold, faint, rewrite, say, terminal } from './terminal.ts';

export type ServeFlags = DatabaseFlags & {
  readonly port?: number;
  readonly host?: string;
  readonly demo?: Configuration['demo'];
  readonly open: boolean;
};

const DRAIN_MS = 10_000;
const LINGER_MS = 500;

/** Serves until it is told to stop: Ctrl-C and SIGTERM finish what has begun, and stop everything in order. */
export async function serve(flags: ServeFlags): Promise<void> {
  keepHeapSmall();
  const configuration = configurationOf(flags, process.env);
  const told = Promise.race([untilTold(), untilDark(configuration)]);
  const app = await startApp(configuration, { elsewhere: flags.port === undefined, busy: 'starting', stage });
  stage('');
  const letGo = holdStray(app.core.log, endAfter);
  try {
    if (flags.port === undefined && app.port !== configuration.port) {
      say(`Port ${configuration.port} is taken by another program, so this is port ${app.port}.`);
    }
    const progress = startProgress(Date.now);
    const links = await Promise.race([demonstrate(app, configuration, progress.step), told]);
    progress.end();
    if (Array.isArray(links)) {
      const begins = links.length === 0 ? await addressToBegin(app.core, app.address) : undefined;
      welcome(app, links, begins);
      if (flags.open) openBrowser(links[0]?.address ?? begins ?? app.address);
      await told;
    }
    say('Stopping');
  } finally {
    await stopWithin(app);
    letGo();
  }
}

/** As Node ends a program, but for our exit code. */
function endAfter(error: unknown): void {
  console.error(error);
  process.exit(EXIT.failed);
}

/** What start-up is at, on a line that goes when it is done. */
function stage(words: string): void {
  if (terminal.isLive) rewrite(faint(words));
}

/** Resolves at the first signal; a second one ends the program at once. */
function untilTold(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.once(signal, () => {
        process.on(signal, () => process.exit(EXIT.interrupted));
        resolve();
      });
    }
  });
}

const LOOK_MS = 5_000;

/** Resolves when power ends where it has hours. Looks at the clock, since a machine may sleep; waits for nothing by itself. */
function untilDark({ power, zone }: Configuration): Promise<void> {
  if (!power) return new Promise(() => undefined);
  const end = powerEnd({ hours: power, zone }, Date.now());
  return new Promise((resolve) => {
    const timer = setInterval(() => {
      if (Date.now() < end) return;
      clearInterval(timer);
      say(`Power ends at ${power.to}: everything is closed in order. Start again when there is power.`);
      resolve();
    }, LOOK_MS).unref();
  });
}

async function stopWithin(app: App): Promise<void> {
  const late = setTimeout(() => {
    say('Some requests did not end in time.');
    process.exit(EXIT.failed);
  }, DRAIN_MS * 2);
  await app.stop();
  clearTimeout(late);
  // A connection whose other side is gone without a word would keep the program for hours.
  setTimeout(() => process.exit(), LINGER_MS).unref();
}

function welcome(app: App, links: readonly SignInLink[], begins: string | undefined): void {
  say(
    `\n${bold('Concord')} is at ${bold(app.address)}   FHIR base ${app.address}/fhir   health ${app.address}/healthz`,
  );
  if (begins !== undefined) say(`\nNobody uses this installation yet. Begin a partnership here: ${begins}`);
  if (links.length > 0) say('\nThe demonstration partnership: open a link to sign in as');
  const wide = Math.max(0, ...links.map(({ who }) => who.length));
  let organization = '';
  for (const link of links) {
    if (link.organization !== organization) say(`\n  ${bold(link.organization)}`);
    organization = link.organization;
    say(`    ${link.who.padEnd(wide)}  ${link.address}`);
  }
  say(faint('\nCtrl-C stops everything.'));
}
