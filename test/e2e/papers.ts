import type { Page } from 'playwright-core';

/** Hands in, on its page, every safety document that an organisation has yet to accept. Answers how many. */
export async function acceptPapers(page: Page): Promise<number> {
  const files = page.locator('section:has(.tag.wait) input[type=file]');
  let done = 0;
  for (let left = await files.count(); left > 0; left = await files.count()) {
    const form = page.locator('form', { has: files.first() });
    const title = await page.locator('section', { has: files.first() }).getByRole('heading').innerText();
    await files.first().setInputFiles({
      name: 'approved.pdf',
      mimeType: 'application/pdf',
      buffer: Buffer.from('%PDF-1.7\nApproved.'),
    });
    await form.getByLabel('Version').fill('1.0');
    await form.getByLabel('Who approved it').fill('Dr Ada Byrne, clinical safety officer');
    if (await form.locator('input[name=until][required]').count())
      await form.getByLabel('Good until').fill(new Date(Date.now() + 300 * 86_400_000).toISOString().slice(0, 10));
    await form.getByRole('button', { name: 'Accept in our name' }).click();
    await page.locator('.said', { hasText: `${title}: accepted in the name of` }).waitFor();
    done += 1;
  }
  return done;
}
