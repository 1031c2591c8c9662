import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { build } from 'esbuild';
import { renderShell, type ShellInput } from '#web';
import { STORIES } from './stories.tsx';

export type Served = { readonly base: string; readonly close: () => Promise<void> };

// As the server sends it: a story that needs an inline style or script fails here and not in production.
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; require-trusted-types-for 'script'; trusted-types concord";

/** Serves every story on loopback as a whole document, with the real style sheet, script and content security policy. */
export async function serveStories(): Promise<Served> {
  const built = await build({
    entryPoints: { concord: 'src/web/styles/concord.css', pages: 'src/web/browser/pages.ts' },
    bundle: true,
    minify: true,
    write: false,
    outdir: '/assets',
    format: 'esm',
  });
  const assets = new Map(built.outputFiles.map((file) => [file.path, file.text]));
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const asset = assets.get(url.pathname);
    if (asset !== undefined) {
      response.setHeader('content-type', url.pathname.endsWith('.css') ? 'text/css' : 'text/javascript');
      return response.end(asset);
    }
    const story = STORIES.find(({ name }) => `/${name}` === url.pathname);
    if (!story) return response.writeHead(404).end();
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.setHeader('content-security-policy', POLICY);
    return response.end(renderShell(dressed(story.shell, url.searchParams)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    base: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

function dressed(shell: Omit<ShellInput, 'assets'>, query: URLSearchParams): ShellInput {
  const theme = query.get('theme') === 'dark' ? 'dark' : 'light';
  const dir = query.get('dir') === 'rtl' ? 'rtl' : 'ltr';
  return {
    ...shell,
    look: { theme, dir, scale: '100', keys: true },
    assets: { styles: ['/assets/concord.css'], scripts: ['/assets/pages.js'] },
  };
}
