import type { IssueType, Refusal } from '#fhir';

/** The one table from issue type to HTTP status: https://hl7.org/fhir/R4/http.html#Status-Codes. */
const STATUS: Readonly<Record<IssueType, number>> = {
  invalid: 400,
  structure: 400,
  required: 400,
  value: 400,
  'not-supported': 400,
  'too-costly': 400,
  login: 401,
  unknown: 401,
  expired: 401,
  security: 403,
  forbidden: 403,
  suppressed: 403,
  'not-found': 404,
  conflict: 409,
  duplicate: 409,
  deleted: 410,
  'lock-error': 412,
  'multiple-matches': 412,
  'too-long': 413,
  invariant: 422,
  processing: 422,
  'code-invalid': 422,
  extension: 422,
  'business-rule': 422,
  incomplete: 422,
  throttled: 429,
  exception: 500,
  transient: 503,
  'no-store': 503,
  timeout: 503,
  informational: 200,
};

/** What HTTP itself has a status for and FHIR no issue type. */
const STATUS_OF_CODE: Readonly<Record<string, number>> = {
  'http.method': 405,
  'http.not-acceptable': 406,
  'http.media-type': 415,
  'http.too-long-head': 431,
  'http.too-slow': 408,
};

/** Seconds after which a client may try again, where trying again helps. */
const RETRY_AFTER_S: Readonly<Record<number, number>> = { 429: 1, 503: 2 };

export function statusOf(refusal: Refusal): number {
  return STATUS_OF_CODE[refusal.code] ?? STATUS[refusal.type];
}

/** Headers that belong to a status whatever was asked. */
export function headersOf(status: number): Readonly<Record<string, string>> {
  const seconds = RETRY_AFTER_S[status];
  if (seconds !== undefined) return { 'retry-after': String(seconds) };
  return status === 401 ? { 'www-authenticate': 'Bearer realm="concord"' } : {};
}

/** '201 Created', as an entry of a Bundle answers. */
export function statusLine(status: number): string {
  return `${status} ${REASON[status] ?? 'Status'}`;
}

const REASON: Readonly<Record<number, string>> = {
  200: 'OK',
  201: 'Created',
  204: 'No Content',
  304: 'Not Modified',
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  406: 'Not Acceptable',
  408: 'Request Timeout',
  409: 'Conflict',
  410: 'Gone',
  412: 'Precondition Failed',
  413: 'Content Too Large',
  415: 'Unsupported Media Type',
  422: 'Unprocessable Content',
  429: 'Too Many Requests',
  431: 'Request Header Fields Too Large',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
};
