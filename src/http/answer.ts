/** What a FHIR interaction answers. `body` is JSON text, put together and never printed anew; '' is no body. */
export type Answer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

/** Version, time and place of a resource, as headers. */
export function etagOf(version: number): string {
  return `W/"${version}"`;
}

export function versionHeaders(version: number, updated: Date): Record<string, string> {
  return { etag: etagOf(version), 'last-modified': updated.toUTCString() };
}
