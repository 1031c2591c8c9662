import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';

export type OpenBrowser = { readonly browser: Browser; readonly close: () => Promise<void> };

type Start = { readonly executablePath: string; readonly env?: Record<string, string> };

const INSTALLED = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

const ARGUMENTS = [
  '--no-sandbox',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--no-proxy-server',
];

/**
 * A real browser out of the development packages; the system's own where that one does not start. Throws where none does:
 * a suite that skips its browser tests would pass on a machine where nothing was tested.
 */
export async function openBrowser(): Promise<OpenBrowser> {
  const folder = await mkdtemp(join(tmpdir(), 'concord-browser-'));
  const starts = [() => packaged(folder), ...INSTALLED.map((executablePath) => async () => ({ executablePath }))];
  const tried: string[] = [];
  for (const start of starts) {
    try {
      const browser = await chromium.launch({ ...(await start()), args: ARGUMENTS, headless: true });
      return { browser, close: () => browser.close().then(() => rm(folder, { recursive: true, force: true })) };
    } catch (error) {
      tried.push(error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error));
    }
  }
  await rm(folder, { recursive: true, force: true });
  throw new Error(`no browser starts:\n${tried.join('\n')}`);
}

/**
 * Unpacks the packaged browser, its system libraries and its fonts into a folder of our own. The package speaks through the
 * environment; what it sets is given to the browser alone, so that a database started later does not load its libraries.
 */
async function packaged(folder: string): Promise<Start> {
  const before = { ...process.env };
  Object.assign(process.env, { AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs22.x', TMPDIR: folder });
  try {
    const { default: shipped } = await import('@sparticuz/chromium');
    const executablePath = await shipped.executablePath();
    const fonts = join(folder, 'fonts.conf');
    await writeFile(fonts, fontsIn(folder));
    const { LD_LIBRARY_PATH = '', ...rest } = process.env;
    const libraries = LD_LIBRARY_PATH || join(folder, 'al2023', 'lib');
    return { executablePath, env: textOnly({ ...rest, LD_LIBRARY_PATH: libraries, FONTCONFIG_FILE: fonts }) };
  } finally {
    for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
    Object.assign(process.env, before);
  }
}

/** The package's own configuration knows only fixed folders; a browser that finds no font dies at the first text field. */
function fontsIn(folder: string): string {
  const dirs = [join(folder, 'fonts'), '/usr/share/fonts', '/usr/local/share/fonts'];
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
${dirs.map((dir) => `<dir>${dir}</dir>`).join('\n')}
<cachedir>${join(folder, 'fonts-cache')}</cachedir>
</fontconfig>
`;
}

function textOnly(env: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined));
}
