/** Milliseconds as PostgreSQL reads a timestamptz, open ends included. What has no date is before everything: no nulls to order. */
export function instant(ms: number | undefined): string {
  if (ms === undefined) return '-infinity';
  if (ms === Number.POSITIVE_INFINITY) return 'infinity';
  if (ms === Number.NEGATIVE_INFINITY) return '-infinity';
  return new Date(Math.min(Math.max(ms, EARLIEST), LATEST)).toISOString();
}

/** Years 1 to 9999, as FHIR dates have them: outside of these a text of ours is none that PostgreSQL reads. */
const EARLIEST = Date.parse('0001-01-01T00:00:00Z');
const LATEST = Date.parse('9999-12-31T23:59:59.999Z');
