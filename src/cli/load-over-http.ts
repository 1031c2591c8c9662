import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { type Outcome, type Refusal, refuse, refused } from '#fhir';
import type { IntakeProgress } from '#record';
import type { IntakeReport } from '#record/contract';
import type { Sending } from './load.ts';

export type Server = { readonly base: string; readonly token: string };

type Line = {
  readonly progress?: IntakeProgress;
  readonly report?: IntakeReport;
  readonly refusals?: readonly [Refusal, ...Refusal[]];
};

/** Sends a file to a running server, which answers line by line while it takes it in. */
export async function sendFile(server: Server, sending: Sending): Promise<Outcome<IntakeReport>> {
  const answer = await fetch(addressOf(server.base, sending), {
    method: 'POST',
    headers: { authorization: `Bearer ${server.token}`, 'content-type': 'application/octet-stream' },
    // Read as it is sent: `Readable.toWeb` counts chunks where it means bytes, and would hold all of a file that the server is slow with.
    body: sending.content as AsyncIterable<Uint8Array>,
    duplex: 'half',
  } as unknown as RequestInit).catch((error: unknown) => error);
  if (!(answer instanceof Response)) {
    return refuse('transient', 'cli.unreachable', `${server.base} does not answer. Is the server running?`);
  }
  if (!answer.ok || !answer.body) return refusalsOf(await answer.text(), answer.status);
  for await (const text of createInterface({ input: Readable.fromWeb(answer.body as ReadableStream) })) {
    const line = JSON.parse(text) as Line;
    if (line.progress) sending.progress(line.progress);
    if (line.report) return { ok: true, value: line.report };
    if (line.refusals) return refused(...line.refusals);
  }
  return cutShort();
}

/** The program's address, where people give the FHIR base as often. */
function addressOf(base: string, { organization, name, mapping, sha256, bytes }: Sending): string {
  const query = new URLSearchParams({
    organization,
    file: name,
    sha256,
    ...(bytes > 0 ? { bytes: String(bytes) } : {}),
    ...(mapping === undefined ? {} : { mapping }),
  });
  return `${base.replace(/\/+$/, '').replace(/\/fhir$/, '')}/api/intake?${query}`;
}

function refusalsOf(text: string, status: number): Outcome<never> {
  try {
    const { refusals } = JSON.parse(text) as Line;
    if (refusals) return refused(...refusals);
  } catch {
    // No JSON: something between us and the server answered.
  }
  return refuse('transient', 'cli.unreachable', `The server answered ${status}.`);
}

function cutShort(): Outcome<never> {
  const text = 'The server stopped answering before it was done. Load the file again: nothing is taken twice.';
  return refuse('transient', 'cli.cut-short', text);
}
