// npm run sbom: the bill of materials of what runs (CycloneDX 1.5), from the lock file alone; the build puts it beside the program.
// `npm sbom --omit dev` leaves out every package that a tool of the tests wants too (esbuild, commander, half of the driver of PostgreSQL), so it is
// asked for all and compared package by package in test/tidy/sbom.test.ts instead.
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

const ROOT = import.meta.dirname;

/** Alike on every machine: no clock, no chance, no folder's name. */
export function billOfMaterials() {
  const { packages } = read('package-lock.json');
  const own = { ...packages[''], name: read('package.json').name };
  const run = Object.entries(packages).filter(([path, { dev, devOptional }]) => path !== '' && !dev && !devOptional);
  const components = byRef(run.map(([path, entry]) => componentOf(nameOf(path), entry)));
  const bill = {
    $schema: 'http://cyclonedx.org/schema/bom-1.5.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.5',
    serialNumber: `urn:uuid:${uuidOf(JSON.stringify([own.version, components]))}`,
    version: 1,
    metadata: { lifecycles: [{ phase: 'build' }], component: { ...componentOf(own.name, own), type: 'application' } },
    components,
  };
  const edges = [['', own], ...run].map(([path, entry]) => ({
    ref: refOf(path === '' ? own.name : nameOf(path), entry),
    dependsOn: wanted(entry).flatMap((name) => found(packages, path, name)),
  }));
  return { ...bill, dependencies: merged(edges) };
}

/** Writes it, and says where. */
export function writeBill(path) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `${JSON.stringify(billOfMaterials(), null, 1)}\n`);
  return path;
}

function componentOf(name, entry) {
  const { saidInAFile } = read('licences.json');
  const licence = entry.license ?? saidInAFile[name]?.licence;
  return {
    type: 'library',
    'bom-ref': refOf(name, entry),
    name,
    version: entry.version,
    scope: entry.optional ? 'optional' : 'required',
    purl: `pkg:npm/${name.replace('@', '%40')}@${entry.version}`,
    ...(licence === undefined ? {} : { licenses: [licenceOf(licence)] }),
    ...(entry.integrity === undefined ? {} : { hashes: entry.integrity.split(' ').map(hashOf) }),
  };
}

function licenceOf(licence) {
  return / (AND|OR) /.test(licence) ? { expression: licence } : { license: { id: licence } };
}

/** `sha512-BASE64` as the lock file has it. */
function hashOf(integrity) {
  const [algorithm, value] = integrity.split(/-(.*)/s);
  return { alg: algorithm.toUpperCase().replace('SHA', 'SHA-'), content: Buffer.from(value, 'base64').toString('hex') };
}

/** What is wanted at run time, with what is there for some machines only and what a peer has to bring. */
function wanted({ dependencies = {}, optionalDependencies = {}, peerDependencies = {} }) {
  return [...new Set([dependencies, optionalDependencies, peerDependencies].flatMap(Object.keys))];
}

/** Where Node would find it: inside the package that wants it, then further up. What only the tests brought is not part of what runs. */
function found(packages, path, name) {
  const steps = path === '' ? [] : path.split('/node_modules/');
  for (let up = steps.length; up >= 0; up--) {
    const at = [...steps.slice(0, up), name].join('/node_modules/').replace(/^(?!node_modules\/)/, 'node_modules/');
    const entry = packages[at];
    if (entry !== undefined) return entry.dev || entry.devOptional ? [] : [refOf(nameOf(at), entry)];
  }
  return [];
}

/** The same version in two places is one component, and wants what either copy does. */
function merged(edges) {
  const all = new Map();
  for (const { ref, dependsOn } of edges) all.set(ref, [...(all.get(ref) ?? []), ...dependsOn]);
  return [...all].map(([ref, dependsOn]) => ({ ref, dependsOn: [...new Set(dependsOn)].sort() }));
}

function byRef(components) {
  return [...new Map(components.map((component) => [component['bom-ref'], component])).values()];
}

function nameOf(path) {
  return path.replace(/^.*node_modules\//, '');
}

function refOf(name, { version }) {
  return `${name}@${version}`;
}

/** A UUID of version 8 (RFC 9562): the same parts have the same number. */
function uuidOf(text) {
  const hex = createHash('sha256').update(text).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, `a${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    '-',
  );
}

function read(file) {
  return JSON.parse(readFileSync(join(ROOT, file), 'utf8'));
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href)
  console.log(writeBill(process.argv[2] ?? join(ROOT, 'dist', 'sbom.cdx.json')));
