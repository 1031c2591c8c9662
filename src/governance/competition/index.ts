import type { Route, RoutePolicy } from '#http';
import type { Acting } from '../acts.ts';
import { typedFrom } from '../programme/routes.ts';
import { act, begin, looked, walls } from './acts.ts';
import type { CompetitionAnswers } from './contract.ts';
import { pairAct } from './pair-acts.ts';
import { competitionMap } from './pair-view.ts';
import { all, one } from './view.ts';

/** What partners compete for, and what each may see of the others, as pages, routes and other joints ask. */
export function competitionAnswers(acting: Acting): CompetitionAnswers {
  return {
    all: (access) => all(acting, access),
    one: (access, id) => one(acting, access, id),
    begin: (access, typed) => begin(acting, access, typed),
    map: (access) => competitionMap(acting, access),
    pairAct: (access, to, done) => pairAct(acting, access, to, done),
    act: (access, id, done) => act(acting, access, id, done),
    walls: (access) => walls(acting, access),
    looked: (access, of, what) => looked(acting, access, of, what),
  };
}

const policy: RoutePolicy = { allow: 'signed-in' };

export function competitionRoutes(answers: CompetitionAnswers): readonly Route[] {
  const get = (path: string, handle: Route['handle']): Route => ({ method: 'GET', path, policy, handle });
  const post = (path: string, handle: Route['handle']): Route => ({
    method: 'POST',
    path,
    policy,
    body: 'json',
    handle,
  });
  return [
    get('/api/procurements', ({ access }) => answers.all(access)),
    post('/api/procurements', ({ access, body }) => answers.begin(access, typedFrom(body))),
    get('/api/procurements/:id', ({ access, params }) => answers.one(access, params['id'] ?? '')),
    get('/api/competition-map', ({ access }) => answers.map(access)),
    post('/api/competition-map/:partner/:deed', ({ access, params, body }) =>
      answers.pairAct(access, `Organization/${params['partner'] ?? ''}`, {
        did: params['deed'] ?? '',
        typed: typedFrom(body),
      }),
    ),
    post('/api/procurements/:id/:deed', ({ access, params, body }) =>
      answers.act(access, params['id'] ?? '', { did: params['deed'] ?? '', typed: typedFrom(body) }),
    ),
  ];
}
