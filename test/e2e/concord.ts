import { execFile } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Store } from '#store';
import type { SignInLink } from '#app';
import { startDemonstration, type Via } from '#testing/server';
import type { Page } from 'playwright-core';
import { openBrowser } from './browser.ts';

export type Concord = {
  readonly base: string;
  readonly links: readonly SignInLink[];
  /** Signs in as one of the demonstration, by part of the name and of the organisation; in a browser context of its own. */
  readonly as: (who: string, organization: string) => Promise<Page>;
  /** What browsers complained about: console errors, failed scripts, answers of the server's own mistakes. */
  readonly complaints: readonly string[];
  /** A connected system of an organisation: its token and the base of the FHIR API. */
  readonly system: (name: string, organization: string) => Promise<{ readonly token: string; readonly base: string }>;
  /** A browser of somebody who has a link and has not opened it yet. */
  readonly stranger: (who: string, organization: string) => Promise<{ readonly page: Page; readonly link: string }>;
  /** A browser that nobody has signed in with. */
  readonly device: () => Promise<Page>;
  readonly store: Store;
  /** The command line on the same database, as an operator runs it. */
  readonly command: (...args: readonly string[]) => Promise<{ readonly code: number; readonly out: string }>;
  /** Waits until whatever follows the record has followed all of it. */
  readonly caughtUp: () => Promise<void>;
  /** Has a job done now that runs by itself every so often. */
  readonly runs: (job: string) => Promise<unknown>;
  /** From now on it is so many days later for the server; not for browsers, nor for the database's own clock. Who was signed in is so no more. */
  readonly passes: (days: number) => Promise<void>;
  readonly close: () => Promise<void>;
};

const PROGRAM = join('bin', 'concord.mjs');
const LOOKS = 'test-results/looks';

/** The whole program as people use it: built, with the small demonstration loaded, and a real browser before it. */
export async function openConcord(via?: Via): Promise<Concord> {
  await promisify(execFile)(process.execPath, ['build.mjs']);
  const server = await startDemonstration(via);
  const { links } = server;
  const opened = await openBrowser();
  const complaints: string[] = [];
  const device = async (): Promise<Page> => {
    const context = await opened.browser.newContext({ viewport: { width: 1440, height: 900 } });
    const page = await context.newPage();
    page.on('pageerror', ({ message }) => complaints.push(message));
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
    });
    page.on('response', (answer) => {
      if (answer.status() >= 500) complaints.push(`${answer.status()} ${new URL(answer.url()).pathname}`);
    });
    return page;
  };
  const stranger: Concord['stranger'] = async (who, organization) => {
    const link = links.find((one) => one.who.includes(who) && one.organization.includes(organization));
    if (!link) throw new Error(`nobody of the demonstration is ${who} of ${organization}`);
    return { page: await device(), link: link.address };
  };
  return {
    base: server.app.address,
    links,
    complaints,
    system: async (name, organization) => ({ token: await server.tokenFor(name, organization), base: server.base }),
    store: server.app.core.services.store,
    caughtUp: () => server.app.caughtUp(),
    command: (...args) =>
      new Promise((resolve) => {
        const env = { ...process.env, DATABASE_URL: server.database, CI: 'true', NO_COLOR: '1' };
        execFile(process.execPath, [PROGRAM, ...args, '--accept-data-loss'], { env }, (error, out, err) =>
          resolve({ code: error ? Number(error.code) : 0, out: `${out}${err}` }),
        );
      }),
    runs: (job) => server.app.core.jobs.send(job, {}),
    passes: server.passes,
    stranger,
    device,
    as: async (who, organization) => {
      const { page, link } = await stranger(who, organization);
      await page.goto(link);
      return page;
    },
    close: async () => {
      await opened.close();
      await server.close();
    },
  };
}

/** Keeps a picture for people to look at after the run. */
export async function picture(page: Page, name: string): Promise<void> {
  await mkdir(LOOKS, { recursive: true });
  await page.screenshot({ path: join(LOOKS, `${name}.png`), fullPage: true });
}
