import { readFile } from 'node:fs/promises';
import type { Label } from '#agreement';
import type { Core } from '#app';
import { attach } from './attach.ts';
import { EXIT } from './exit.ts';
import { startProgress } from './progress.ts';
import type { DatabaseFlags } from './settings.ts';
import { say } from './terminal.ts';

export type LoadCodesFlags = DatabaseFlags & {
  readonly label: Label;
  readonly name: string;
  readonly licence: string;
  readonly refset?: string;
};

/** Loads codes that mark something as sensitive. Beside a running program that one looks at the record; alone this does. */
export async function loadCodes(file: string, flags: LoadCodesFlags): Promise<void> {
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text === undefined) {
    say(`There is no file ${file}.`);
    process.exitCode = EXIT.refused;
    return;
  }
  const { core, served } = await attach(flags);
  try {
    const { label, name, licence, refset } = flags;
    const slot = { id: core.services.newId(), label, name, licence, text, by: 'command line' };
    const loaded = await core.services.ports.labels.load({ ...slot, ...(refset === undefined ? {} : { refset }) });
    if (!loaded.ok) {
      for (const { text: why, code } of loaded.refusals) say(`${why} [${code}]`);
      process.exitCode = EXIT.refused;
      return;
    }
    process.stdout.write(`${loaded.value.codes} codes mark ${label} from now on\n`);
    if (!served) await look(core);
    else say('The running program looks at the record meanwhile: `concord codes` tells how far it is.');
  } finally {
    await core.stop();
  }
}

/** What is loaded, and how far the record has been looked at. */
export async function listCodes(flags: DatabaseFlags & { readonly json?: boolean }): Promise<void> {
  const { core } = await attach(flags);
  try {
    const standing = await core.services.ports.labels.standing();
    if (flags.json) {
      process.stdout.write(`${JSON.stringify(standing)}\n`);
      return;
    }
    for (const { label, name, codes, licence } of standing.slots) {
      process.stdout.write(`${label}: ${name}, ${codes} codes (${licence})\n`);
    }
    const { open, looked } = standing;
    const how = looked ? `, ${looked.rows} of ${looked.of} items` : '';
    process.stdout.write(
      open.length > 0 ? `the record is being looked at${how}\n` : 'the whole record has been looked at\n',
    );
  } finally {
    await core.stop();
  }
}

/** Looks at what older sets have labelled, here and now. */
export async function lookAgain(flags: DatabaseFlags): Promise<void> {
  const { core } = await attach(flags);
  try {
    await look(core);
  } finally {
    await core.stop();
  }
}

async function look({ services }: Core): Promise<void> {
  const { labels } = services.ports;
  const before = (await labels.standing()).looked;
  const shown = startProgress(Date.now);
  let done = before?.rows ?? 0;
  const looked = (rows: number): void => {
    done += rows;
    shown.step({ what: 'looking at the record', done, unit: 'items' });
  };
  const all = await labels.relabel({ looked });
  shown.end();
  process.stdout.write(`${all} items looked at\n`);
}
