import { accepted } from '#fhir';
import type { Route, RoutePolicy } from '#http';
import type { MemoryAnswers } from '../memory/contract.ts';
import type { InductionAnswers } from './contract.ts';

const policy: RoutePolicy = { allow: 'signed-in' };

/** The JSON API of what whoever is new reads, is asked, and can look up. */
export function inductionRoutes(answers: {
  readonly induction: InductionAnswers;
  readonly memory: MemoryAnswers;
}): readonly Route[] {
  const { induction, memory } = answers;
  const idOf = (params: Readonly<Record<string, string | undefined>>) => params['id'] ?? '';
  return [
    {
      method: 'GET',
      path: '/api/memory',
      policy,
      handle: async ({ access, query }) => accepted(await memory.remember(access, query.get('q') ?? '')),
    },
    {
      method: 'GET',
      path: '/api/programmes/:id/induction',
      policy,
      handle: ({ access, params }) => induction.of(access, idOf(params)),
    },
    {
      method: 'POST',
      path: '/api/programmes/:id/induction/questions',
      policy,
      body: 'json',
      handle: ({ access, params }) => induction.ask(access, idOf(params)),
    },
    {
      method: 'POST',
      path: '/api/programmes/:id/induction/answers',
      policy,
      body: 'json',
      handle: ({ access, params, body }) => {
        const { choices } = (typeof body === 'object' && body !== null ? body : {}) as { readonly choices?: unknown };
        const all = Array.isArray(choices) ? choices.filter((one): one is number => Number.isInteger(one)) : [];
        return induction.answer(access, idOf(params), all);
      },
    },
  ];
}
