import { refuse } from '#fhir';
import type { Route, RoutePolicy } from '#http';
import type { ServiceAnswers } from './contract.ts';

/** GET /api/services; GET /api/referrals/:id/services; POST /api/referrals/:id/service {"service": "..."} or {} for the nearest free. */
export function serviceRoutes(answers: ServiceAnswers): readonly Route[] {
  const policy: RoutePolicy = { allow: 'signed-in' };
  return [
    { method: 'GET', path: '/api/services', policy, handle: ({ access }) => answers.map(access) },
    {
      method: 'GET',
      path: '/api/referrals/:id/services',
      policy,
      handle: ({ access, params }) => answers.choices(access, params['id'] ?? ''),
    },
    {
      method: 'POST',
      path: '/api/referrals/:id/service',
      policy,
      body: 'json',
      handle: async ({ access, params, body }) => {
        const service = serviceIn(body);
        if (service === null) {
          const text =
            'Name a service as {"service": "its id"}, or send {} for the nearest that has a free appointment.';
          return refuse('value', 'insight.no-service', text);
        }
        return answers.choose(access, params['id'] ?? '', service);
      },
    },
  ];
}

function serviceIn(body: unknown): string | undefined | null {
  if (typeof body !== 'object' || body === null) return null;
  const { service } = body as { readonly service?: unknown };
  return service === undefined || typeof service === 'string' ? service : null;
}
