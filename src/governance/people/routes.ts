import { accepted } from '#fhir';
import type { Route, RoutePolicy } from '#http';
import type { PeopleAnswers } from './contract.ts';

const policy: RoutePolicy = { allow: 'signed-in' };

/** The JSON API of people who come and go. */
export function peopleRoutes(answers: PeopleAnswers): readonly Route[] {
  const get = (path: string, handle: Route['handle']): Route => ({ method: 'GET', path, policy, handle });
  return [
    get('/api/key-people', async ({ access }) => accepted(await answers.keyPeople(access))),
    get('/api/leaving/:account', ({ access, params }) => answers.leaving(access, params['account'] ?? '')),
    {
      method: 'POST',
      path: '/api/leaving/:account',
      policy,
      body: 'json',
      handle: ({ access, params, body }) => {
        const { ends, all, lines, notes } = members(body);
        return answers.leave(access, {
          account: params['account'] ?? '',
          ends: text(ends),
          all: text(all),
          lines: Object.fromEntries(Object.entries(members(lines)).map(([key, to]) => [key, text(to)])),
          notes: text(notes),
        });
      },
    },
    get('/api/handing-over/:id', ({ access, params }) => answers.pack(access, params['id'] ?? '')),
  ];
}

function members(body: unknown): Readonly<Record<string, unknown>> {
  return typeof body === 'object' && body !== null ? (body as Readonly<Record<string, unknown>>) : {};
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
