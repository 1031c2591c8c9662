import { refuse } from '#fhir';
import type { Route } from '#http';
import type { OptOutAnswers } from './contract.ts';

/** POST /api/intake/opt-outs?rule=...&source=...&asAt=...&whole=yes: the body is a list as CSV, of any size. */
export function optOutRoutes(answers: OptOutAnswers): readonly Route[] {
  return [
    {
      method: 'POST',
      path: '/api/intake/opt-outs',
      policy: { allow: 'roles', roles: ['system', 'ig-lead'] },
      body: 'stream',
      handle: async ({ access, query, body }) => {
        const content = body as AsyncIterable<Uint8Array> | undefined;
        if (content === undefined || content === null)
          return refuse('required', 'record.opt-out-columns', 'Send the list as the body: CSV with a heading.');
        const [rule = '', source = '', asAt = ''] = ['rule', 'source', 'asAt'].map((name) => query.get(name) ?? '');
        return answers.takeList(access, { rule, source, asAt, whole: query.get('whole') === 'yes', content });
      },
    },
  ];
}
