import { type Outcome, refuse } from '#fhir';
import type { Call, Route, RoutePolicy } from '#http';
import type { DisputeAnswers, NewDispute, NewRuling } from './contract.ts';

const policy: RoutePolicy = { allow: 'signed-in' };

/** The JSON API of disputes. Who may do what is decided by the answers, for the seat that asks. */
export function disputeRoutes(answers: DisputeAnswers): readonly Route[] {
  return [
    {
      method: 'GET',
      path: '/api/disputes',
      policy,
      handle: async ({ access }) => ({ ok: true, value: await answers.list(access) }),
    },
    {
      method: 'POST',
      path: '/api/disputes',
      policy,
      body: 'json',
      handle: ({ access, body }) => answers.raise(access, newDispute(body)),
    },
    {
      method: 'GET',
      path: '/api/disputes/:id',
      policy,
      handle: ({ access, params }) => answers.one(access, params['id'] ?? ''),
    },
    {
      method: 'GET',
      path: '/api/disputes/:id/simulation',
      policy,
      handle: ({ access, params, query }) =>
        answers.simulate(access, params['id'] ?? '', query.get('organization') ?? ''),
    },
    { method: 'POST', path: '/api/disputes/:id/:deed', policy, body: 'json', handle: (call) => act(answers, call) },
  ];
}

async function act(answers: DisputeAnswers, { access, params, body }: Call): Promise<Outcome<unknown>> {
  const id = params['id'] ?? '';
  const typed = members(body);
  const reason = textOf(typed['reason']);
  switch (params['deed']) {
    case 'reading':
      return answers.read(access, id, body);
    case 'next-step':
      return answers.moveOn(access, id, reason);
    case 'ruling':
      return answers.rule(access, id, newRuling(typed));
    case 'acceptance':
      return answers.accept(access, id);
    case 'withdrawal':
      return answers.withdraw(access, id, reason);
    default: {
      const text = 'A dispute takes a reading, the next-step, a ruling, an acceptance or its withdrawal.';
      return refuse('not-found', 'governance.dispute-deed', text);
    }
  }
}

function newDispute(body: unknown): NewDispute {
  const { instrument, paragraph, clause, about, reading } = members(body);
  return {
    instrument: textOf(instrument),
    paragraph: textOf(paragraph),
    about: textOf(about),
    reading,
    ...(typeof clause === 'string' && clause !== '' ? { clause } : {}),
  };
}

function newRuling({ follows, words, reason, keptAs, from, document }: Readonly<Record<string, unknown>>): NewRuling {
  return {
    follows: textOf(follows),
    words: textOf(words),
    reason: textOf(reason),
    keptAs: textOf(keptAs) as NewRuling['keptAs'],
    ...(typeof from === 'string' ? { from } : {}),
    ...(typeof document === 'string' ? { document } : {}),
  };
}

function members(body: unknown): Readonly<Record<string, unknown>> {
  return typeof body === 'object' && body !== null ? (body as Readonly<Record<string, unknown>>) : {};
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
