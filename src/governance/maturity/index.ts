import { accepted } from '#fhir';
import type { Route, RoutePolicy } from '#http';
import type { Acting } from '../acts.ts';
import { typedFrom } from '../programme/routes.ts';
import { agreeMaturity, closeMaturity, openMaturity, score } from './acts.ts';
import type { MaturityAnswers } from './contract.ts';
import { allOf, oneOf } from './view.ts';

/** Rounds of scoring alone and talking after, as pages and routes ask for them. */
export function maturityAnswers(acting: Acting): MaturityAnswers {
  return {
    all: (access) => allOf(acting, access),
    one: (access, id) => oneOf(acting, access, id),
    open: (access, typed) => openMaturity(acting, access, typed),
    score: (access, id, items) => score(acting, access, id, items),
    close: (access, id) => closeMaturity(acting, access, id),
    agree: (access, id, typed) => agreeMaturity(acting, access, id, typed),
  };
}

const policy: RoutePolicy = { allow: 'signed-in' };
const ALL = '/api/maturity';

/** The JSON API of rounds. Scores are `{ item: [...] }`: the items of a QuestionnaireResponse. */
export function maturityRoutes(answers: MaturityAnswers): readonly Route[] {
  const post = (path: string, handle: Route['handle']): Route => ({
    method: 'POST',
    path,
    policy,
    body: 'json',
    handle,
  });
  return [
    { method: 'GET', path: ALL, policy, handle: async ({ access }) => accepted(await answers.all(access)) },
    {
      method: 'GET',
      path: `${ALL}/:id`,
      policy,
      handle: ({ access, params }) => answers.one(access, params['id'] ?? ''),
    },
    post(ALL, ({ access, body }) => answers.open(access, typedFrom(body))),
    post(`${ALL}/:id/scores`, ({ access, params, body }) => {
      const sent = typeof body === 'object' && body !== null ? (body as Readonly<Record<string, unknown>>) : {};
      const items: readonly unknown[] = Array.isArray(sent['item']) ? sent['item'] : [];
      return answers.score(access, params['id'] ?? '', items);
    }),
    post(`${ALL}/:id/closing`, ({ access, params }) => answers.close(access, params['id'] ?? '')),
    post(`${ALL}/:id/agreed`, ({ access, params, body }) => answers.agree(access, params['id'] ?? '', typedFrom(body))),
  ];
}
