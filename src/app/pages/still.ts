import type { Access } from '#agreement';
import type { Auth } from '#auth';
import { sessionOf } from '#http';
import { standingOf } from '#repository';
import type { Reader } from '#store';
import type { FastifyInstance, FastifyRequest } from 'fastify';

type StillParts = { readonly reader: Reader; readonly auth: Pick<Auth, 'callerOfSession'> };

/** What the open page is told of itself, so that it can ask whether that still stands. */
export type Still = { readonly mark: string; readonly person?: string };

/** A page about a person has them in its address. */
const PERSON = /^\/people\/([^/?]+)/;
const ID = /^[\w-]{1,64}$/;

const ASKED = {
  policy: {
    allow: 'public',
    why: 'an open page asks whether its reader is signed in; nothing else is told to who is not',
  },
  kind: 'json',
  byItself: true,
} as const;
/** The mark of whoever is not signed in. */
const NOBODY = 'nobody';

/**
 * Whether a page that somebody has open may still be shown: 304 as long as nothing changed in what their seat may see. Pages ask
 * every second (web/browser/page/still.ts), so it reads two rows, looks at no record, keeps no session alive and leaves no line in
 * the log.
 */
export function mountStill(server: FastifyInstance, parts: StillParts): void {
  server.get('/still', { config: ASKED }, async (request, reply) => {
    const sid = sessionOf(request);
    const caller = sid === undefined ? undefined : await parts.auth.callerOfSession(sid, true);
    const at = request.url.indexOf('?');
    const person = new URLSearchParams(at < 0 ? '' : request.url.slice(at + 1)).get('person') ?? undefined;
    const mark = `"${await markOf(parts, caller?.access, person)}"`;
    void reply.header('cache-control', 'no-store').header('etag', mark);
    if (request.headers['if-none-match'] === mark) return reply.code(304).send();
    return reply.code(204).send();
  });
}

/** To be taken before the page is loaded: what changes meanwhile is then noticed. */
export async function stillOf(parts: StillParts, request: FastifyRequest): Promise<Still | undefined> {
  const access = request.caller?.access;
  if (access === undefined) return undefined;
  const person = PERSON.exec(request.url)?.[1];
  const known = person !== undefined && ID.test(person) ? person : undefined;
  const mark = await markOf(parts, access, known);
  return known === undefined ? { mark } : { mark, person: known };
}

async function markOf({ reader }: StillParts, access: Access | undefined, person?: string): Promise<string> {
  if (access === undefined) return NOBODY;
  return standingOf(reader, access, person !== undefined && ID.test(person) ? person : undefined);
}
