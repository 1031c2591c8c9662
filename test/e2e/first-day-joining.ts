import type { Page } from 'playwright-core';
import type { Day } from '#base';
import { binding } from './newcomers.ts';
import { acceptPapers } from './papers.ts';

export type Comer = {
  /** Who leads there and does the steps; who signs there, where that is somebody else. */
  readonly lead: Page;
  readonly signs?: Page;
  /** By which the register knows it; said already where it is left out. */
  readonly code?: string;
};

type Around = { readonly joining: string; readonly from: Day; readonly lookedUp: Day };

/** Every step of an organisation that joins, on its own devices, up to its signature. Answers how many documents it handed in. */
export async function stepped(
  { lead, signs = lead, code }: Comer,
  { joining, from, lookedUp }: Around,
): Promise<number> {
  await lead.goto(joining);
  await lead.getByRole('link', { name: 'Hand them in' }).click();
  const papers = await acceptPapers(lead);
  await lead.goto(joining);
  if (code !== undefined) {
    await lead.getByLabel('ODS code').fill(code);
    await lead.getByLabel('Looked up on').fill(lookedUp);
    await lead.getByRole('button', { name: 'Say it' }).click();
  }
  await lead.getByText(/ODS code \w+, looked up in the Organisation Data Service/).waitFor();
  await lead.getByRole('button', { name: 'That is right' }).click();
  await lead.getByText('Confirmed.').waitFor();
  await lead.getByLabel('How', { exact: true }).fill('A letter to every household.');
  await lead.getByLabel('Nothing is shared before').fill(from);
  await lead.getByRole('button', { name: 'Keep', exact: true }).click();
  await lead.getByText('Kept: nothing is shared before that day.').waitFor();
  const sign = async () => {
    await signs.goto(joining);
    await signs.getByLabel(/I have read version/).check();
    await signs.getByRole('button', { name: 'Sign', exact: true }).click();
  };
  await binding(signs, sign, signs.locator('.said', { hasText: 'Signed.' }));
  return papers;
}

/** Whom the agreement asks says yes, and who joins finds from which day it is a partner. */
export async function agreedTo(host: Page, { lead }: Comer, joining: string): Promise<void> {
  const agree = async () => {
    await host.goto(joining);
    await host.getByRole('button', { name: /^Agree that/ }).click();
  };
  await binding(host, agree, host.locator('.said', { hasText: 'Agreed.' }));
  await lead.goto(joining);
  await lead.locator('.state-now', { hasText: 'from' }).waitFor();
}
