import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import { type Reader, sql } from '#store';
import { digest } from '../secret.ts';
import { PATHS } from './discovery.ts';

const FORM = 'application/x-www-form-urlencoded';
const BYTES_MAX = 56 * 1024;

export function isTokenAsked({ method, url = '', headers }: IncomingMessage, origin: string): boolean {
  return (
    method === 'POST' &&
    new URL(url, origin).pathname === PATHS.token &&
    (headers['content-type'] ?? '').startsWith(FORM)
  );
}

/**
 * SMART lets an app that keeps no secret ask for its next token by the refresh token alone. OAuth wants to know the app: it is
 * the one that the token was given to, and only one without a secret is taken at this word.
 */
export async function withClient(reader: Reader, request: IncomingMessage): Promise<IncomingMessage> {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    bytes += part.length;
    // Longer than any that is right: the provider refuses it by its length.
    if (bytes <= BYTES_MAX + 1) parts.push(part);
  }
  const sent = Buffer.concat(parts).toString('utf8');
  const form = new URLSearchParams(sent);
  const token = form.get('refresh_token');
  const named = form.has('client_id') || form.has('client_assertion') || request.headers.authorization !== undefined;
  if (form.get('grant_type') !== 'refresh_token' || token === null || named) return sentAnew(request, sent);
  const row = await reader.first<{ id: string }>(sql`select p.id from smart_item i
    join smart_app p on p.id = i.payload ->> 'clientId' and p.authenticates = 'none'
    where i.kind = 'RefreshToken' and i.hash = ${digest(token)}`);
  if (row) form.set('client_id', row.id);
  return sentAnew(request, String(form));
}

/** The same request with this body, for whoever reads it next. */
function sentAnew(request: IncomingMessage, body: string): IncomingMessage {
  const { headers, method, url, socket, httpVersion, httpVersionMajor, httpVersionMinor } = request;
  headers['content-length'] = String(Buffer.byteLength(body));
  delete headers['transfer-encoding'];
  const stream = Readable.from([Buffer.from(body)], { objectMode: false });
  const said = { headers, method, url, socket, httpVersion, httpVersionMajor, httpVersionMinor };
  return Object.assign(stream, said) as unknown as IncomingMessage;
}
