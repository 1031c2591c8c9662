/** Address of an agreement, of one version of it, or of what is done to it. */
export function agreementHref(id: string, version?: number, below = ''): string {
  return `/agreements/${encodeURIComponent(id)}${below}${version === undefined ? '' : `?version=${version}`}`;
}

/** The version an address names. */
export function versionAsked(query: URLSearchParams): number | undefined {
  const version = Number(query.get('version'));
  return Number.isInteger(version) && version > 0 ? version : undefined;
}

export function joinHref(joining: string): string {
  return `/join/${encodeURIComponent(joining)}`;
}

/** Address of a draft, or of what is written in it. */
export function draftHref(id: string, below = ''): string {
  return `/drafts/${encodeURIComponent(id)}${below}`;
}

export function partHref(draft: string, part: string): string {
  return draftHref(draft, `/parts/${encodeURIComponent(part)}`);
}

export function paragraphHref(draft: string, paragraph: string): string {
  return draftHref(draft, `/text/${encodeURIComponent(paragraph)}`);
}
