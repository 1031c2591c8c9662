import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { FastifyInstance } from 'fastify';

/** What browsers load: built once, named by content, kept for a year. */
export type AssetFiles = {
  readonly styles: readonly string[];
  readonly scripts: readonly string[];
  readonly mount: (server: FastifyInstance) => void;
};

type Asset = { readonly type: string; readonly plain: Buffer; readonly zipped: Buffer | undefined };

const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.map': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};
const ZIPPED = new Set(['.js', '.css', '.svg', '.map']);
const PREFIX = '/assets';

/** Reads the built files; a folder that is not there has none (pages work without). */
export function readAssets(folder: string): AssetFiles {
  const files = existsSync(folder) ? readdirSync(folder).filter((name) => TYPES[extname(name)] !== undefined) : [];
  const assets = new Map(files.map((name) => [name, assetOf(join(folder, name))]));
  const manifest = manifestOf(folder);
  const address = (entry: string): readonly string[] => (manifest[entry] ? [`${PREFIX}/${manifest[entry]}`] : []);
  return { styles: address('concord.css'), scripts: address('pages.js'), mount: (server) => mount(server, assets) };
}

function assetOf(path: string): Asset {
  const plain = readFileSync(path);
  const extension = extname(path);
  const type = TYPES[extension] ?? 'application/octet-stream';
  return { type, plain, zipped: ZIPPED.has(extension) ? gzipSync(plain, { level: 9 }) : undefined };
}

function manifestOf(folder: string): Readonly<Record<string, string>> {
  const path = join(folder, 'manifest.json');
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Readonly<Record<string, string>>) : {};
}

function mount(server: FastifyInstance, assets: ReadonlyMap<string, Asset>): void {
  server.route<{ Params: { name: string } }>({
    method: 'GET',
    url: `${PREFIX}/:name`,
    config: { policy: { allow: 'public', why: 'styles and scripts are the same for everybody' }, kind: 'page' },
    handler: async (request, reply) => {
      const asset = assets.get(request.params.name);
      if (!asset) return reply.callNotFound();
      const zipped =
        asset.zipped && /\bgzip\b/.test(request.headers['accept-encoding'] ?? '') ? asset.zipped : undefined;
      void reply.header('cache-control', 'public, max-age=31536000, immutable').header('vary', 'accept-encoding');
      if (zipped) void reply.header('content-encoding', 'gzip');
      return reply.type(asset.type).send(zipped ?? asset.plain);
    },
  });
}
