import { accepted } from '#fhir';
import type { Route, RoutePolicy } from '#http';
import { typedFrom } from '../programme/routes.ts';
import type { TieAnswers } from '../tie/contract.ts';
import type { CharterAnswers } from './contract.ts';

const policy: RoutePolicy = { allow: 'signed-in' };

/** The JSON API of who does what in a pathway, and who works with whom. */
export function charterRoutes(answers: {
  readonly charters: CharterAnswers;
  readonly ties: TieAnswers;
}): readonly Route[] {
  const { charters, ties } = answers;
  const get = (path: string, handle: Route['handle']): Route => ({ method: 'GET', path, policy, handle });
  const post = (path: string, handle: Route['handle']): Route => ({
    method: 'POST',
    path,
    policy,
    body: 'json',
    handle,
  });
  return [
    get('/api/charters', async ({ access }) => accepted(await charters.all(access))),
    post('/api/charters', ({ access, body }) => charters.begin(access, typedFrom(body))),
    get('/api/charters/:id', ({ access, params }) => charters.one(access, params['id'] ?? '')),
    post('/api/charters/:id/:deed', ({ access, params, body }) =>
      charters.act(access, params['id'] ?? '', { did: params['deed'] ?? '', typed: typedFrom(body) }),
    ),
    get('/api/ties', async ({ access }) => accepted(await ties.all(access))),
    post('/api/ties/:deed', ({ access, params, body }) =>
      ties.act(access, { did: params['deed'] ?? '', typed: typedFrom(body) }),
    ),
  ];
}
