import type { Socket } from 'node:net';
import type { Refusal } from '#fhir';
import { API_HEADERS } from './headers.ts';
import { operationOutcome } from './outcome.ts';
import { statusLine, statusOf } from './status.ts';

/** Answers what is no HTTP request: it has no route, no headers and no caller, so its words are those of the FHIR API. */
export function refuseUnreadable(error: Error & { readonly code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const refusal = refusalOf(error.code ?? '');
  const body = operationOutcome([refusal]);
  const headers = [
    'connection: close',
    'cache-control: no-store',
    ...Object.entries(API_HEADERS).map(([name, value]) => `${name}: ${value}`),
    'content-type: application/fhir+json; charset=utf-8',
    `content-length: ${Buffer.byteLength(body)}`,
  ];
  socket.end(`HTTP/1.1 ${statusLine(statusOf(refusal))}\r\n${headers.join('\r\n')}\r\n\r\n${body}`);
}

function refusalOf(code: string): Refusal {
  if (code === 'HPE_HEADER_OVERFLOW') {
    const text = 'The address and the headers have more than 16 KB. Send a long search as a form to [type]/_search.';
    return { code: 'http.too-long-head', type: 'too-long', text };
  }
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') {
    return { code: 'http.too-slow', type: 'throttled', text: 'The request did not arrive in time. Send it again.' };
  }
  const text =
    'The request line or a header cannot be read. Addresses are ASCII; encode everything else with percent signs.';
  return { code: 'http.unreadable', type: 'invalid', text };
}
