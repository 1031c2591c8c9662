import type { Route, RoutePolicy } from '#http';
import { accepted, refuse } from '#fhir';
import type { Acting } from '../acts.ts';
import { typedFrom } from '../programme/routes.ts';
import { answer, closeRound, decideRound, openRound, take } from './acts.ts';
import type { ReadinessAnswers } from './contract.ts';
import { ROUND_FORMS } from './round.ts';
import { allOf, ofProgramme, oneOf } from './view.ts';

/** Rounds of questions to teams, as pages and routes ask for them. */
export function readinessAnswers(acting: Acting): ReadinessAnswers {
  return {
    all: (access) => allOf(acting, access),
    ofProgramme: (access, programme) => ofProgramme(acting, access, programme),
    one: (access, id) => oneOf(acting, access, id),
    open: (access, form, typed) => openRound(acting, access, form, typed),
    take: (access, id) => take(acting, access, id),
    answer: (id, sent) => answer(acting, id, sent),
    close: (access, id) => closeRound(acting, access, id),
    decide: (access, id, typed) => decideRound(acting, access, id, typed),
  };
}

const policy: RoutePolicy = { allow: 'signed-in' };

/** The JSON API of rounds. An answer is `{ token, item: [...] }`: the items of a QuestionnaireResponse. */
export function readinessRoutes(answers: ReadinessAnswers): readonly Route[] {
  const post = (path: string, handle: Route['handle']): Route => ({
    method: 'POST',
    path,
    policy,
    body: 'json',
    handle,
  });
  return [
    {
      method: 'GET',
      path: '/api/readiness',
      policy,
      handle: async ({ access }) => accepted(await answers.all(access)),
    },
    {
      method: 'GET',
      path: '/api/readiness/:id',
      policy,
      handle: ({ access, params }) => answers.one(access, params['id'] ?? ''),
    },
    post('/api/readiness', ({ access, body }) => {
      const typed = typedFrom(body);
      const form = ROUND_FORMS.find((one) => one === typed['form']);
      return form
        ? answers.open(access, form, typed)
        : Promise.resolve(
            refuse('value', 'governance.readiness-form', `Name one of the forms: ${ROUND_FORMS.join(', ')}.`),
          );
    }),
    post('/api/readiness/:id/token', ({ access, params }) => answers.take(access, params['id'] ?? '')),
    post('/api/readiness/:id/answers', ({ params, body }) => {
      const sent = typeof body === 'object' && body !== null ? (body as Readonly<Record<string, unknown>>) : {};
      const items: readonly unknown[] = Array.isArray(sent['item']) ? sent['item'] : [];
      return answers.answer(params['id'] ?? '', { token: String(sent['token'] ?? ''), items });
    }),
    post('/api/readiness/:id/closing', ({ access, params }) => answers.close(access, params['id'] ?? '')),
    post('/api/readiness/:id/decision', ({ access, params, body }) =>
      answers.decide(access, params['id'] ?? '', typedFrom(body)),
    ),
  ];
}
