import type { Obligations } from '#obligation';
import type { FastifyInstance } from 'fastify';

type CalendarParts = { readonly feeds: Obligations['feeds']; readonly origin: () => string };

/** The calendars that calendar programs subscribe to: whoever has the address has the calendar, so that it holds nothing of a person. */
export function mountCalendars(server: FastifyInstance, { feeds, origin }: CalendarParts): void {
  server.route<{ Params: { name: string } }>({
    method: 'GET',
    url: '/calendar/:name',
    config: {
      policy: {
        allow: 'public',
        why: 'calendar programs cannot sign in; the address is a secret of 256 bits that can be revoked',
      },
      kind: 'page',
    },
    handler: async (request, reply) => {
      const secret = /^([\w-]{20,100})\.ics$/.exec(request.params.name)?.[1];
      const calendar = secret === undefined ? undefined : await feeds.read(secret, origin());
      if (calendar?.ok !== true) return reply.callNotFound();
      void reply.header('cache-control', 'private, no-store').header('x-robots-tag', 'noindex');
      return reply.type('text/calendar; charset=utf-8').send(calendar.value);
    },
  });
}
