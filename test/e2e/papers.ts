import type { Page } from 'playwright-core';

/** Hands in, on its page, every safety document that an organisation has yet to accept. Answers how many. */
export async function acceptPapers(page: Page): Promise<number> {
  await page.getByRole('heading', { name: /^Safety documents of/ }).waitFor();
  const awaited = page.locator('section', { has: page.locator('.tag.wait') }).filter({ has: page.locator('form') });
  let done = 0;
  for (let left = await awaited.count(); left > 0; left = await awaited.count()) {
    const paper = awaited.first();
    const title = await paper.getByRole('heading').innerText();
    await paper.locator('input[type=file]').setInputFiles({
      name: 'approved.pdf',
      mimeType: 'application/pdf',
      buffer: Buffer.from('%PDF-1.7\nApproved.'),
    });
    await paper.getByLabel('Version').fill('1.0');
    await paper.getByLabel('Who approved it').fill('Dr Ada Byrne, clinical safety officer');
    if ((await paper.locator('input[name=until][required]').count()) > 0) {
      const day = new Date(Date.now() + 300 * 86_400_000).toISOString().slice(0, 10);
      await paper.getByLabel('Good until').fill(day);
    }
    await paper.getByRole('button', { name: 'Accept in our name' }).click();
    await page.locator('.said', { hasText: `${title}: accepted in the name of` }).waitFor();
    done += 1;
  }
  return done;
}
