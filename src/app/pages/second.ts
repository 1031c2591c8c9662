import type { From, People, Proof, Seat } from '#auth';
import { type Outcome, type Refusal, refuse } from '#fhir';
import { keepSession, sendRefusals, sessionOf, statusOf } from '#http';
import { codesPage, secondPage } from '#web';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { formOf, fromOf, ours, placeOf, siteOf } from './from.ts';
import { type PageParts, refusalsInShell } from './mount.ts';
import { inShell } from './shell.ts';
import { squareOf } from './square.ts';

const OPEN = {
  policy: { allow: 'public', why: 'a session that waits for its second step, or none, must reach it' },
  kind: 'page',
} as const;
const PROVE = { policy: { allow: 'signed-in', narrowed: true }, kind: 'page' } as const;
const ASK = { ...OPEN, kind: 'json' } as const;
const FORM_BYTES_MAX = 64 * 1024;

/** The second step of signing in, and proofs: passkeys, codes of an app, recovery codes, and the first of them. */
export function mountSecond(server: FastifyInstance, parts: PageParts): void {
  const post = (path: string, act: (turn: Turn) => Promise<void>): void => {
    server.post(path, { config: OPEN, bodyLimit: FORM_BYTES_MAX }, async (request, reply) => {
      const allowed = ours(request);
      if (!allowed.ok) return sendRefusals({ refusalPage: refusalsInShell(parts) }, allowed.refusals, request, reply);
      return act({ parts, request, reply, form: formOf(request), sid: sessionOf(request) ?? '' });
    });
  };
  post('/sign-in/code', (turn) => prove(turn, { code: turn.form.get('code') ?? '' }));
  post('/sign-in/recovery', (turn) => prove(turn, { recovery: turn.form.get('code') ?? '' }));
  post('/sign-in/passkey', byPasskey);
  post('/sign-in/enrol', (turn) => enrol(turn, { code: turn.form.get('code') ?? '' }));
  server.get('/prove', { config: PROVE }, (request, reply) => showProof(parts, request, reply));
  server.post('/sign-in/passkey/ask', { config: ASK, bodyLimit: FORM_BYTES_MAX }, (request, reply) =>
    ask(parts, request, reply),
  );
}

type Turn = {
  readonly parts: PageParts;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly form: URLSearchParams;
  readonly sid: string;
};

/** What the device is asked: by whoever comes to sign in, for the account that waits, or for a further passkey. */
async function ask(parts: PageParts, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const { people } = parts;
  const allowed = ours(request);
  const what = readAnswer(typeof request.body === 'string' ? request.body : null)?.['what'];
  const seat = (await people.session(sessionOf(request) ?? ''))?.seat;
  const site = siteOf(parts.origin());
  void reply.header('cache-control', 'no-store');
  const asked: Outcome<object> = !allowed.ok
    ? allowed
    : what === 'sign-in'
      ? { ok: true, value: await people.askToAuthenticate(site) }
      : seat === undefined
        ? refuse('login', 'app.session-ended', 'Your session has ended. Sign in again.')
        : what === 'register'
          ? await people.askToRegister(seat, site)
          : { ok: true, value: await people.askToAuthenticate(site, seat.account) };
  if (asked.ok) await reply.type('application/json; charset=utf-8').send(JSON.stringify(asked.value));
  else await sendRefusals({ refusalPage: refusalsInShell(parts) }, asked.refusals, request, reply);
}

/** A fresh proof, for what asks for one; afterwards back to where it was asked for. */
async function showProof(parts: PageParts, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const seat = request.caller?.seat;
  const to = new URLSearchParams(request.url.split('?')[1] ?? '').get('to');
  if (!seat) return void (await reply.redirect('/sign-in', 303));
  const page = await pageFor(parts, seat, { to });
  void reply.header('cache-control', 'no-store').type('text/html; charset=utf-8');
  await reply.send(await inShell(parts, request, { page }));
}

async function byPasskey(turn: Turn): Promise<void> {
  const { parts, form } = turn;
  const answer = readAnswer(form.get('answer'));
  const what = form.get('what');
  if (typeof answer?.['id'] !== 'string') return again(turn, NO_ANSWER);
  if (what === 'register') return enrol(turn, { passkey: answer as never, name: nameOf(turn) });
  if (what === 'prove') return prove(turn, { passkey: answer as never });
  return done(turn, await parts.people.signInByPasskey(answer as never, turnFrom(turn)));
}

const NO_ANSWER: Refusal = {
  type: 'login',
  code: 'app.no-answer',
  text: 'The device gave no answer. Try again, or use another way.',
};

/** The library that looks at the answer takes nothing for granted; it only has to be an object with an id. */
function readAnswer(text: string | null): Readonly<Record<string, unknown>> | undefined {
  try {
    const answer: unknown = JSON.parse(text ?? '');
    return typeof answer === 'object' && answer !== null ? (answer as Readonly<Record<string, unknown>>) : undefined;
  } catch {
    return undefined;
  }
}

function nameOf({ request, parts }: Turn): string {
  return fromOf(request, parts.origin()).agent ?? 'Passkey';
}

function turnFrom({ request, parts }: Turn): From {
  return fromOf(request, parts.origin());
}

async function prove(turn: Turn, proof: Proof): Promise<void> {
  await done(turn, await turn.parts.people.prove(turn.sid, proof, turnFrom(turn)));
}

async function done(turn: Turn, sid: Outcome<string>): Promise<void> {
  if (!sid.ok) return again(turn, sid.refusals[0]);
  keepSession(turn.request, turn.reply, sid.value);
  await turn.reply.redirect(placeOf(turn.form.get('to')), 303);
}

async function enrol(turn: Turn, wish: Parameters<People['enrol']>[1]): Promise<void> {
  const { parts, request, reply } = turn;
  const enrolled = await parts.people.enrol(turn.sid, wish, turnFrom(turn));
  if (!enrolled.ok) return again(turn, enrolled.refusals[0]);
  keepSession(request, reply, enrolled.value.sid);
  const to = placeOf(turn.form.get('to'));
  if (enrolled.value.codes.length === 0) return void (await reply.redirect(to, 303));
  await send(turn, codesPage({ codes: enrolled.value.codes, to }));
}

async function again(turn: Turn, problem: Refusal): Promise<void> {
  const { parts, reply, request } = turn;
  const session = await parts.people.session(turn.sid);
  if (!session) return sendRefusals({ refusalPage: refusalsInShell(parts) }, [problem], request, reply);
  void reply.code(statusOf(problem));
  await send(turn, await pageFor(parts, session.seat, { problem: problem.text, to: turn.form.get('to') }));
}

async function send({ parts, request, reply }: Turn, page: ReturnType<typeof codesPage>): Promise<void> {
  void reply.header('cache-control', 'no-store');
  await reply.type('text/html; charset=utf-8').send(await inShell(parts, request, { page }));
}

/** The step as its account can take it. */
export async function pageFor(
  { people }: Pick<PageParts, 'people'>,
  seat: Seat,
  around: { readonly problem?: string; readonly to?: string | null } = {},
): Promise<ReturnType<typeof secondPage>> {
  const ways = await people.ways(seat.account);
  const offer = ways.passkeys > 0 || ways.codes ? undefined : await offerOf(people, seat);
  return secondPage({
    name: seat.name,
    ways,
    ...(around.problem === undefined ? {} : { problem: around.problem }),
    ...(around.to ? { to: placeOf(around.to) } : {}),
    ...(offer === undefined ? {} : { offer }),
  });
}

export async function offerOf(people: People, seat: Seat) {
  const offered = await people.offerCodeApp(seat);
  if (!offered.ok) return undefined;
  const secret = new URL(offered.value).searchParams.get('secret') ?? '';
  return { picture: squareOf(offered.value), secret: secret.replaceAll(/(.{4})(?=.)/g, '$1 ') };
}
