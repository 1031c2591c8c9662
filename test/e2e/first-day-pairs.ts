import type { Page } from 'playwright-core';

type Queue = { readonly page: Page; readonly address: string };

/** How many pairs wait, as who walks through the whole queue counts them. */
export async function waitingOn({ page, address }: Queue): Promise<number> {
  const onwards = page.getByRole('link', { name: /^Next pairs/ });
  await page.goto(`${address}/identity`);
  let seen = await page.locator('input[name=pair]').count();
  while ((await onwards.count()) > 0) {
    await page.goto(`${address}${await onwards.getAttribute('href')}`);
    seen += await page.locator('input[name=pair]').count();
  }
  return seen;
}

/** Decides one pair after the other, each with a reason, until none is left: those that name the twin are kept apart. */
export async function worked(
  { page, address }: Queue,
  twin: string,
): Promise<{ readonly same: number; readonly apart: number }> {
  const pair = page.locator('input[name=pair]');
  let [same, apart] = [0, 0];
  await page.goto(`${address}/identity`);
  while ((await pair.count()) > 0) {
    const id = (await pair.first().getAttribute('value')) ?? '';
    const section = page.locator('section', { has: page.locator(`input[name=pair][value="${id}"]`) });
    const two = (await section.innerText()).includes(twin);
    await section.getByLabel('How do you know?').fill(two ? 'His brother, he says.' : 'Asked on the telephone.');
    await section.getByRole('button', { name: two ? 'Not the same' : 'Same person' }).click();
    await page.locator(`input[name=pair][value="${id}"]`).waitFor({ state: 'detached' });
    if (two) apart += 1;
    else same += 1;
  }
  return { same, apart };
}
