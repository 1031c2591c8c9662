import { type Outcome, refuse } from '#fhir';
import type { Call, Route } from '#http';
import type { Asking } from '../ask.ts';
import type { SettlementAnswers } from '../contract.ts';
import { bodyOf, get, post } from '../money.routes.ts';
import { paymentsFile } from './views.ts';

const ALL = '/api/money/settlements';

/** The JSON API of settlements, and the file of payments. */
export function settlementRoutes(asking: Asking, answers: SettlementAnswers): readonly Route[] {
  return [
    get(ALL, ({ access }) => answers.settlements(access)),
    post(ALL, ({ access, body }) =>
      answers.proposeSettlement(access, {
        instrument: bodyOf(body).text('instrument'),
        until: bodyOf(body).text('until'),
      }),
    ),
    get(`${ALL}/:id`, ({ access, params }) => answers.settlement(access, params['id'] ?? '')),
    get(`${ALL}/:id/payments`, ({ access, params }) => paymentsFile(asking, access, params['id'] ?? '')),
    post(`${ALL}/:id/:act`, (call) => act(answers, call)),
    post('/api/money/bank-account', ({ access, body }) => {
      const { text } = bodyOf(body);
      const given = { holder: text('holder'), iban: text('iban'), sortCode: text('sortCode') };
      return answers.giveBankAccount(access, { ...given, number: text('number'), bic: text('bic') });
    }),
    post('/api/money/bank-account/confirmed', ({ access }) => answers.confirmBankAccount(access)),
  ];
}

function act(answers: SettlementAnswers, { access, params, body }: Call): Promise<Outcome<unknown>> {
  const [id, { text, number }] = [params['id'] ?? '', bodyOf(body)];
  switch (params['act']) {
    case 'signed':
      return answers.signSettlement(access, id);
    case 'withdrawn':
      return answers.withdrawSettlement(access, id, text('reason'));
    case 'received':
      return answers.paymentReceived(access, id, {
        number: number('payment'),
        on: text('on'),
        reference: text('reference'),
      });
    default:
      return Promise.resolve(
        refuse(
          'not-found',
          'money.no-act',
          `Nothing of a settlement is called '${(params['act'] ?? '').slice(0, 40)}'.`,
        ),
      );
  }
}
