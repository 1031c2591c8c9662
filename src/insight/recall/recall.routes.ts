import { type Outcome, refuse } from '#fhir';
import type { Call, Route, RoutePolicy } from '#http';
import type { RecallAnswers } from './contract.ts';

/** POST /api/recalls, GET /api/recalls/:id, POST /api/recalls/:id/undo. */
export function recallRoutes(answers: RecallAnswers): readonly Route[] {
  const policy: RoutePolicy = { allow: 'signed-in' };
  return [
    { method: 'POST', path: '/api/recalls', policy, body: 'json', handle: (call) => send(answers, call) },
    {
      method: 'GET',
      path: '/api/recalls/:id',
      policy,
      handle: ({ access, params }) => answers.one(access, params['id'] ?? ''),
    },
    {
      method: 'POST',
      path: '/api/recalls/:id/undo',
      policy,
      body: 'none',
      handle: ({ access, params }) => answers.undo(access, params['id'] ?? ''),
    },
  ];
}

async function send(answers: RecallAnswers, { access, body }: Call): Promise<Outcome<unknown>> {
  const read = (body ?? {}) as Readonly<Record<string, unknown>>;
  const text = (name: string) => (typeof read[name] === 'string' ? read[name] : '');
  const people = Array.isArray(read['people']) ? read['people'].filter((one) => typeof one === 'string') : [];
  if (text('measure') === '')
    return refuse('value', 'insight.recall-kind', 'Send {"key", "measure", "place", "kind", "people"}.');
  return answers.send(access, {
    key: text('key'),
    measure: text('measure'),
    place: text('place') || 'all',
    kind: text('kind'),
    people,
  });
}
