import type { Route } from '#http';
import { bodyOf, get, post } from '../money.routes.ts';
import type { MovedWorkAnswers } from './contract.ts';

const ALL = '/api/money/moved-work';

/** The JSON API of work that moves. */
export function movedWorkRoutes(answers: MovedWorkAnswers): readonly Route[] {
  return [
    get(ALL, ({ access }) => answers.works(access)),
    get(`${ALL}/:id`, ({ access, params }) => answers.work(access, params['id'] ?? '')),
    post(ALL, ({ access, body }) => {
      const { text, number } = bodyOf(body);
      return answers.proposeWork(access, {
        instrument: text('instrument'),
        words: text('words'),
        from: text('from'),
        to: text('to'),
        payer: text('payer'),
        system: text('system'),
        code: text('code'),
        count: number('count'),
        minutes: number('minutes'),
        minor: number('minor'),
        currency: text('currency'),
        begins: text('begins'),
        key: text('key'),
      });
    }),
    post(`${ALL}/:id/assigned`, ({ access, params, body }) => {
      const { text, number } = bodyOf(body);
      const kind = text('kind') === 'staff' ? 'staff' : 'money';
      const what = { kind, amount: number('amount'), words: text('words'), key: text('key') } as const;
      return answers.assignWork(access, { id: params['id'] ?? '', ...what });
    }),
    post(`${ALL}/:id/begun`, ({ access, params }) => answers.beginWork(access, params['id'] ?? '')),
  ];
}
