/** Milliseconds as a timestamptz takes them, open ends included. What has no date is before everything: no nulls to order. */
export function instant(ms: number | undefined): number {
  if (ms === undefined) return Number.NEGATIVE_INFINITY;
  return Number.isFinite(ms) ? Math.min(Math.max(ms, EARLIEST), LATEST) : ms;
}

/** Years 1 to 9999, as FHIR dates have them. */
const EARLIEST = Date.parse('0001-01-01T00:00:00Z');
const LATEST = Date.parse('9999-12-31T23:59:59.999Z');
