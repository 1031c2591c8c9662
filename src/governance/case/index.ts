import type { Route, RoutePolicy } from '#http';
import type { Acting } from '../acts.ts';
import type { Counting } from '../counted.ts';
import { typedFrom } from '../programme/routes.ts';
import { actOnCase } from './case-acts.ts';
import type { CaseAnswers } from './contract.ts';
import { caseView } from './view.ts';

/** Cases for change, as pages and routes ask for them. */
export function caseAnswers(acting: Acting & Counting): CaseAnswers {
  return {
    of: (access, programme) => caseView(acting, access, programme),
    act: (access, programme, done) => actOnCase(acting, access, programme, done),
  };
}

const policy: RoutePolicy = { allow: 'signed-in' };

/** The JSON API of cases for change. Scores are members 'o1.k1'. */
export function caseRoutes(answers: CaseAnswers): readonly Route[] {
  return [
    {
      method: 'GET',
      path: '/api/cases/:id',
      policy,
      handle: ({ access, params }) => answers.of(access, params['id'] ?? ''),
    },
    {
      method: 'POST',
      path: '/api/cases/:id/:deed',
      policy,
      body: 'json',
      handle: ({ access, params, body }) =>
        answers.act(access, params['id'] ?? '', { did: params['deed'] ?? '', typed: typedFrom(body) }),
    },
  ];
}
