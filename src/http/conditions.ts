import { accepted, type Outcome, refuse } from '#fhir';

const ETAG = /^(?:W\/)?"(\d{1,9})"$/;

/** If-Match of a write: the version that the caller believes current. */
export function ifMatchOf(header: string | undefined): Outcome<number | undefined> {
  if (header === undefined) return accepted(undefined);
  const version = ETAG.exec(header.trim())?.[1];
  if (version === undefined) {
    return refuse(
      'value',
      'http.if-match',
      `If-Match is the ETag of one version, like W/"3", not ${header.slice(0, 40)}.`,
      'If-Match',
    );
  }
  return accepted(Number(version));
}

export type Freshness = { readonly version: number; readonly updated: Date };
export type ReadConditions = {
  readonly 'if-none-match'?: string | undefined;
  readonly 'if-modified-since'?: string | undefined;
};

/** Whether the caller holds this version already (304). If-None-Match decides where both are given: RFC 9110, 13.2.2. */
export function isFresh(headers: ReadConditions, { version, updated }: Freshness): boolean {
  const known = headers['if-none-match'];
  if (known !== undefined) {
    return known.split(',').some((tag) => tag.trim() === '*' || ETAG.exec(tag.trim())?.[1] === String(version));
  }
  const since = Date.parse(headers['if-modified-since'] ?? '');
  // HTTP dates have whole seconds.
  return !Number.isNaN(since) && Math.floor(updated.getTime() / 1000) * 1000 <= since;
}
