/** The headers by which a browser tells where a request comes from. */
export type OriginHeaders = {
  readonly origin?: string | undefined;
  readonly host?: string | undefined;
  readonly 'sec-fetch-site'?: string | undefined;
};

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Whether a request that carries a session cookie comes from our own pages. Sec-Fetch-Site cannot be set by a page; Origin is
 * for browsers without it. A browser sends one of the two with every POST; neither means it is no browser form, and such a
 * caller has no reason to hold a cookie.
 */
export function fromOurPages(method: string, headers: OriginHeaders): boolean {
  if (SAFE_METHODS.has(method)) return true;
  const site = headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin' || site === 'none';
  return headers.origin !== undefined && hostOf(headers.origin) === headers.host;
}

function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined;
}
