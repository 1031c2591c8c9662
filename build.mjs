// Bundles the program into dist/: concord.mjs for Node, web/ for the browser with a manifest of hashed names, sbom.cdx.json for whoever asks
// what is in it.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { writeBill } from './sbom.mjs';

const ROOT = import.meta.dirname;
const DIST = join(ROOT, 'dist');
const STAMP = join(DIST, 'stamp');
const SOURCES = [
  'src',
  'packs',
  'build.mjs',
  'sbom.mjs',
  'licences.json',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
];

/** Builds unless dist/ already came from these very sources. Answers whether it built. Messages go to standard error. */
export async function ensureBuilt() {
  const stamp = stampOf();
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === stamp) return false;
  console.error('Building');
  await build(stamp).catch((error) => {
    throw error.errors ? new Error('The program could not be built.') : error;
  });
  return true;
}

/** Builds beside and renames: a program that starts meanwhile finds the old bundle or the new one, never half of one. */
async function build(stamp) {
  const esbuild = await import('esbuild');
  const target = `${DIST}.${process.pid}`;
  rmSync(target, { recursive: true, force: true });
  mkdirSync(target, { recursive: true });
  try {
    await buildWeb(esbuild, join(target, 'web'));
    await esbuild.build(program({ concord: join(ROOT, 'src/cli/main.ts') }, target));
    writeBill(join(target, 'sbom.cdx.json'));
    writeFileSync(join(target, 'stamp'), stamp);
    const old = `${target}.old`;
    if (existsSync(DIST)) renameSync(DIST, old);
    renameSync(target, DIST);
    rmSync(old, { recursive: true, force: true });
  } finally {
    rmSync(target, { recursive: true, force: true });
  }
}

const JSX = { jsx: 'automatic', jsxImportSource: 'preact' };

/** How a program of ours becomes one that Node runs; the benches bundle theirs the same way. */
export function program(entryPoints, outdir) {
  return {
    ...JSX,
    absWorkingDir: ROOT,
    entryPoints,
    outdir,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    chunkNames: '[name]-[hash]',
    platform: 'node',
    target: 'node20',
    format: 'esm',
    packages: 'external',
    plugins: [doors],
    sourcemap: true,
    logLevel: 'warning',
  };
}

/** `#money` is a folder of ours, not a package: resolved here, so that `packages: 'external'` leaves no door open at run time. */
const doors = {
  name: 'doors',
  setup({ onResolve }) {
    const { imports } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
    onResolve({ filter: /^#/ }, ({ path }) => {
      if (imports[path]) return { path: join(ROOT, imports[path]) };
      const pattern = Object.keys(imports).find((key) => key.endsWith('*') && path.startsWith(key.slice(0, -1)));
      if (!pattern) return { errors: [{ text: `no door ${path} in package.json` }] };
      return { path: join(ROOT, imports[pattern].replace('*', path.slice(pattern.length - 1))) };
    });
  },
};

/** src/web/browser/<name>.ts(x) and src/web/styles/<name>.css are entries; manifest.json says `name.js` -> `name-HASH.js`. */
async function buildWeb(esbuild, outdir) {
  mkdirSync(outdir, { recursive: true });
  const entryPoints = [
    ...entries('src/web/browser', /^(?!.*\.(test|d)\.)[^.]+\.tsx?$/),
    ...entries('src/web/styles', /\.css$/),
  ];
  const { metafile } = entryPoints.length > 0 ? await esbuild.build(web(entryPoints, outdir)) : { metafile: undefined };
  writeFileSync(join(outdir, 'manifest.json'), `${JSON.stringify(manifestOf(metafile, outdir), null, 2)}\n`);
}

function web(entryPoints, outdir) {
  return {
    ...JSX,
    absWorkingDir: ROOT,
    entryPoints,
    outdir,
    entryNames: '[name]-[hash]',
    chunkNames: '[name]-[hash]',
    assetNames: '[name]-[hash]',
    bundle: true,
    splitting: true,
    minify: true,
    platform: 'browser',
    // light-dark(), nesting and :has() as the browsers of the last two years have them.
    target: ['chrome123', 'firefox120', 'safari17.5'],
    format: 'esm',
    plugins: [doors],
    loader: { '.svg': 'file', '.woff2': 'file', '.png': 'file' },
    sourcemap: 'linked',
    metafile: true,
    logLevel: 'warning',
  };
}

function entries(folder, pattern) {
  const path = join(ROOT, folder);
  if (!existsSync(path)) return [];
  const names = readdirSync(path).filter((name) => pattern.test(name));
  return names.sort().map((name) => join(path, name));
}

function manifestOf(metafile, outdir) {
  const made = Object.entries(metafile?.outputs ?? {}).filter(([, { entryPoint }]) => entryPoint !== undefined);
  return Object.fromEntries(
    made.map(([path, { entryPoint }]) => [
      basename(entryPoint).replace(/\.tsx?$/, '.js'),
      relative(outdir, join(ROOT, path)),
    ]),
  );
}

/** One hash over the names and contents of everything that goes in. */
function stampOf() {
  const hash = createHash('sha256').update(process.version);
  for (const source of SOURCES) addTo(hash, source);
  return hash.digest('hex');
}

function addTo(hash, path) {
  const full = join(ROOT, path);
  if (!existsSync(full)) return;
  if (!/\.\w+$/.test(path)) {
    for (const entry of readdirSync(full, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
      if (entry.isDirectory() || entry.isFile()) addTo(hash, `${path}/${entry.name}`);
    }
    return;
  }
  if (/\.test\.tsx?$/.test(path)) return;
  hash.update(path).update('\0').update(readFileSync(full)).update('\0');
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  // What is wrong with the sources esbuild has said by then.
  await build(stampOf()).catch((error) => {
    if (!error.errors) console.error(error);
    process.exitCode = 1;
  });
}
