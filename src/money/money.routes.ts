import { accepted, type Outcome, refuse } from '#fhir';
import type { BytesFile, Call, Route, RoutePolicy, TextFile } from '#http';
import type { Asking } from './ask.ts';
import type { OwnCodes } from './books/contract.ts';
import { booksFile } from './books/file.ts';
import type { BudgetSent, MoneyAnswers, PoolName, SimulationAsked } from './contract.ts';
import { humpRoutes } from './hump/routes.ts';
import { grantRoutes } from './grant/routes.ts';
import { incentiveRoutes } from './incentive/routes.ts';
import { settlementRoutes } from './settle/routes.ts';
import { movedWorkRoutes } from './moved/routes.ts';
import { stockRoutes } from './stock/routes.ts';
import { exported } from './export/export.ts';

const policy: RoutePolicy = { allow: 'signed-in' };
const POOL = '/api/money/pools/:instrument/:pool';

/** The JSON API of money. Who sees and does what is decided by the answers, for the seat that asks. */
export function routesOf(asking: Asking, answers: MoneyAnswers): readonly Route[] {
  return [
    get('/api/money/pools', ({ access }) => answers.pools(access)),
    get(POOL, ({ access, params, query }) =>
      answers.pool(access, nameOf(params), { ...said(query, 'on'), ...said(query, 'revision') }),
    ),
    get(`${POOL}/contributions`, ({ access, params }) => answers.contributions(access, nameOf(params))),
    get(`${POOL}/entries`, ({ access, params, query }) =>
      answers.ledger(access, nameOf(params), query.get('before') ?? undefined),
    ),
    get(`${POOL}/statement`, ({ access, params, query }) =>
      answers.statement(access, nameOf(params), {
        party: query.get('party') ?? '',
        ...daysOf(query),
        ...onlyOf(query),
      }),
    ),
    get(
      `${POOL}/export/:format`,
      ({ access, params, query }): Promise<Outcome<TextFile | BytesFile>> =>
        exported(asking, access, nameOf(params), { format: params['format'] ?? '', ...onlyOf(query) }),
    ),
    get(`${POOL}/books`, ({ access, params, query }) => answers.books(access, nameOf(params), daysOf(query))),
    get(`${POOL}/books/:format`, ({ access, params, query }) =>
      booksFile(asking, access, nameOf(params), { ...daysOf(query), format: params['format'] ?? '' }),
    ),
    ...planRoutes(answers),
    post(`${POOL}/:act`, (call) => act(answers, call)),
    get('/api/money/charges', ({ access, query }) =>
      answers.charges(access, { ...said(query, 'before'), settled: query.get('settled') === 'true' }),
    ),
    post('/api/money/charges', ({ access }) => answers.proposeCharges(access)),
    post('/api/money/charges/accepted', ({ access, body }) =>
      answers.acceptCharges(access, bodyOf(body).list('charges')),
    ),
    post('/api/money/charges/queried', ({ access, body }) =>
      answers.queryCharges(access, { ids: bodyOf(body).list('charges'), reason: bodyOf(body).text('reason') }),
    ),
    get('/api/money/charges/queried', ({ access }) => answers.queriedAges(access)),
    get('/api/money/charges/elsewhere', ({ access }) => answers.elsewhere(access)),
    post('/api/money/charges/elsewhere/:act', (call) => actOnElsewhere(answers, call)),
    get('/api/money/charges/:id', ({ access, params, query }) =>
      answers.charge(access, params['id'] ?? '', Number(query.get('after') ?? '0') || 0),
    ),
    post('/api/money/charges/:id/:act', (call) => actOnCharge(answers, call)),
    ...settlementRoutes(asking, answers),
    ...humpRoutes(answers.hump),
    get('/api/money/movements', ({ access }) => answers.shift.movements(access)),
    post('/api/money/movements', ({ access }) => answers.shift.lookForMovements(access)),
    get('/api/money/movements/:id', ({ access, params }) => answers.shift.movement(access, params['id'] ?? '')),
    post('/api/money/movements/:id/comment', ({ access, params, body }) =>
      answers.shift.commentMovement(access, params['id'] ?? '', bodyOf(body).text('words')),
    ),
    ...grantRoutes(answers.grants),
    ...movedWorkRoutes(answers.movedWork),
    ...incentiveRoutes(answers.incentive),
    ...stockRoutes(answers.stock),
  ];
}

/** What money would be, and by when: simulations, budgets and the steps of a close. */
function planRoutes(answers: MoneyAnswers): readonly Route[] {
  return [
    get(`${POOL}/close`, ({ access, params }) => answers.closeCalendar(access, nameOf(params))),
    get('/api/money/simulations', ({ access, query }) =>
      query.get('instrument') === null
        ? answers.replayable(access)
        : answers.simulateMoney(
            access,
            simulationIn((name) => query.get(name) ?? ''),
          ),
    ),
    post('/api/money/simulations', ({ access, body }) => {
      const { text } = bodyOf(body);
      return answers.saveSimulation(access, simulationIn(text), text('decision'));
    }),
    get('/api/money/models', ({ access, query }) =>
      answers.compareModels(
        access,
        simulationIn((name) => query.get(name) ?? ''),
      ),
    ),
    post('/api/money/models', ({ access, body }) => {
      const { text } = bodyOf(body);
      const sign = { model: text('model'), hash: text('hash'), words: text('words') };
      return answers.signModel(access, simulationIn(text), sign);
    }),
    get(`${POOL}/budget`, ({ access, params, query }) =>
      answers.budget(access, nameOf(params), query.get('method') ?? undefined),
    ),
    get(`${POOL}/return`, ({ access, params, query }) =>
      answers.quarter(access, nameOf(params), {
        ...said(query, 'span'),
        ...said(query, 'from'),
        ...said(query, 'figure'),
      }),
    ),
    get(`${POOL}/shares-ahead`, ({ access, params, query }) =>
      answers.sharesAhead(access, nameOf(params), query.get('method') ?? undefined),
    ),
    get(`${POOL}/plans`, ({ access, params }) => answers.actionPlans(access, nameOf(params))),
    post(`${POOL}/budget/tried`, ({ access, params, body }) =>
      answers.tryBudget(access, nameOf(params), budgetIn(body)),
    ),
  ];
}

type Act = (
  answers: MoneyAnswers,
  call: Pick<Call, 'access'> & { readonly name: PoolName; readonly body: Body },
) => Promise<Outcome<unknown>>;

const ACTS: Readonly<Record<string, Act>> = {
  receipts: (answers, { access, name, body }) =>
    answers.receive(access, name, {
      party: body.text('party'),
      minor: body.number('minor'),
      on: body.text('on'),
      reference: body.text('reference'),
    }),
  'in-kind': (answers, { access, name, body }) =>
    answers.receiveInKind(access, name, { item: body.text('item'), on: body.text('on'), words: body.text('words') }),
  journals: (answers, { access, name, body }) => {
    const { debit, credit, on, words, reason, scheme, owner } = body.texts();
    const asked = { debit, credit, on, words, reason, minor: body.number('minor') };
    return answers.journal(
      access,
      name,
      { ...asked, ...(scheme === '' ? {} : { scheme }), ...(owner === '' ? {} : { owner }) },
      body.text('key'),
    );
  },
  undo: (answers, { access, name, body }) => answers.undo(access, name, body.text('entry'), body.text('reason')),
  agreed: (answers, { access, name, body }) => answers.approve(access, name, body.text('entry')),
  promises: (answers, { access, name, body }) =>
    answers.promise(
      access,
      name,
      {
        to: body.text('to'),
        minor: body.number('minor'),
        scheme: body.text('scheme'),
        until: body.text('until'),
        words: body.text('words'),
      },
      body.text('key'),
    ),
  spent: (answers, { access, name, body }) => answers.spend(access, name, body.text('entry'), body.number('minor')),
  'let-go': (answers, { access, name, body }) => answers.letGo(access, name, body.text('entry'), body.text('reason')),
  budget: (answers, { access, name, body }) =>
    answers.keepBudget(access, name, { text: body.text('text'), reason: body.text('reason') }),
  plans: (answers, { access, name, body }) =>
    answers.askPlan(access, name, {
      scheme: body.text('scheme'),
      method: body.text('method'),
      party: body.text('party'),
      role: body.text('role'),
      until: body.text('until'),
      evidence: body.text('evidence'),
    }),
  'plan-brought': (answers, { access, name, body }) =>
    answers.bringPlan(access, name, {
      plan: body.text('plan'),
      words: body.text('words'),
      minor: body.number('minor'),
      reference: body.text('reference'),
    }),
  return: (answers, { access, name, body }) =>
    answers.submitQuarter(access, name, {
      span: body.text('span'),
      from: body.text('from'),
      hash: body.text('hash'),
      reason: body.text('reason'),
    }),
  closing: (answers, { access, name, body }) => answers.close(access, name, body.text('through'), body.text('reason')),
  reopening: (answers, { access, name, body }) =>
    answers.askReopen(access, name, body.text('through'), body.text('reason')),
  'reopening-agreed': (answers, { access, name, body }) => answers.agreeReopen(access, name, body.text('request')),
  codes: (answers, { access, name, body }) =>
    answers.keepCodes(access, name, {
      account: body.text('account') as OwnCodes['account'],
      scheme: body.text('scheme'),
      code: body.text('code'),
      costCentre: body.text('costCentre'),
      vat: body.text('vat'),
    }),
  'vat-regime': (answers, { access, name, body }) =>
    answers.chooseVat(access, name, {
      regime: body.text('regime'),
      from: body.text('from'),
      reason: body.text('reason'),
    }),
  'close-days': (answers, { access, name, body }) =>
    answers.changeCloseDays(access, name, {
      from: body.text('from'),
      charges: body.number('charges'),
      accruals: body.number('accruals'),
      closed: body.number('closed'),
      balances: body.number('balances'),
      reason: body.text('reason'),
    }),
  accruals: (answers, { access, name, body }) =>
    answers.keepAccruals(access, name, { month: body.text('month'), hash: body.text('hash') }),
  'statement-agreed': (answers, { access, name, body }) => {
    const [party, from, until] = [body.text('party'), body.text('from'), body.text('until')];
    return answers.agree(access, name, {
      party,
      from,
      until,
      revision: body.text('revision'),
      hash: body.text('hash'),
    });
  },
};

function actOnElsewhere(answers: MoneyAnswers, { access, params, body }: Call): Promise<Outcome<unknown>> {
  const { text, list } = bodyOf(body);
  const ids = list('ids');
  const commissioner = text('commissioner');
  switch (params['act']) {
    case 'asked':
      return answers.askElsewhere(access, { ids, ...(commissioner === '' ? {} : { commissioner }) });
    case 'accepted':
    case 'refused':
      return answers.answerElsewhere(access, { ids, accept: params['act'] === 'accepted', reason: text('reason') });
    case 'closed':
      return answers.closeElsewhere(access, { ids, reason: text('reason') });
    default:
      return Promise.resolve(
        refuse('not-found', 'money.no-act', `Nothing here is called '${(params['act'] ?? '').slice(0, 40)}'.`),
      );
  }
}

async function actOnCharge(answers: MoneyAnswers, { access, params, body }: Call): Promise<Outcome<unknown>> {
  const [id, { text, numbers, truth, has }] = [params['id'] ?? '', bodyOf(body)];
  switch (params['act']) {
    case 'accepted':
      return answers.acceptCharge(access, id, {
        queried: truth('queried'),
        ...(has('items') ? { numbers: numbers('items') } : {}),
      });
    case 'queried':
      return answers.queryCharge(access, id, { numbers: numbers('items'), reason: text('reason') });
    case 'disputed':
      return answers.disputeCharge(access, id, text('words'));
    case 'answered':
      return answers.answerQuery(access, id, { words: text('words'), withdraw: truth('withdraw') });
    default:
      return refuse(
        'not-found',
        'money.no-act',
        `Nothing of a charge is called '${(params['act'] ?? '').slice(0, 40)}'.`,
      );
  }
}

async function act(answers: MoneyAnswers, { access, params, body }: Call): Promise<Outcome<unknown>> {
  const named = params['act'] ?? '';
  const doing = Object.hasOwn(ACTS, named) ? ACTS[named] : undefined;
  if (!doing) return refuse('not-found', 'money.no-act', `Nothing in a pool is called '${named.slice(0, 40)}'.`);
  const done = await doing(answers, { access, name: nameOf(params), body: bodyOf(body) });
  if (!done.ok) return done;
  return accepted(typeof done.value === 'string' ? { entry: done.value } : { done: true });
}

function simulationIn(text: (name: string) => string): SimulationAsked {
  const asked = { instrument: text('instrument'), version: Number(text('version')) };
  return { ...asked, from: text('from'), until: text('until') };
}

/** Lines as text, or a file as base64. */
function budgetIn(sent: unknown): BudgetSent {
  const { text } = bodyOf(sent);
  const [file, name] = [text('file'), text('name')];
  return file === '' ? { text: text('text') } : { file: Buffer.from(file, 'base64'), name };
}

export function get(path: string, handle: (call: Call) => Promise<Outcome<unknown>>): Route {
  return { method: 'GET', path, policy, handle };
}

export function post(path: string, handle: (call: Call) => Promise<Outcome<unknown>>): Route {
  return { method: 'POST', path, policy, body: 'json', handle };
}

function nameOf(params: Call['params']): PoolName {
  return { instrument: params['instrument'] ?? '', pool: params['pool'] ?? '' };
}

function daysOf(query: URLSearchParams) {
  return { ...said(query, 'from'), ...said(query, 'until'), ...said(query, 'revision') };
}

function onlyOf(query: URLSearchParams) {
  return { ...said(query, 'programme'), ...said(query, 'grant') };
}

function said<Name extends string>(query: URLSearchParams, name: Name): { readonly [K in Name]?: string } {
  const value = query.get(name);
  return (value === null ? {} : { [name]: value }) as { readonly [K in Name]?: string };
}

const TEXTS = ['debit', 'credit', 'on', 'words', 'reason', 'scheme', 'owner'] as const;
type Body = {
  readonly text: (name: string) => string;
  readonly texts: () => Readonly<Record<(typeof TEXTS)[number], string>>;
  readonly number: (name: string) => number;
  readonly numbers: (name: string) => readonly number[];
  readonly truth: (name: string) => boolean;
  readonly list: (name: string) => readonly string[];
  readonly has: (name: string) => boolean;
};

/** Members of another kind than what is asked for are as good as missing: the answers say what is needed. */
export function bodyOf(body: unknown): Body {
  const members = typeof body === 'object' && body !== null ? (body as Readonly<Record<string, unknown>>) : {};
  const text = (name: string): string => (typeof members[name] === 'string' ? members[name] : '');
  return {
    text,
    texts: () => Object.fromEntries(TEXTS.map((name) => [name, text(name)])) as ReturnType<Body['texts']>,
    number: (name) => (typeof members[name] === 'number' ? members[name] : Number.NaN),
    numbers: (name) => {
      const value = members[name];
      return Array.isArray(value) ? value.filter((one): one is number => Number.isSafeInteger(one)) : [];
    },
    truth: (name) => members[name] === true,
    list: (name) => {
      const value = members[name];
      return Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [];
    },
    has: (name) => members[name] !== undefined,
  };
}
