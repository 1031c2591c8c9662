import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { pipeline, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { startConsumers } from '#app';
import { type Outcome, type Refused, refuse } from '#fhir';
import { type IntakeProgress, mappingNamed, type RecordJoint } from '#record';
import type { IntakeReport } from '#record/contract';
import { attach } from './attach.ts';
import { EXIT } from './exit.ts';
import { sendFile } from './load-over-http.ts';
import { startProgress } from './progress.ts';
import type { DatabaseFlags } from './settings.ts';

export type LoadFlags = DatabaseFlags & {
  readonly organization: string;
  readonly mapping?: string;
  readonly base?: string;
  readonly token?: string;
  readonly json?: boolean;
};

/** One file on its way in. */
export type Sending = {
  readonly organization: string;
  readonly name: string;
  readonly bytes: number;
  readonly content: Readable;
  /** Of the content, so that the same file again changes nothing, whatever came since. */
  readonly sha256: string;
  /** Name of a mapping that ships, or the text of one. */
  readonly mapping?: string;
  readonly progress: (done: IntakeProgress) => void;
};

type Send = (sending: Sending) => Promise<Outcome<IntakeReport>>;

/** Takes files in for one contributing organisation, and reports what was taken and what was refused, line by line. */
export async function load(files: readonly string[], flags: LoadFlags): Promise<void> {
  const door = await openDoor(flags);
  let refused = 0;
  try {
    for (const file of files) {
      const report = await loadFile(file, flags, door.send);
      if (report.ok) {
        tell(report.value, flags.json === true);
        refused += countOf(report.value);
      } else {
        refused += 1;
        tellRefused(file, report, flags.json === true);
      }
    }
  } finally {
    await door.close();
  }
  if (refused > 0) process.exitCode = EXIT.refused;
}

async function loadFile(file: string, flags: LoadFlags, send: Send): Promise<Outcome<IntakeReport>> {
  const found = await stat(file).catch(() => undefined);
  if (!found?.isFile()) return refuse('not-found', 'cli.no-such-file', `There is no file ${file}.`);
  const mapping = flags.mapping === undefined ? undefined : await mappingText(flags.mapping);
  const shown = startProgress(Date.now);
  const name = basename(file);
  const progress = ({ records, bytes, total }: IntakeProgress): void => {
    if (flags.json) process.stdout.write(`${JSON.stringify({ file: name, progress: { records, bytes, total } })}\n`);
    // The bar goes by bytes, whose total is known; what people count is records.
    else shown.step({ what: name, done: records, unit: 'records', ...(total ? { part: bytes / total } : {}) });
  };
  const sha256 = await hashOf(contentOf(file));
  const content = contentOf(file);
  const report = await send({
    organization: flags.organization,
    name,
    bytes: file.endsWith('.gz') ? 0 : found.size,
    content,
    sha256,
    progress,
    ...(mapping === undefined ? {} : { mapping }),
  });
  shown.end();
  return report;
}

/** A mapping that ships, by its name, or a file of one's own. */
async function mappingText(given: string): Promise<string> {
  return readFile(given, 'utf8').catch(() => given);
}

async function hashOf(content: Readable): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of content) hash.update(chunk as Uint8Array);
  return hash.digest('hex');
}

function contentOf(file: string): Readable {
  const stream = createReadStream(file);
  if (!file.endsWith('.gz')) return stream;
  // An error of either ends the other; whoever reads hears of it.
  return pipeline(stream, createGunzip(), () => undefined);
}

type Door = { readonly send: Send; readonly close: () => Promise<void> };

/** To a running server, or straight into the database of the data folder. */
async function openDoor(flags: LoadFlags): Promise<Door> {
  const { base, token } = flags;
  if (base !== undefined)
    return { send: (sending) => sendFile({ base, token: token ?? '' }, sending), close: async () => undefined };
  const { core, served } = await attach(flags);
  const access = await core.auth.accessOfClient('loader', 'Organization/system');
  const { intake } = core.services.answers['record'] as RecordJoint;
  const send: Send = async ({ mapping, bytes, ...sending }) => {
    const known = mapping === undefined ? undefined : mappingNamed(mapping);
    if (known && !known.ok) return known;
    return intake(access, { ...sending, ...(bytes > 0 ? { bytes } : {}), ...(known ? { mapping: known.value } : {}) });
  };
  const close = async (): Promise<void> => {
    if (!served) {
      const consumers = await startConsumers(core);
      const shown = startProgress(Date.now);
      let most = 0;
      await consumers.caughtUp((waiting) => {
        most = Math.max(most, waiting);
        shown.step({ what: 'linking people and counting', done: most - waiting, total: most, unit: 'changes' });
      });
      shown.end();
      await consumers.stop();
    }
    await core.stop();
  };
  return { send, close };
}

function countOf({ refused, refusedUnnamed = 0 }: IntakeReport): number {
  return refused.length + refusedUnnamed;
}

function tell(report: IntakeReport, json: boolean): void {
  if (json) {
    process.stdout.write(`${JSON.stringify({ report })}\n`);
    return;
  }
  const { file, organization, taken, unchanged, refused, refusedUnnamed = 0 } = report;
  const lines = refused.map(({ line, record, code, why }) => `  line ${line}, ${record}: ${why} [${code}]`);
  if (refusedUnnamed > 0) lines.push(`  and ${refusedUnnamed} more`);
  const head = `${file} of ${organization}: ${taken} taken, ${unchanged} unchanged, ${countOf(report)} refused`;
  process.stdout.write(`${[head, ...lines].join('\n')}\n`);
}

function tellRefused(file: string, { refusals }: Refused, json: boolean): void {
  if (json) process.stdout.write(`${JSON.stringify({ file: basename(file), refusals })}\n`);
  else for (const { code, text } of refusals) process.stdout.write(`${basename(file)}: ${text} [${code}]\n`);
}
