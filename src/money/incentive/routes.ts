import type { Route } from '#http';
import { bodyOf, get, post } from '../money.routes.ts';
import type { IncentiveAnswers } from './contract.ts';

/** The JSON API of incentives to workers. */
export function incentiveRoutes(answers: IncentiveAnswers): readonly Route[] {
  return [
    get('/api/money/incentives', ({ access }) => answers.incentives(access)),
    post('/api/money/incentives/attested', ({ access, body }) => answers.attest(access, bodyOf(body).list('claims'))),
  ];
}
