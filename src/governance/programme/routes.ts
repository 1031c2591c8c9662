import { accepted } from '#fhir';
import type { Route, RoutePolicy } from '#http';
import type { ProgrammeAnswers } from './contract.ts';
import type { Typed } from './typed.ts';

const policy: RoutePolicy = { allow: 'signed-in' };

/** The JSON API of programmes. Members are words, or lists of words, as on the pages. */
export function programmeRoutes(answers: ProgrammeAnswers): readonly Route[] {
  const get = (path: string, handle: Route['handle']): Route => ({ method: 'GET', path, policy, handle });
  const post = (path: string, handle: Route['handle']): Route => ({
    method: 'POST',
    path,
    policy,
    body: 'json',
    handle,
  });
  return [
    get('/api/programmes', async ({ access }) => accepted(await answers.all(access))),
    post('/api/programmes', ({ access, body }) => answers.begin(access, typedFrom(body))),
    get('/api/programmes/:id', ({ access, params, query }) => {
      const baseline = query.get('baseline') ?? '';
      return answers.one(access, params['id'] ?? '', /^\d{1,3}$/.test(baseline) ? Number(baseline) : undefined);
    }),
    get('/api/programmes/:id/measures', ({ access, params }) => answers.measured(access, params['id'] ?? '')),
    post('/api/programmes/:id/:deed', ({ access, params, body }) =>
      answers.act(access, params['id'] ?? '', { did: params['deed'] ?? '', typed: typedFrom(body) }),
    ),
    get('/api/what-changes', async ({ access }) => accepted(await answers.forMe(access))),
  ];
}

/** Numbers and truths are read as the words they are written in. */
export function typedFrom(body: unknown): Typed {
  const members = typeof body === 'object' && body !== null && !Array.isArray(body) ? Object.entries(body) : [];
  return Object.fromEntries(
    members.flatMap(([name, value]): readonly (readonly [string, string | readonly string[]])[] => {
      if (Array.isArray(value)) return [[name, value.filter((one): one is string => typeof one === 'string')]];
      return ['string', 'number', 'boolean'].includes(typeof value) ? [[name, String(value)]] : [];
    }),
  );
}
