import type { Access } from '#agreement';
import type { Outcome } from '#fhir';
import type { Repository } from '#repository';
import type { Answer } from './answer.ts';
import type { Audit } from './audit.ts';
import type { Prefer } from './prefer.ts';
import type { RoutePolicy } from './route.ts';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

export type Headers = Readonly<Record<string, string | undefined>>;

/** A FHIR request whose caller is known and whose repository is bound to them. */
export type FhirRequest = {
  readonly type: string;
  readonly id: string;
  /** Further parts of the path. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: readonly (readonly [name: string, value: string])[];
  readonly headers: Headers;
  /** The body as received. */
  readonly body: string;
  readonly prefer: Prefer;
  /** 'http://localhost:8080/fhir'. */
  readonly base: string;
  readonly access: Access;
  readonly repository: Repository;
  readonly audit: Audit;
  readonly now: Date;
  readonly newId: () => string;
  /** Of the program. */
  readonly version: string;
};

export type Interaction = {
  readonly method: Method;
  readonly path: string;
  readonly policy: RoutePolicy;
  readonly bodyBytesMax: number;
  readonly run: (request: FhirRequest) => Promise<Outcome<Answer>>;
};

const MEGABYTE = 1024 * 1024;
const RESOURCE_BYTES_MAX = 16 * MEGABYTE;
/** Read, a body takes its bytes and twice as many for text beyond Latin letters: less than 100 MB in all. What is longer comes as a file. */
export const BUNDLE_BYTES_MAX = 30 * MEGABYTE;

type Options = { readonly policy?: RoutePolicy; readonly bodyBytesMax?: number };

/** An interaction of the FHIR API: interaction('GET /:type/:id', handler). */
export function interaction(
  place: `${Method} /${string}`,
  run: Interaction['run'],
  options: Options = {},
): Interaction {
  const [method, path] = place.split(' ') as [Method, string];
  const { policy = { allow: 'signed-in' }, bodyBytesMax = RESOURCE_BYTES_MAX } = options;
  return { method, path, policy, bodyBytesMax, run };
}

/** The search of a conditional interaction, as criteria without '?'. What shapes the answer is no part of it. */
export function criteriaOf({ query }: Pick<FhirRequest, 'query'>): string {
  const criteria = query.filter(([name]) => name !== '_format' && name !== '_pretty');
  return String(new URLSearchParams(criteria.map(([name, value]) => [name, value])));
}
