import type { Page } from 'playwright-core';
import type { Day } from '#base';

export type Written = { readonly path: string; readonly title: string; readonly body: string };

const TITLE = 'Thames Vale joint-controller arrangement';
const BOARD = 'The joint board';

/** What article 26 asks beside what any sharing asks: who answers for what, and whom people turn to. */
const OWN_WORDS: Readonly<Record<string, string>> = {
  9: 'Each party answers the requests of those whose record it keeps; the host keeps the list of breaches.',
  10: 'The information governance lead of the host is the contact point; people may turn to any party.',
};

type Around = {
  readonly address: string;
  readonly host: string;
  readonly today: Day;
  /** Who signs it as it is written; the others join it. */
  readonly parties: readonly string[];
  /** What others are in law that can join. */
  readonly kinds: readonly string[];
};

/** Writes the joint-controller arrangement of journey S1 on the pages: who sees what, how people are told, what is counted, who decides, who can join. Sends it. */
export async function agreed(page: Page, { address, host, today, parties, kinds }: Around): Promise<Written> {
  await page.goto(`${address}/drafts`);
  await page.getByLabel('Title').fill(TITLE);
  await page.getByLabel('Kind', { exact: true }).selectOption({ label: 'Joint-controller arrangement' });
  await page.getByRole('button', { name: 'Begin' }).click();
  await page.getByRole('link', { name: 'Title, parties and days' }).first().click();
  await page.getByRole('heading', { name: 'Title, parties and days', level: 1 }).waitFor();
  for (const box of await page.locator('input[name=party]').all())
    await box.setChecked(parties.includes((await box.getAttribute('value')) ?? ''));
  await page.getByLabel('Whom it is about').fill('everybody registered with a practice of Thames Vale');
  await done(page);
  const wordless = page.locator('.draft-row', { hasText: 'No words yet' });
  for (let left = await wordless.count(); left > 0; left = await wordless.count()) {
    const link = wordless.first().locator('h3 a');
    const paragraph = (await link.getAttribute('href'))?.split('/').at(-1) ?? '';
    await link.click();
    await page.getByLabel('Words').fill(OWN_WORDS[paragraph] ?? 'The parties agree what is written here.');
    await done(page);
  }
  await part(page, 1, 'Who sees what', async () => {
    for (const box of ['Names and contact details', 'Problems', 'Results', 'Consultant', 'GP', 'They hold a record of'])
      await page.getByLabel(box, { exact: true }).check();
    for (const who of await page.getByLabel('All partners of this agreement').all()) await who.check();
    await page.getByLabel('For which purpose').selectOption({ label: 'Giving care' });
  });
  if (!(await page.locator('main').innerText()).includes('nothing says how people are told'))
    throw new Error('the page does not say what lacks');
  await part(page, 6, 'How people are told', async () => {
    await page.getByLabel('Nothing is shared before').fill(today);
    await page.getByLabel('How people are told').fill('A letter to every household.');
  });
  await part(page, 2, 'What counts as success', async () => {
    await page.getByLabel('Pack of measures').fill('diabetes-uk');
    await page.getByLabel('Version of the pack').fill('2026.1');
  });
  await part(page, 3, 'Who can join', async () => {
    for (const kind of kinds) await page.getByLabel(kind, { exact: true }).check();
    await page.getByLabel('These:').check();
    await page.getByLabel(host, { exact: true }).check();
  });
  await part(page, 4, 'Who decides', () => board(page));
  await page.getByRole('button', { name: 'Send to all parties' }).click();
  await page.getByText('Version 1 is sent.').waitFor();
  return { path: new URL(page.url()).pathname, title: TITLE, body: BOARD };
}

/** Adds a part to a paragraph, fills it in, and comes back to the draft. */
async function part(page: Page, paragraph: number, what: string, fill: () => Promise<void>): Promise<void> {
  await page.getByLabel(`What carries out paragraph ${paragraph}`, { exact: true }).selectOption({ label: what });
  await page.getByRole('button', { name: `Add a part to paragraph ${paragraph}`, exact: true }).click();
  await page.getByRole('heading', { name: what, level: 1 }).waitFor();
  await fill();
  await done(page);
}

async function done(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Done' }).click();
  await page.getByText('Kept.').waitFor();
}

/** A board of those who sign for the two that begin; the host's programme lead writes the minutes. */
async function board(page: Page): Promise<void> {
  await page.locator('[name=topics]').fill('diabetes-care');
  await page.locator('[name="body.name"]').fill(BOARD);
  const members = ['Organization/QU9', 'Organization/RTH'];
  for (const [at, organization] of members.entries()) {
    await page.getByRole('button', { name: 'Add one to: Its members' }).click();
    await page.locator(`[name="body.members.${at}.organization"]`).selectOption(organization);
    await page.locator(`[name="body.members.${at}.role"]`).selectOption('signatory');
  }
  await page.locator('[name="body.secretary.organization"]').selectOption('Organization/QU9');
  await page.locator('[name="body.secretary.role"]').selectOption('programme-lead');
  await page.locator('[name=quorum]').fill('2');
  await page.locator('[name=by]').selectOption('majority');
}
