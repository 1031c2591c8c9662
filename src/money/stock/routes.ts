import { type Day, isDay } from '#base';
import { type Outcome, refuse } from '#fhir';
import type { Call, Route } from '#http';
import { bodyOf, get, post } from '../money.routes.ts';
import type { StockAnswers, StockLot } from './contract.ts';

const ALL = '/api/money/stock';

/** The JSON API of stock. */
export function stockRoutes(answers: StockAnswers): readonly Route[] {
  return [
    get(ALL, ({ access }) => answers.stock(access)),
    get(`${ALL}/items/:id`, ({ access, params }) => answers.stockItem(access, params['id'] ?? '')),
    get(`${ALL}/transfers/:id`, ({ access, params }) => answers.transfer(access, params['id'] ?? '')),
    post(`${ALL}/:act`, (call) => act(answers, call)),
    post(`${ALL}/transfers/:id/:act`, (call) => actOnTransfer(answers, call)),
  ];
}

function act(answers: StockAnswers, { access, params, body }: Call): Promise<Outcome<unknown>> {
  const { text, number, has } = bodyOf(body);
  const key = text('key');
  switch (params['act']) {
    case 'kept': {
      const item = { system: text('system'), code: text('code'), words: text('words'), unit: text('unit') };
      return answers.keepItem(access, { ...item, floorDays: number('floorDays') });
    }
    case 'counted':
      return answers.countItem(access, { item: text('item'), revision: text('revision'), lots: lotsOf(body) });
    case 'received':
    case 'written-off': {
      const [lot = { lot: '', quantity: Number.NaN }] = lotsOf({ lots: [body] });
      return answers.enterStock(access, {
        ...lot,
        item: text('item'),
        kind: params['act'],
        reason: text('reason'),
        key,
      });
    }
    case 'asked': {
      const asked = {
        from: text('from'),
        item: text('item'),
        quantity: number('quantity'),
        reason: text('reason'),
        key,
      };
      return answers.askTransfer(access, has('buffer') ? { ...asked, buffer: text('buffer') } : asked);
    }
    case 'buffer':
      return answers.keepBuffer(access, {
        item: text('item'),
        instrument: text('instrument'),
        paragraph: text('paragraph'),
        mostDays: number('mostDays'),
        backDays: number('backDays'),
      });
    case 'paid-back':
      return answers.payBack(access, { buffer: text('buffer'), item: text('item'), quantity: number('quantity'), key });
    default:
      return nothing(params['act']);
  }
}

function actOnTransfer(answers: StockAnswers, { access, params, body }: Call): Promise<Outcome<unknown>> {
  const { text, number } = bodyOf(body);
  const id = params['id'] ?? '';
  switch (params['act']) {
    case 'offered':
      return answers.answerTransfer(access, { id, quantity: number('quantity'), reason: text('reason') });
    case 'refused':
      return answers.answerTransfer(access, { id, reason: text('reason') });
    case 'sent':
      return answers.sendTransfer(access, { id, lots: lotsOf(body) });
    case 'received':
      return answers.receiveTransfer(access, { id, key: text('key'), lots: lotsOf(body), reason: text('reason') });
    case 'withdrawn':
      return answers.withdrawTransfer(access, id);
    default:
      return nothing(params['act']);
  }
}

function nothing(asked = ''): Promise<Outcome<never>> {
  return Promise.resolve(refuse('not-found', 'money.no-act', `Nothing of it is called '${asked.slice(0, 40)}'.`));
}

/** What is no number stays none, so that it is refused and not taken for nought. */
function lotsOf(body: unknown): readonly (StockLot & { readonly lost: number })[] {
  const lots = (body as { readonly lots?: unknown } | null)?.lots;
  return (Array.isArray(lots) ? lots.slice(0, 200) : []).map((one: unknown) => {
    const { text, number, has } = bodyOf(one);
    const expires = text('expires');
    return {
      lot: text('lot'),
      quantity: number('quantity'),
      lost: has('lost') ? number('lost') : 0,
      ...(isDay(expires) ? { expires: expires as Day } : {}),
    };
  });
}
