import { createHash } from 'node:crypto';
import type { Access } from '#agreement';
import { accepted, type Outcome, refuse } from '#fhir';
import type { Repository } from '#repository';
import type { Answer } from './answer.ts';
import type { FhirRequest, Method } from './interaction.ts';

export type Keyed = { readonly access: Access; readonly key: string; readonly requestHash: Uint8Array };

/** Runs `work` once for a key: its answer is kept in the same transaction as what it wrote, and given again to whoever asks again. */
export type Once = (
  keyed: Keyed,
  work: (repository: Repository) => Promise<Outcome<Answer>>,
) => Promise<Outcome<Answer>>;

const KEY = /^[\x21-\x7e]{1,128}$/;

/** The Idempotency-Key of a write, checked; undefined where there is none. */
export function keyOf(header: string | undefined): Outcome<string | undefined> {
  if (header === undefined || KEY.test(header)) return accepted(header);
  return refuse(
    'value',
    'http.idempotency-key',
    'An Idempotency-Key has 1 to 128 visible ASCII characters.',
    'Idempotency-Key',
  );
}

/** What makes two requests with one key the same request: where they go, what conditions them, and their bytes. */
export function requestHash(
  method: Method,
  address: string,
  { headers, body }: Pick<FhirRequest, 'headers' | 'body'>,
): Buffer {
  const conditions = ['content-type', 'if-match', 'if-none-exist', 'prefer'].map((name) => headers[name] ?? '');
  return createHash('sha256')
    .update([method, address, ...conditions, body].join('\n'))
    .digest();
}
