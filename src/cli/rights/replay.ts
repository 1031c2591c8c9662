import { readTombstones, systemAccess, tombstoneFile } from '#app';
import type { RecordJoint } from '#record';
import { attach } from '../attach.ts';
import { configurationOf, type DatabaseFlags } from '../settings.ts';

type ReplayFlags = DatabaseFlags & { readonly json?: boolean };

/** Does erasures again after an older backup was put back: from the file of the data folder, or from another copy of it. */
export async function replay(file: string | undefined, flags: ReplayFlags): Promise<void> {
  const { folder } = configurationOf(flags, process.env);
  const tombstones = await readTombstones(file ?? tombstoneFile(folder));
  const { core } = await attach(flags);
  try {
    const record = core.services.answers['record'] as RecordJoint;
    const done = await record.replayErasures(await systemAccess(core.services), tombstones);
    const words = `${done.tombstones} erasures looked at: ${done.erased} items had come back and are gone again.`;
    process.stdout.write(flags.json ? `${JSON.stringify(done)}\n` : `${words}\n`);
  } finally {
    await core.stop();
  }
}

/** Prints what was erased, one line an item and no content: to be kept where backups are not. */
export async function tombstones(flags: DatabaseFlags): Promise<void> {
  const { core } = await attach(flags);
  try {
    for await (const page of core.services.ports.rights.tombstones(core.services.store)) {
      process.stdout.write(page.map((one) => `${JSON.stringify(one)}\n`).join(''));
    }
  } finally {
    await core.stop();
  }
}
