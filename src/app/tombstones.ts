import { appendFile, mkdir, open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Access } from '#agreement';
import type { Log, Services } from '#joint';
import type { RecordJoint } from '#record';
import type { Tombstone } from '#repository';

/** Beside the database, so that a backup of the database that is put back does not bring back what was erased since. */
const FILE = 'tombstones.ndjson';

export function tombstoneFile(folder: string): string {
  return join(folder, FILE);
}

/** One line an item; durable when it resolves. */
export async function keepTombstones(folder: string, all: readonly Tombstone[]): Promise<void> {
  if (all.length === 0) return;
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const path = tombstoneFile(folder);
  await appendFile(path, all.map((one) => `${JSON.stringify(one)}\n`).join(''), { mode: 0o600 });
  const file = await open(path, 'r+');
  await file.sync().finally(() => file.close());
}

/** What a file says. Its last line may be half written where the power was cut; any other that is none is a mistake to be told. */
export async function readTombstones(path: string): Promise<readonly Tombstone[]> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '';
    throw error;
  });
  const lines = text.split('\n').slice(0, -1);
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as Tombstone);
}

/** Every start: the file is given what it lacks (a crash between the commit and the file), and the database what it lacks (a restore). */
export async function agreeOnTombstones(
  folder: string,
  { services, log }: { readonly services: Services; readonly log: Log },
): Promise<void> {
  const outside = await readTombstones(tombstoneFile(folder));
  const known = new Set(outside.map(nameOf));
  const inside = new Set<string>();
  for await (const page of services.ports.rights.tombstones(services.store)) {
    for (const one of page) inside.add(nameOf(one));
    await keepTombstones(
      folder,
      page.filter((one) => !known.has(nameOf(one))),
    );
  }
  const lacking = outside.filter((one) => !inside.has(nameOf(one)));
  if (lacking.length === 0) return;
  const record = services.answers['record'] as RecordJoint;
  const { erased } = await record.replayErasures(await systemAccess(services), lacking);
  log.warn({ tombstones: lacking.length, erased }, 'erasures were done again: the database was older than they');
}

/** The program itself, for what it does of its own accord. */
export async function systemAccess({ ports }: Pick<Services, 'ports'>): Promise<Access> {
  const organization = await ports.contributors.organizationKey('Organization/system');
  return {
    principal: 'system/rights',
    name: 'Concord',
    role: 'system',
    purpose: 'audit',
    organization,
    basis: await ports.contributors.basisKey(organization, 'concord', 'audit'),
    viewer: await ports.contributors.viewerKey('Organization/system'),
    filter: { op: 'always' },
    writes: 'everything',
    choosesIds: true,
  };
}

function nameOf({ typ, hash }: Tombstone): string {
  return `${typ} ${hash}`;
}
