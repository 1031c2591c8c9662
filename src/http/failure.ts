import type { Refusal } from '#fhir';
import { Timeout, Unavailable } from '#store';
import type { Refusals } from './outcome.ts';
import { NotUtf8 } from './utf8.ts';

/** What was thrown, as a refusal. Mistakes of ours give a trace id and nothing else. */
export function refusalsOf(error: unknown, trace: string): Refusals {
  return [refusalOf(error, trace)];
}

/** A mistake of ours, or an outage: what an operator has to see. */
export function isOurs(refusal: Refusal): boolean {
  return refusal.type === 'exception' || refusal.type === 'transient' || refusal.type === 'timeout';
}

function refusalOf(error: unknown, trace: string): Refusal {
  if (error instanceof Unavailable) {
    const text = 'The record cannot be reached at the moment. Nothing was changed; try again in a few seconds.';
    return { code: 'http.unavailable', type: 'transient', text };
  }
  if (error instanceof Timeout) {
    return {
      code: 'http.timeout',
      type: 'timeout',
      text: 'This took too long and was given up. Ask for less at once.',
    };
  }
  if (error instanceof NotUtf8) {
    return { code: 'http.not-utf8', type: 'structure', text: `The body is not UTF-8 at byte ${error.byte}.` };
  }
  const of = OF_FRAMEWORK[codeOf(error)];
  if (of) return of;
  const text = `Something went wrong on our side. Tell support this number: ${trace}.`;
  return { code: 'http.exception', type: 'exception', text };
}

/** What the framework throws before a handler runs. */
const OF_FRAMEWORK: Readonly<Record<string, Refusal>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: {
    code: 'http.too-long',
    type: 'too-long',
    text: 'The body is too large: a resource has at most 16 MB, a bundle 30 MB. Send it in parts, or as a file, which may have any length.',
  },
  FST_ERR_CTP_INVALID_MEDIA_TYPE: {
    code: 'http.media-type',
    type: 'not-supported',
    text: 'Concord takes JSON here (Content-Type: application/fhir+json). XML is not supported.',
    expression: 'Content-Type',
  },
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: {
    code: 'http.cut-off',
    type: 'structure',
    text: 'The body is shorter or longer than its Content-Length says.',
    expression: 'Content-Length',
  },
  FST_ERR_BAD_URL: {
    code: 'http.address',
    type: 'value',
    text: 'The address has a percent sign that encodes nothing.',
  },
  FST_ERR_MAX_PARAM_LENGTH: {
    code: 'http.address',
    type: 'value',
    text: 'A part of the address has more than 256 characters, so it names nothing.',
  },
};

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}
