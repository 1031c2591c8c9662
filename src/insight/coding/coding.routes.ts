import type { Call, Route, RoutePolicy } from '#http';
import { WHOLE } from '../place.ts';
import type { CodingAnswers } from './contract.ts';

/** GET /api/coding and GET /api/coding/people. Who is told what is decided by the answers; here: signed in. */
export function codingRoutes(answers: CodingAnswers): readonly Route[] {
  const policy: RoutePolicy = { allow: 'signed-in' };
  const text = ({ query }: Call, name: string) => query.get(name) ?? '';
  return [
    {
      method: 'GET',
      path: '/api/coding',
      policy,
      handle: ({ access, query }) => {
        const measure = query.get('measure');
        return answers.coding(access, { place: query.get('place') ?? WHOLE, ...(measure ? { measure } : {}) });
      },
    },
    { method: 'GET', path: '/api/coding/maps', policy, handle: ({ access }) => answers.codeMaps(access) },
    {
      method: 'GET',
      path: '/api/coding/people',
      policy,
      handle: (call) => {
        const question = { practice: text(call, 'place'), fact: text(call, 'fact'), way: text(call, 'way') };
        return answers.codingPeople(call.access, question);
      },
    },
  ];
}
