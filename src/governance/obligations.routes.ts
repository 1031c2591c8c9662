import { ROLES, type Role } from '#agreement';
import { isDay } from '#base';
import { accepted, type Outcome, refuse } from '#fhir';
import type { Call, Route, RoutePolicy } from '#http';
import type { ObligationAnswers, Promised, Question } from './obligations.contract.ts';

const policy: RoutePolicy = { allow: 'signed-in' };

/** The JSON API of what is due. Who may see and do what is decided by the engine, for the seat that asks. */
export function obligationRoutes(answers: ObligationAnswers): readonly Route[] {
  return [
    { method: 'GET', path: '/api/obligations', policy, handle: (call) => list(answers, call) },
    {
      method: 'POST',
      path: '/api/obligations',
      policy,
      body: 'json',
      handle: async ({ access, body }) => {
        const promised = promisedOf(members(body));
        if (!promised.ok) return promised;
        const id = await answers.promise(access, promised.value);
        return id.ok ? accepted({ id: id.value }) : id;
      },
    },
    {
      method: 'GET',
      path: '/api/obligations/:id',
      policy,
      handle: ({ access, params }) => answers.one(access, params['id'] ?? ''),
    },
    {
      method: 'POST',
      path: '/api/obligations/:id/:deed',
      policy,
      body: 'json',
      handle: (call) => act(answers, call),
    },
    {
      method: 'POST',
      path: '/api/obligation-calendar',
      policy,
      handle: async ({ access }) => {
        const secret = await answers.makeCalendar(access);
        return secret.ok ? accepted({ path: calendarPath(secret.value) }) : secret;
      },
    },
    {
      method: 'DELETE',
      path: '/api/obligation-calendar',
      policy,
      handle: async ({ access }) => accepted({ revoked: await answers.revokeCalendar(access) }),
    },
  ];
}

export function calendarPath(secret: string): string {
  return `/calendar/${secret}.ics`;
}

async function list(answers: ObligationAnswers, { access, query }: Call): Promise<Outcome<unknown>> {
  const question = questionOf(query);
  const side = query.get('list') ?? 'owed-by';
  if (side === 'owed-by') return accepted(await answers.owedBy(access, question));
  if (side === 'owed-to') return accepted(await answers.owedTo(access, question));
  if (side === 'late') return accepted(await answers.late(access, question));
  if (side === 'promised') return accepted(await answers.commitments(access, question));
  return refuse('value', 'governance.obligation-list', "The lists are 'owed-by', 'owed-to', 'late' and 'promised'.");
}

function questionOf(query: URLSearchParams): Question {
  const state = query.get('state');
  const after = query.get('after');
  const limit = Number(query.get('limit') ?? Number.NaN);
  return {
    ...(state === 'closed' || state === 'all' ? { state } : {}),
    ...(query.get('mine') === 'true' ? { mine: true } : {}),
    ...(Number.isInteger(limit) ? { limit } : {}),
    ...(after === null ? {} : { after }),
  };
}

async function act(answers: ObligationAnswers, { access, params, body }: Call): Promise<Outcome<unknown>> {
  const id = params['id'] ?? '';
  const said = members(body);
  const [words, reason, until, blockedBy] = [
    textOf(said['words']),
    textOf(said['reason']),
    said['until'],
    said['blockedBy'],
  ];
  switch (params['deed']) {
    case 'answer':
      return answers.answer(access, id, {
        words,
        ...(typeof until === 'string' ? { until } : {}),
        ...(typeof blockedBy === 'string' && blockedBy !== '' ? { blockedBy } : {}),
      });
    case 'ask-again':
      return answers.askAgain(access, id, reason);
    case 'pause':
      return answers.pause(access, id, reason);
    case 'resume':
      return answers.resume(access, id, reason);
    case 'extend':
      return answers.extend(access, id, { on: textOf(said['on']), reason });
    case 'close':
      return answers.close(access, id, { words, reference: textOf(said['reference']) });
    case 'withdraw':
      return answers.withdraw(access, id, reason);
    case 'hand-over': {
      const [account, role] = [textOf(said['account']), roleOf(said['role'])];
      return answers.handOver(access, id, {
        reason,
        ...(account === '' ? {} : { account }),
        ...(role === undefined ? {} : { role }),
      });
    }
    default:
      return refuse('not-found', 'governance.obligation-deed', 'Nothing of that name is done to what is due.');
  }
}

/** What is promised by hand: a title, a day or a number of working days, and to whom. */
function promisedOf(body: Readonly<Record<string, unknown>>): Outcome<Promised> {
  const { title, on, workingDays, owed, because, concerns, repeats } = body;
  const role = roleOf(body['role']);
  const to = members(owed);
  const due =
    typeof on === 'string' && isDay(on)
      ? { on }
      : typeof workingDays === 'number'
        ? ({ in: workingDays, unit: 'working-days' } as const)
        : undefined;
  if (typeof title !== 'string' || due === undefined) {
    return refuse('required', 'governance.body', 'The body needs title, and on (a day) or workingDays (a number).');
  }
  const owedRole = roleOf(to['role']);
  return accepted({
    title,
    due,
    ...(role === undefined ? {} : { role }),
    ...(typeof to['organization'] === 'string'
      ? { owed: { organization: to['organization'], ...(owedRole === undefined ? {} : { role: owedRole }) } }
      : {}),
    ...(typeof because === 'string' ? { because } : {}),
    ...(typeof concerns === 'string' ? { concerns } : {}),
    ...shownOf(members(body['shownBy'])),
    ...(repeats === 'monthly' || repeats === 'quarterly' || repeats === 'yearly' ? { repeats } : {}),
  });
}

function shownOf({ arrives, search }: Readonly<Record<string, unknown>>): Pick<Promised, 'shownBy'> {
  if (typeof arrives === 'string') return { shownBy: { arrives } };
  return typeof search === 'string' ? { shownBy: { search } } : {};
}

function roleOf(value: unknown): Role | undefined {
  return ROLES.find((role) => role === value);
}

function members(body: unknown): Readonly<Record<string, unknown>> {
  return typeof body === 'object' && body !== null ? (body as Readonly<Record<string, unknown>>) : {};
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
