import type { Call, Route } from '#http';
import { accepted, type Outcome } from '#fhir';
import type { MeasureAnswers } from './contract.ts';
import { evaluateQuestion, gapsQuestion, parametersIn, typeQuestion } from './question.ts';

type Read = (call: Call) => Outcome<URLSearchParams>;

/** The operations on measures of the FHIR API: asked in the address, or with Parameters that are posted. Neither changes anything. */
export function measureRoutes(answers: MeasureAnswers): readonly Route[] {
  const both = (path: string, answer: (call: Call, query: URLSearchParams) => Promise<Outcome<unknown>>) => {
    const route = { path, policy: { allow: 'signed-in', apps: true }, speaks: 'fhir' } as const;
    const handle = (read: Read) => async (call: Call) => {
      const query = read(call);
      return query.ok ? answer(call, query.value) : query;
    };
    return [
      { ...route, method: 'GET', handle: handle(({ query }) => accepted(query)) },
      { ...route, method: 'POST', body: 'json', handle: handle(({ body }) => parametersIn(body)) },
    ] satisfies readonly Route[];
  };
  return [
    ...both('/fhir/Measure/:id/$evaluate-measure', async ({ access, params }, query) => {
      const question = evaluateQuestion(params['id'] ?? '', query);
      return question.ok ? answers.evaluate(access, question.value) : question;
    }),
    ...both('/fhir/Measure/$evaluate-measure', async ({ access }, query) => {
      const question = typeQuestion(query);
      return question.ok ? answers.evaluate(access, question.value) : question;
    }),
    ...both('/fhir/Measure/$care-gaps', async ({ access }, query) => {
      const question = gapsQuestion(query);
      return question.ok ? answers.careGaps(access, question.value) : question;
    }),
  ];
}
