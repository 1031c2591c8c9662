import { accepted, type Outcome, refuse } from '#fhir';
import type { Call, Route, RoutePolicy } from '#http';
import type { DecisionAnswers } from './contract.ts';
import { amountFrom } from './paper-form.ts';

const policy: RoutePolicy = { allow: 'signed-in' };

/** The JSON API of boards, meetings, papers and interests. Who may do what is decided by the answers, for the seat that asks. */
export function decisionRoutes(answers: DecisionAnswers): readonly Route[] {
  const get = (path: string, handle: Route['handle']): Route => ({ method: 'GET', path, policy, handle });
  const post = (path: string, handle: Route['handle']): Route => ({
    method: 'POST',
    path,
    policy,
    body: 'json',
    handle,
  });
  return [
    get('/api/bodies', async ({ access }) => accepted(await answers.bodies(access))),
    get('/api/bodies/:id', ({ access, params }) => answers.body(access, params['id'] ?? '')),
    post('/api/bodies/:id/meetings', ({ access, params, body }) => {
      const typed = members(body);
      return answers.call(access, {
        body: params['id'] ?? '',
        day: textOf(typed['day']),
        starts: textOf(typed['starts']),
        place: textOf(typed['place']),
      });
    }),
    post('/api/bodies/:id/papers', ({ access, params, body }) =>
      answers.put(access, params['id'] ?? '', members(body)),
    ),
    get('/api/meetings/:id', ({ access, params }) => answers.meeting(access, params['id'] ?? '')),
    post('/api/meetings/:id/:deed', (call) => atMeeting(answers, call)),
    get('/api/papers/:id', ({ access, params }) => answers.paper(access, params['id'] ?? '')),
    post('/api/papers/:id/:deed', (call) => onPaper(answers, call)),
    get('/api/interests', async ({ access }) => accepted(await answers.interests(access))),
    post('/api/interests', ({ access, body }) => {
      const { kind, words, party, from, whole } = members(body);
      return answers.declareInterest(access, {
        kind: textOf(kind),
        words: textOf(words),
        party: textOf(party),
        from: textOf(from),
        whole: whole === true,
      });
    }),
    post('/api/interests/:id/end', ({ access, params, body }) =>
      answers.endInterest(access, params['id'] ?? '', textOf(members(body)['until'])),
    ),
  ];
}

async function atMeeting(answers: DecisionAnswers, { access, params, body }: Call): Promise<Outcome<unknown>> {
  const id = params['id'] ?? '';
  const typed = members(body);
  const [seat, name] = [textOf(typed['seat']), textOf(typed['name'])];
  switch (params['deed']) {
    case 'present':
      return answers.come(access, id, { ...(seat === '' ? {} : { seat }), ...(name === '' ? {} : { name }) });
    case 'left':
      return answers.left(access, id, seat);
    case 'open':
      return answers.open(access, id);
    case 'close':
      return answers.close(access, id);
    case 'call-off':
      return answers.callOff(access, id, textOf(typed['reason']));
    default:
      return unknownDeed('A meeting takes present, left, open, close or call-off.');
  }
}

async function onPaper(answers: DecisionAnswers, { access, params, body }: Call): Promise<Outcome<unknown>> {
  const id = params['id'] ?? '';
  const typed = members(body);
  const text = (name: string) => textOf(typed[name]);
  switch (params['deed']) {
    case 'agenda':
      return answers.table(access, id, text('meeting'));
    case 'interest':
      return answers.declare(access, id, text('words'));
    case 'let-in':
      return answers.letIn(access, id, { seat: text('seat'), reason: text('reason') });
    case 'vote':
      return answers.vote(access, id, { vote: text('vote'), reason: text('reason'), seat: text('seat') });
    case 'decision':
      return answers.decide(access, id, text('words'));
    case 'put-back':
      return answers.putBack(access, id, text('reason'));
    case 'send-up':
      return answers.sendUp(access, id, text('reason'));
    case 'withdrawal':
      return answers.withdraw(access, id, text('reason'));
    case 'position': {
      const money = amountFrom(typed['money']);
      return answers.position(access, id, {
        loses: typed['loses'] === true,
        words: text('words'),
        ...(money ? { money } : {}),
      });
    }
    case 'simulation':
      return answers.simulate(access, id, { from: text('from'), until: text('until') });
    case 'offer':
      return answers.offer(access, id, { to: text('to'), words: text('words') });
    case 'answer':
      return answers.answer(access, id, { accepts: typed['accepts'] === true, words: text('words') });
    case 'arbitration':
      return answers.arbitrate(access, id, { of: text('of'), words: text('words') });
    case 'effect':
      return answers.measure(access, id, text('words'));
    case 'measure':
      return answers.nameMeasure(access, id, typed);
    default:
      return unknownDeed('Nothing of that name is done to a paper.');
  }
}

function unknownDeed(text: string): Outcome<never> {
  return refuse('not-found', 'governance.decision-deed', text);
}

function members(body: unknown): Readonly<Record<string, unknown>> {
  return typeof body === 'object' && body !== null ? (body as Readonly<Record<string, unknown>>) : {};
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
