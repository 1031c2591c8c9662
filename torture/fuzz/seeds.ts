import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Case, Kind } from './case.ts';
import type { Found } from './figures.ts';
import type { Target } from './patches.ts';

/** A case that once broke a rule. A body is text, bytes in base64, or texts with how often each is repeated. */
export type Seed = {
  readonly why: string;
  readonly kind: Kind;
  readonly method: string;
  readonly target: string;
  readonly base?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly base64?: string;
  readonly repeated?: readonly (readonly [text: string, times: number])[];
  /** What a patch meets. */
  readonly before?: Target;
  /** What the answer has to be, where the rules alone say too little. */
  readonly status?: number;
};

const FOLDER = join(import.meta.dirname, 'seeds');

export function seeds(): readonly (Seed & { readonly name: string })[] {
  return readdirSync(FOLDER)
    .filter((file) => file.endsWith('.json'))
    .sort()
    .map((file) => ({ ...(JSON.parse(readFileSync(join(FOLDER, file), 'utf8')) as Seed), name: file.slice(0, -5) }));
}

export function caseOf({ kind, base, method, target, headers, body, base64, repeated }: Seed): Case {
  const parts = repeated?.map(([text, times]) => text.repeat(times)).join('') ?? body;
  const bytes = base64 === undefined ? parts && Buffer.from(parts) : Buffer.from(base64, 'base64');
  return {
    kind,
    method,
    target,
    ...(base ? { base } : {}),
    ...(headers ? { headers } : {}),
    ...(bytes ? { body: bytes } : {}),
  };
}

export function seedOf({ one, fault, before }: Found): Seed {
  const { kind, base, method, target, headers, body } = one;
  const text = body?.toString('utf8');
  const isText = body !== undefined && Buffer.from(text ?? '').equals(body);
  return {
    why: `${fault.rule}: ${fault.text.slice(0, 200)}`,
    kind,
    method,
    target,
    ...(base ? { base } : {}),
    ...(headers ? { headers } : {}),
    ...(body === undefined ? {} : isText ? { body: text as string } : { base64: body.toString('base64') }),
    ...(before ? { before } : {}),
  };
}
