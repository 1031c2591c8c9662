/** Address of an agreement, of one version of it, or of what is done to it. */
export function agreementHref(id: string, version?: number, below = ''): string {
  return `/agreements/${encodeURIComponent(id)}${below}${version === undefined ? '' : `?version=${version}`}`;
}

/** The version an address names. */
export function versionAsked(query: URLSearchParams): number | undefined {
  const version = Number(query.get('version'));
  return Number.isInteger(version) && version > 0 ? version : undefined;
}
