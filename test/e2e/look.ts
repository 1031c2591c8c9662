import { mkdir } from 'node:fs/promises';
import { openBrowser } from './browser.ts';
import { serveStories } from './serve-stories.ts';
import { STORIES } from './stories.tsx';

/** Takes pictures of stories: `tsx test/e2e/look.ts [name...]`, into test-results/looks. */
const asked = process.argv.slice(2);
const VIEWS = [
  { suffix: '1440', width: 1440, query: '' },
  { suffix: '390', width: 390, query: '' },
  { suffix: 'dark', width: 1440, query: '?theme=dark' },
  { suffix: 'rtl', width: 1440, query: '?dir=rtl&theme=dark' },
  { suffix: 'rtl-390', width: 390, query: '?dir=rtl' },
];
await mkdir('test-results/looks', { recursive: true });
const served = await serveStories();
const opened = await openBrowser();
try {
  for (const { name } of STORIES.filter((story) => asked.length === 0 || asked.includes(story.name))) {
    for (const { suffix, width, query } of VIEWS) {
      const page = await opened.browser.newPage({ viewport: { width, height: 900 } });
      page.on('console', (message) => console.log(`${name}: ${message.text()}`));
      await page.goto(`${served.base}/${name}${query}`);
      await page.screenshot({ path: `test-results/looks/${name}-${suffix}.png`, fullPage: true });
      await page.close();
    }
  }
} finally {
  await opened.close();
  await served.close();
}
