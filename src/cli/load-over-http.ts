import { once } from 'node:events';
import { type IncomingMessage, request as askOpenly } from 'node:http';
import { request as askSecurely } from 'node:https';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
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
export async function sendFile({ base, token }: Server, sending: Sending): Promise<Outcome<IntakeReport>> {
  const answer = await answerTo(addressOf(base, sending), token, sending.content).catch(() => undefined);
  if (answer === undefined) {
    return refuse('transient', 'cli.unreachable', `${base} does not answer. Is the server running?`);
  }
  const { statusCode: status = 0 } = answer;
  try {
    if (status < 200 || status > 299) return refusalsOf((await all(linesOf(answer))).join('\n'), status);
    for await (const text of linesOf(answer)) {
      const line = JSON.parse(text) as Line;
      if (line.progress) sending.progress(line.progress);
      if (line.report) return { ok: true, value: line.report };
      if (line.refusals) return refused(...line.refusals);
    }
  } catch {
    // The connection broke.
  }
  return cutShort();
}

/**
 * Sent as fast as the server reads, so that as good as nothing of the file is held; what `fetch` is given it keeps, all of a gigabyte.
 * The answer may begin, and may end in a refusal, before all of it is sent.
 */
async function answerTo(address: string, token: string, content: Readable): Promise<IncomingMessage> {
  const ask = address.startsWith('https:') ? askSecurely : askOpenly;
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/octet-stream' };
  const asked = ask(address, { method: 'POST', headers });
  const answered = once(asked, 'response') as Promise<[IncomingMessage]>;
  // Told by the answer, or by there being none.
  asked.on('error', () => undefined);
  pipeline(content, asked).catch(() => undefined);
  const [answer] = await answered;
  return answer;
}

async function* linesOf(answer: IncomingMessage): AsyncGenerator<string> {
  let rest = '';
  for await (const chunk of answer.setEncoding('utf8')) {
    const lines = (rest + String(chunk)).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
  if (rest !== '') yield rest;
}

async function all(lines: AsyncIterable<string>): Promise<readonly string[]> {
  const taken: string[] = [];
  for await (const line of lines) taken.push(line);
  return taken;
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
