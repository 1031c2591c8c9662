import { accepted, refuse } from '#fhir';
import type { Route, RoutePolicy } from '#http';
import type { PreventionAnswers } from './contract.ts';

const SERVICE_ID = 'prevention';

/** GET /api/people/:person/prompts, GET /api/prevention?place=, and the same prompts as CDS Hooks asks (patient-view). */
export function preventionRoutes(answers: PreventionAnswers): readonly Route[] {
  const policy: RoutePolicy = { allow: 'signed-in' };
  return [
    {
      method: 'GET',
      path: '/api/people/:person/prompts',
      policy,
      handle: ({ access, params }) => answers.prompts(access, params['person'] ?? ''),
    },
    {
      method: 'GET',
      path: '/api/prevention',
      policy,
      handle: ({ access, query }) => answers.view(access, query.get('place') ?? 'all'),
    },
    { method: 'GET', path: '/api/cds-services', policy, handle: async () => accepted(DISCOVERY) },
    {
      method: 'POST',
      path: `/api/cds-services/${SERVICE_ID}`,
      policy,
      body: 'json',
      handle: async ({ access, body }) => {
        const patient = patientIn(body);
        return patient === undefined
          ? refuse('required', 'insight.no-patient', 'Send {"hook": "patient-view", "context": {"patientId": "..."}}.')
          : answers.cards(access, patient);
      },
    },
  ];
}

const DISCOVERY = {
  services: [
    {
      id: SERVICE_ID,
      hook: 'patient-view',
      title: 'What another programme can do while somebody is here',
      description: 'Checks of other programmes that are due for somebody who attends today.',
    },
  ],
};

function patientIn(body: unknown): string | undefined {
  const { context } = (body ?? {}) as { readonly context?: { readonly patientId?: unknown } };
  return typeof context?.patientId === 'string' ? context.patientId.replace(/^Patient\//, '') : undefined;
}
