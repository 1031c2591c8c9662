import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';

type Licence = { readonly license: { readonly id: string } } | { readonly expression: string };
type Component = {
  readonly 'bom-ref': string;
  readonly name: string;
  readonly version: string;
  readonly purl: string;
  readonly hashes?: readonly { readonly alg: string; readonly content: string }[];
  readonly licenses?: readonly Licence[];
};
type Edge = { readonly ref: string; readonly dependsOn: readonly string[] };
type Bill = {
  readonly bomFormat: string;
  readonly specVersion: string;
  readonly serialNumber: string;
  readonly metadata: { readonly component: Component };
  readonly components: readonly Component[];
  readonly dependencies: readonly Edge[];
};
type Package = {
  readonly version: string;
  readonly license?: string;
  readonly dev?: boolean;
  readonly devOptional?: boolean;
};

const read = <T>(path: string) => JSON.parse(readFileSync(path, 'utf8')) as T;
const { packages } = read<{ readonly packages: Readonly<Record<string, Package>> }>('package-lock.json');
const { permitted, saidInAFile } = read<{
  readonly permitted: readonly string[];
  readonly saidInAFile: Readonly<
    Record<string, { readonly licence: string; readonly file: string; readonly begins: string }>
  >;
}>('licences.json');
const { dependencies } = read<{ readonly dependencies: Readonly<Record<string, string>> }>('package.json');

const bill = written();
const licencesOf = new Map(bill.components.map((one) => [one['bom-ref'], worded(one.licenses)]));

/** As whoever builds it gets it: by the script, as a file. */
function written(): Bill {
  const folder = mkdtempSync(join(tmpdir(), 'concord-sbom-'));
  try {
    const { status, stderr } = spawnSync(process.execPath, ['sbom.mjs', join(folder, 'sbom.cdx.json')]);
    expect(status, String(stderr)).toBe(0);
    return read<Bill>(join(folder, 'sbom.cdx.json'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function worded(licences: readonly Licence[] = []): string {
  return licences.map((one) => ('license' in one ? one.license.id : one.expression)).join(' AND ');
}

test('the bill of materials names the program and each package that is installed to run it, with its licence', () => {
  expect([bill.bomFormat, bill.specVersion]).toEqual(['CycloneDX', '1.5']);
  expect(bill.serialNumber).toMatch(/^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(bill.metadata.component).toMatchObject({
    type: 'application',
    name: 'concord',
    licenses: [{ license: { id: 'Apache-2.0' } }],
  });
  const run = Object.entries(packages)
    .filter(([path, { dev, devOptional }]) => path !== '' && !dev && !devOptional)
    .map(([path, { version, license }]) => {
      const name = path.replace(/^.*node_modules\//, '');
      return [`${name}@${version}`, license ?? saidInAFile[name]?.licence ?? 'none'] as const;
    });
  expect(run.length).toBeGreaterThan(100);
  expect([...licencesOf].toSorted()).toEqual([...new Map(run)].toSorted());
});

/** What copies its own terms onto the whole is not permitted. OFL-1.1 is a font's: it may be embedded, and is given on unchanged. */
test('everything in it has a licence under which the program may be given on', () => {
  const others = [...licencesOf].filter(
    ([, licence]) =>
      !licence
        .replace(/[()]/g, '')
        .split(' OR ')
        .some((one) => one.split(' AND ').every((each) => permitted.includes(each))),
  );
  expect(others).toEqual([]);
});

test('a licence that a package says only in a file of its own stands in that file', () => {
  for (const [name, { file, begins }] of Object.entries(saidInAFile)) {
    expect(packages[`node_modules/${name}`]?.license, `${name} says its licence itself`).toBeUndefined();
    expect(readFileSync(join('node_modules', name, file), 'utf8'), name).toMatch(new RegExp(`^${begins}\\b`));
  }
});

test('docs/dependencies.md tells of each direct dependency the licence that the bill tells', () => {
  const page = readFileSync('docs/dependencies.md', 'utf8');
  const told = [...page.matchAll(/^\| ([@a-z0-9/-]+) \| ([^|]+) \| [^|]+ \|$/gm)].map(([, name, licence]) => [
    name,
    licence,
  ]);
  const billed = Object.keys(dependencies).map((name) => [
    name,
    licencesOf.get(`${name}@${packages[`node_modules/${name}`]?.version}`),
  ]);
  expect(told.filter(([name]) => name !== 'package').toSorted()).toEqual(billed.toSorted());
});

test('all of it is reached from the program, and nothing is wanted that is not in it', () => {
  const edges = new Map(bill.dependencies.map(({ ref, dependsOn }) => [ref, dependsOn]));
  const root = bill.metadata.component['bom-ref'];
  const reached = new Set([root]);
  for (const ref of reached) for (const next of edges.get(ref) ?? []) reached.add(next);
  expect(edges.get(root)).toHaveLength(Object.keys(dependencies).length);
  expect([...reached].toSorted()).toEqual([root, ...licencesOf.keys()].toSorted());
  expect([...edges.keys()].toSorted()).toEqual([root, ...licencesOf.keys()].toSorted());
});

test("npm's own bill says the same of each package: its address, the digest of its archive, its licence", () => {
  const folder = mkdtempSync(join(tmpdir(), 'concord-sbom-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const asked = ['sbom', '--sbom-format', 'cyclonedx', '--package-lock-only', '--offline', `--cache=${folder}`];
  const { status, stdout, stderr } = spawnSync('npm', asked, { encoding: 'utf8', maxBuffer: 2 ** 26 });
  expect(status, stderr).toBe(0);
  const theirs = new Map((JSON.parse(stdout) as Bill).components.map((one) => [one['bom-ref'], one]));
  const said = ({ name, version, purl, hashes, licenses }: Component) => ({ name, version, purl, hashes, licenses });
  for (const component of bill.components) {
    const other = theirs.get(component['bom-ref']);
    if (other === undefined) throw new Error(`npm does not know ${component['bom-ref']}`);
    const licenses = component.name in saidInAFile ? component.licenses : other.licenses;
    expect(said(component)).toEqual(said({ ...other, ...(licenses ? { licenses } : {}) }));
  }
}, 60_000);
