import type { Page } from 'playwright-core';
import type { Concord } from './concord.ts';

/** A finance lead gives the account in which their organisation is paid, and who signs for it confirms it. */
export async function accountOf(
  concord: Concord,
  page: Page,
  { name, iban }: { readonly name: string; readonly iban: string },
): Promise<void> {
  await page.goto(`${concord.base}/money/settlements`);
  await page.getByLabel('In whose name').fill(name);
  await page.getByLabel('IBAN').fill(iban);
  await page.getByRole('button', { name: 'Give this account' }).click();
  await page.getByText('It counts once a second person').waitFor();
  const second = await concord.as('signatory', name);
  await second.goto(`${concord.base}/money/settlements`);
  await second.getByRole('button', { name: 'It is ours: confirm it' }).click();
  await second.getByText('Confirmed: it counts from now on.').waitFor();
}
