import { accepted } from '#fhir';
import type { Route, RoutePolicy } from '#http';
import { typedFrom } from '../programme/routes.ts';
import type { StakeholderAnswers } from './contract.ts';

const policy: RoutePolicy = { allow: 'signed-in' };

/** The JSON API of stakeholders. Members are words, as on the pages. */
export function stakeholderRoutes(answers: StakeholderAnswers): readonly Route[] {
  const get = (path: string, handle: Route['handle']): Route => ({ method: 'GET', path, policy, handle });
  const post = (path: string, handle: Route['handle']): Route => ({
    method: 'POST',
    path,
    policy,
    body: 'json',
    handle,
  });
  return [
    get('/api/programmes/:id/stakeholders', ({ access, params }) => answers.circle(access, params['id'] ?? '')),
    post('/api/programmes/:id/stakeholders', ({ access, params, body }) =>
      answers.enter(access, params['id'] ?? '', typedFrom(body)),
    ),
    get('/api/programmes/:id/stakeholders/:stakeholder', ({ access, params }) =>
      answers.one(access, params['id'] ?? '', params['stakeholder'] ?? ''),
    ),
    post('/api/programmes/:id/stakeholders/:stakeholder/:deed', ({ access, params, body }) => {
      const { id = '', stakeholder = '', deed: did = '' } = params;
      const about = stakeholder === 'all' ? {} : { id: stakeholder };
      return answers.act(access, id, { did, ...about, typed: typedFrom(body) });
    }),
    get('/api/programmes/:id/influence', ({ access, params }) => answers.influence(access, params['id'] ?? '')),
    get('/api/programmes/:id/kits', ({ access, params }) => answers.kits(access, params['id'] ?? '')),
    get('/api/programmes/:id/kit', ({ access, params, query }) =>
      answers.kit(access, params['id'] ?? '', `${query.get('of') ?? ''}|${query.get('role') ?? ''}`),
    ),
    get('/api/stakeholder-entries', async ({ access }) => accepted(await answers.mine(access))),
  ];
}
