import { connect, type Socket } from 'node:net';
import type { Answer, Case } from './case.ts';

/** A client that sends what it is given, byte for byte: one connection, one request at a time. */
export type Wire = { readonly ask: (one: Case) => Promise<Answer>; readonly close: () => void };

const PATIENCE_MS = 30_000;
const NOTHING: Omit<Answer, 'ms'> = { status: 0, headers: new Map(), body: '' };

export function openWire(port: number, token: string): Wire {
  let socket: Socket | undefined;
  const ask = (one: Case): Promise<Answer> =>
    new Promise((resolve) => {
      const line: Socket =
        socket !== undefined && !socket.destroyed && socket.writable ? socket : connect(port, '127.0.0.1');
      socket = line;
      line.setNoDelay(true);
      const began = performance.now();
      const parts: Buffer[] = [];
      const settle = (answer: Omit<Answer, 'ms'>, keep: boolean): void => {
        clearTimeout(timer);
        line.removeAllListeners();
        line.on('error', () => undefined);
        if (!keep) line.destroy();
        resolve({ ...answer, ms: performance.now() - began });
      };
      const timer = setTimeout(() => settle(NOTHING, false), PATIENCE_MS);
      const told = (ended: boolean): void => {
        const answer = read(Buffer.concat(parts), ended, one.method === 'HEAD');
        if (answer === undefined) return ended ? settle(NOTHING, false) : undefined;
        settle(answer, !ended && answer.headers.get('connection') !== 'close');
      };
      line.on('data', (part: Buffer) => {
        parts.push(part);
        told(false);
      });
      line.on('end', () => told(true));
      line.on('error', () => told(true));
      line.on('close', () => told(true));
      line.write(requestOf(one, port, token));
    });
  return { ask, close: () => socket?.destroy() };
}

function requestOf({ method, base = '/fhir', target, headers = {}, body }: Case, port: number, token: string): Buffer {
  const lines = {
    host: `127.0.0.1:${port}`,
    authorization: `Bearer ${token}`,
    ...(body === undefined ? {} : { 'content-length': String(body.length) }),
    ...headers,
  };
  const head = Object.entries(lines).map(([name, value]) => `${name}: ${value}\r\n`);
  const start = Buffer.from(`${method} ${base}${target} HTTP/1.1\r\n${head.join('')}\r\n`, 'latin1');
  return body === undefined ? start : Buffer.concat([start, body]);
}

/** The answer, where the bytes hold all of it. */
function read(bytes: Buffer, ended: boolean, bare: boolean): Omit<Answer, 'ms'> | undefined {
  const end = bytes.indexOf('\r\n\r\n');
  if (end === -1) return undefined;
  const [first = '', ...lines] = bytes.toString('latin1', 0, end).split('\r\n');
  const status = Number(first.split(' ')[1]);
  const headers = new Map(
    lines.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]),
  );
  const rest = bytes.subarray(end + 4);
  if (status === 204 || status === 304 || bare) return { status, headers, body: '' };
  if (headers.get('transfer-encoding') === 'chunked') return unchunked(rest, { status, headers });
  const length = Number(headers.get('content-length') ?? (ended ? rest.length : Number.NaN));
  return rest.length >= length ? { status, headers, body: rest.toString('utf8', 0, length) } : undefined;
}

/** Lines come one by one, each piece with its length before it. */
function unchunked(rest: Buffer, head: Omit<Answer, 'ms' | 'body'>): Omit<Answer, 'ms'> | undefined {
  const parts: Buffer[] = [];
  for (let at = 0; ; ) {
    const end = rest.indexOf('\r\n', at);
    if (end === -1) return undefined;
    const length = Number.parseInt(rest.toString('latin1', at, end), 16);
    if (rest.length < end + 2 + length + 2) return undefined;
    if (length === 0) return { ...head, body: Buffer.concat(parts).toString('utf8') };
    parts.push(rest.subarray(end + 2, end + 2 + length));
    at = end + 2 + length + 2;
  }
}
