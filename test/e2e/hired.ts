import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import type { Role } from '#agreement';
import type { Concord } from './concord.ts';
import { withPasskeys } from './passkeys.ts';

/** Somebody who begins to work somewhere. */
export type Hiring = {
  readonly name: string;
  readonly role: Role;
  readonly organization: string;
  readonly organizationName: string;
};

/** Invited by whoever runs the installation, as the first of an organisation is: they open the link and add a passkey. */
export async function hired(concord: Concord, { name, role, organization, organizationName }: Hiring): Promise<Page> {
  const folder = await mkdtemp(join(tmpdir(), 'concord-'));
  const where = ['--organization', organization, '--organization-name', organizationName, '--base', concord.base];
  const { code, out } = await concord.command('invite', name, ...where, '--role', role, '--data', folder);
  await rm(folder, { recursive: true, force: true });
  expect(code, out).toBe(0);
  return enrolled(concord, /http\S+sign-in\?link=\S+/.exec(out)?.[0] ?? '');
}

/** The same by the manager of their organisation, on the page of who works there. */
export async function invited(concord: Concord, manager: Page, name: string, role: string): Promise<Page> {
  await manager.goto(`${concord.base}/staff`);
  await manager.getByLabel('Name', { exact: true }).fill(name);
  await manager.getByLabel('Role', { exact: true }).selectOption({ label: role });
  await manager.getByRole('button', { name: 'Invite', exact: true }).click();
  const link = await manager.getByRole('region', { name: 'Invitation' }).locator('code.link').textContent();
  return enrolled(concord, link ?? '');
}

/** On a device of their own that has a fingerprint reader. */
async function enrolled(concord: Concord, link: string): Promise<Page> {
  const page = await withPasskeys(await concord.device());
  await page.goto(link);
  await page.getByRole('button', { name: 'Add a passkey' }).click();
  await page.getByRole('link', { name: 'I have kept them' }).click();
  await page.locator('.me-name').waitFor();
  return page;
}

/** A session ends within a day: they come back with their passkey. */
export async function comesBack({ base }: Concord, page: Page): Promise<Page> {
  await page.goto(`${base}/sign-in`);
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
  await page.locator('.me-name').waitFor();
  return page;
}
