/** One request of the fuzz: `target` as the bytes of a request line (latin1), below the base of the FHIR API. */
export type Case = {
  readonly kind: Kind;
  readonly method: string;
  /** '/Patient?name=x': what follows the base. */
  readonly target: string;
  /** '/fhir' where nothing is said. */
  readonly base?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Buffer;
};

export type Kind = 'search' | 'resource' | 'bundle' | 'patch' | 'operation' | 'intake';

export type Answer = {
  /** 0 where there was none. */
  readonly status: number;
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
  readonly ms: number;
};

export const FHIR_JSON = 'application/fhir+json';
export const JSON_PATCH = 'application/json-patch+json';
export const MERGE_PATCH = 'application/merge-patch+json';
export const FORM = 'application/x-www-form-urlencoded';

/** A case in words short enough for a line. */
export function told({ method, target, headers, body }: Case): string {
  const sent = body === undefined ? '' : ` ${body.length} bytes ${JSON.stringify(body.toString('utf8').slice(0, 600))}`;
  const said = headers === undefined ? '' : ` ${JSON.stringify(headers)}`;
  return `${method} ${JSON.stringify(target.slice(0, 600))}${said}${sent}`;
}
