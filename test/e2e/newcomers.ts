import { TOTP } from 'otpauth';
import type { Locator, Page } from 'playwright-core';
import type { OpenBrowser } from './browser.ts';

export type Newcomers = {
  /** A device of somebody who was never here. */
  readonly fresh: () => Promise<Page>;
  /** Opens a link that opens once, and protects the account. */
  readonly arrives: (link: string) => Promise<Page>;
  /** Somebody whom the lead of an organisation gives a seat. */
  readonly invited: (by: Page, role: string) => Promise<Page>;
  /** What browsers complained about: failed scripts, answers of the server's own mistakes. */
  readonly complaints: readonly string[];
};

/** People who come to an installation by links, each with a device of their own. */
export function newcomersOf({ browser }: Pick<OpenBrowser, 'browser'>, address: string): Newcomers {
  const complaints: string[] = [];
  const fresh = async (): Promise<Page> => {
    const page = await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage();
    page.on('pageerror', ({ message }) => complaints.push(message));
    page.on('response', (answer) => {
      if (answer.status() >= 500) complaints.push(`${answer.status()} ${new URL(answer.url()).pathname}`);
    });
    return page;
  };
  const arrives = async (link: string): Promise<Page> => {
    const page = await fresh();
    await page.goto(link);
    await protect(page);
    return page;
  };
  return {
    fresh,
    arrives,
    invited: async (by, role) => {
      await by.goto(`${address}/staff`);
      await by.getByLabel('Name', { exact: true }).fill(`${role} of theirs`);
      await by.getByLabel('Role', { exact: true }).selectOption({ label: role });
      await by.getByRole('button', { name: 'Invite' }).click();
      return arrives(await by.locator('code.link').innerText());
    },
    complaints,
  };
}

const secrets = new WeakMap<Page, string>();

/** The second step of somebody new: an app that shows codes. */
export async function protect(page: Page): Promise<void> {
  const secret = ((await page.locator('code').first().textContent()) ?? '').replaceAll(' ', '');
  secrets.set(page, secret);
  await page.getByLabel('Code that the app shows').fill(new TOTP({ secret }).generate());
  await page.getByRole('button', { name: 'Go on' }).click();
  await page.getByRole('link', { name: 'I have kept them' }).click();
}

/** What binds an organisation, by somebody whose last proof may be minutes old: shows that it is them where that is asked, and does it again. */
export async function binding(page: Page, act: () => Promise<void>, done: Locator): Promise<void> {
  await act();
  const again = page.getByRole('link', { name: 'Show that it is me' });
  await done.or(again).first().waitFor();
  if ((await again.count()) === 0) return;
  await again.click();
  const code = new TOTP({ secret: secrets.get(page) ?? '' }).generate();
  await page.getByLabel('Code of your app').fill(code);
  await page.getByRole('button', { name: 'Go on' }).first().click();
  await page.waitForURL((url) => url.pathname !== '/prove' && !url.pathname.startsWith('/sign-in'));
  await act();
  await done.waitFor();
}
