import type { From, Site } from '#auth';
import { fromOurPages } from '#auth';
import { type Outcome, accepted, refuse } from '#fhir';
import type { FastifyRequest } from 'fastify';

/** The site as browsers see it: passkeys belong to its host name, and a host that a caller made up is none. */
export function siteOf(origin: string): Site {
  const { hostname } = new URL(origin);
  return { origin: new URL(origin).origin, host: hostname };
}

export function fromOf(request: FastifyRequest, origin: string): From {
  const agent = request.headers['user-agent'];
  return { site: siteOf(origin), address: request.ip, ...(agent === undefined ? {} : { agent: agentWords(agent) }) };
}

/** What people call a browser; the whole of what it says of itself is a fingerprint, and none of our business. */
export function agentWords(agent: string): string {
  const browser = BROWSERS.find(([mark]) => agent.includes(mark))?.[1] ?? 'A browser';
  const system = SYSTEMS.find(([mark]) => agent.includes(mark))?.[1];
  return system === undefined ? browser : `${browser} on ${system}`;
}

const BROWSERS = [
  ['Edg/', 'Edge'],
  ['OPR/', 'Opera'],
  ['Firefox/', 'Firefox'],
  ['Chrome/', 'Chrome'],
  ['Safari/', 'Safari'],
] as const;
const SYSTEMS = [
  ['iPhone', 'iPhone'],
  ['iPad', 'iPad'],
  ['Android', 'Android'],
  ['Windows', 'Windows'],
  ['Mac OS', 'Mac'],
  ['Linux', 'Linux'],
] as const;

/** Routes that are open to everybody look at this themselves: what a page of another site sends is not done. */
export function ours(request: FastifyRequest): Outcome<true> {
  const headers = request.headers as Readonly<Record<string, string | undefined>>;
  if (fromOurPages(request.method, headers)) return accepted(true);
  return refuse('forbidden', 'app.cross-site', 'This was sent by a page of another site, so it was not done.');
}

export function formOf(request: FastifyRequest): URLSearchParams {
  return new URLSearchParams(typeof request.body === 'string' ? request.body : '');
}

/** Where a form leads when it is done: a place of ours, and nowhere else. */
export function placeOf(text: string | null): string {
  return text !== null && /^\/(?![/\\])[\w/?=&.-]{0,200}$/.test(text) ? text : '/';
}
