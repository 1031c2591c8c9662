import { PATHS, type Question, type Seat, type Smart } from '#auth';
import { dayIn } from '#base';
import { type Outcome, refuse } from '#fhir';
import { type Audit, type Refusals, sendRefusals, sessionOf } from '#http';
import { appsPage, consentPage, FINDERS, type OpenedPage, pickPersonPage } from '#web';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Core } from '../core.ts';
import type { PageParts } from '../pages/mount.ts';
import { inShell } from '../pages/shell.ts';
import { refusalsInShell } from '../pages/mount.ts';
import { type Still, stillOf } from '../pages/still.ts';
import { isOnTheWay, keepWay } from '../pages/way.ts';
import { patientOf, practitionerOf, type Shown } from './person.ts';
import { givenWords, linesOf } from './words.ts';

export type SmartPageParts = {
  readonly pages: PageParts;
  readonly core: Core;
  readonly audit: Audit;
  readonly smart: Smart;
  readonly origin: () => string;
};

const SIGNED_IN = { policy: { allow: 'signed-in' }, kind: 'page' } as const;
const ASKED = {
  policy: { allow: 'public', why: 'who is not signed in yet is sent to sign in, and comes back' },
  kind: 'page',
} as const;
const FORM_BYTES_MAX = 256 * 1024;
const LIMIT = 20;

/** The pages of apps: being asked, choosing for whom, opening one for a person, and ending it. */
export function mountSmartPages(server: FastifyInstance, parts: SmartPageParts): void {
  const consent = `${PATHS.consent}/:id`;
  server.addHook('onRequest', async (request, reply) => {
    if (isOnTheWay(request)) void reply.header('cross-origin-opener-policy', 'unsafe-none');
  });
  server.get(consent, { config: ASKED }, (request, reply) => ask(parts, request, reply));
  server.post(consent, { config: SIGNED_IN, bodyLimit: FORM_BYTES_MAX }, (request, reply) =>
    answer(parts, request, reply),
  );
  server.get('/apps/open/:app', { config: SIGNED_IN }, (request, reply) => open(parts, request, reply));
  server.get('/apps', { config: SIGNED_IN }, (request, reply) => list(parts, request, reply));
  server.post('/apps', { config: SIGNED_IN, bodyLimit: FORM_BYTES_MAX }, (request, reply) =>
    end(parts, request, reply),
  );
}

async function ask(parts: SmartPageParts, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const sid = sessionOf(request);
  const caller = sid === undefined ? undefined : await parts.core.auth.callerOfSession(sid);
  void reply.header('cache-control', 'no-store');
  if (!caller?.seat) {
    keepWay(request, reply);
    await reply.redirect('/sign-in', 303);
    return;
  }
  request.caller = caller;
  const turn = await turnOf(parts, request, reply);
  const question = await questionOf(parts, request, reply);
  if (!question.ok) return refused(parts, question.refusals, turn);
  framed(reply, question.value);
  const query = new URLSearchParams(request.url.split('?')[1] ?? '');
  const person = await personOf(parts, request, { question: question.value, wished: query.get('person') });
  if (question.value.needsPatient && person === undefined) return pick(parts, turn, question.value);
  return sendPage(parts, turn, asking(question.value, person, caller.seat));
}

/** Of one's own record, and not of one that one looks after. */
function isOwn(seat: Seat): boolean {
  return seat.person !== undefined && seat.proxy === undefined;
}

type Turn = { readonly request: FastifyRequest; readonly reply: FastifyReply; readonly still?: Still | undefined };

/** What stands is looked at before anything is loaded, so that what changes meanwhile is noticed by the open page. */
async function turnOf(parts: SmartPageParts, request: FastifyRequest, reply: FastifyReply): Promise<Turn> {
  return { request, reply, still: await stillOf(parts.pages, request) };
}

function questionOf(parts: SmartPageParts, request: FastifyRequest, reply: FastifyReply): Promise<Outcome<Question>> {
  const { id = '' } = request.params as Readonly<Record<string, string>>;
  return parts.smart.question(id, { request: request.raw, response: reply.raw }, sessionOf(request));
}

function asking(question: Question, person: Shown | undefined, seat: Seat, problem?: string): OpenedPage {
  const own = isOwn(seat);
  return consentPage({
    app: question.app.name,
    backTo: question.backTo,
    own,
    ...(person ? { person: { name: person.name, value: `Patient/${person.id}` } } : {}),
    ...linesOf(question.scopes, own ? 'you' : (person?.name ?? 'the person')),
    ...(problem === undefined ? {} : { problem }),
  });
}

/** For whom: whoever's page the app was opened from; a person for themself; else whoever was chosen. */
async function personOf(
  parts: SmartPageParts,
  request: FastifyRequest,
  { question, wished }: { readonly question: Question; readonly wished: string | null },
): Promise<Shown | undefined> {
  const { caller } = request;
  if (!caller?.seat) return undefined;
  const who = question.patient === undefined ? (caller.seat.person ?? wished) : `Patient/${question.patient}`;
  if (who === null || !(question.needsPatient || question.patient !== undefined)) return undefined;
  return patientOf(parts, caller.access, who);
}

async function pick(parts: SmartPageParts, turn: Turn, question: Question): Promise<void> {
  const { caller } = turn.request;
  if (!caller?.seat || !FINDERS.includes(caller.seat.role)) {
    const none = refuse(
      'forbidden',
      'auth.no-person-to-open',
      'This app is opened for one person, and your seat looks after nobody.',
    );
    return refused(parts, none.refusals, turn);
  }
  const { now, zone, answers } = parts.pages;
  const text = (new URLSearchParams(turn.request.url.split('?')[1] ?? '').get('text') ?? '').trim();
  const around = { app: question.app.name, text, today: dayIn(zone, now()), zone };
  const found = text === '' ? undefined : await answers.record.findPeople(caller.access, { text, limit: LIMIT });
  if (found && !found.ok) return refused(parts, found.refusals, turn);
  return sendPage(parts, turn, pickPersonPage(found ? { ...around, ...found.value } : around));
}

async function answer(parts: SmartPageParts, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const turn = await turnOf(parts, request, reply);
  const { caller } = request;
  const sid = sessionOf(request);
  const question = await questionOf(parts, request, reply);
  if (!question.ok) return refused(parts, question.refusals, turn);
  if (!caller?.seat || sid === undefined) return refused(parts, PEOPLE_ONLY.refusals, turn);
  framed(reply, question.value);
  const form = formOf(request);
  if (form.getAll('action').at(-1) === 'decline') return go(parts, turn, await parts.smart.decline(question.value));
  const person = await personOf(parts, request, { question: question.value, wished: form.get('person') });
  if (question.value.needsPatient && person === undefined) return pick(parts, turn, question.value);
  const scopes = form.getAll('scope').flatMap((value) => value.split(' '));
  const fhirUser = scopes.includes('fhirUser') ? await whoIs(parts, caller.seat, person) : undefined;
  const done = await parts.smart.give(question.value, {
    seat: caller.seat,
    sid,
    scopes,
    ...(person ? { patient: person.id } : {}),
    ...(fhirUser === undefined ? {} : { fhirUser }),
  });
  if (done.ok || done.refusals[0].code !== 'auth.nothing-given') return go(parts, turn, done);
  void reply.code(400);
  return sendPage(parts, turn, asking(question.value, person, caller.seat, done.refusals[0].text));
}

/** As an address of the FHIR API. */
async function whoIs(parts: SmartPageParts, seat: Seat, person: Shown | undefined): Promise<string | undefined> {
  // Who sits there for somebody else is no Patient, and no Practitioner either.
  if (seat.proxy !== undefined) return undefined;
  if (isOwn(seat)) return person && `${parts.origin()}/fhir/Patient/${person.id}`;
  return `${parts.origin()}/fhir/${await practitionerOf(parts, seat)}`;
}

/** Nobody opens an app by a link on another site: only the page of a person leads here. */
async function open(parts: SmartPageParts, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const { caller } = request;
  const sid = sessionOf(request);
  const turn = { request, reply };
  if (!caller?.seat || sid === undefined) return refused(parts, PEOPLE_ONLY.refusals, turn);
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return refused(parts, ELSEWHERE.refusals, turn);
  const { app = '' } = request.params as Readonly<Record<string, string>>;
  const wished = new URLSearchParams(request.url.split('?')[1] ?? '').get('person') ?? '';
  const person = await patientOf(parts, caller.access, caller.seat.person ?? wished);
  if (!person) return refused(parts, NOBODY.refusals, turn);
  return go(parts, turn, await parts.smart.launch(app, sid, person.id));
}

async function list(parts: SmartPageParts, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const { caller } = request;
  const turn = await turnOf(parts, request, reply);
  if (!caller?.seat) return refused(parts, PEOPLE_ONLY.refusals, turn);
  const { now, zone } = parts.pages;
  const given = (await parts.smart.given(caller.seat.account)).map(({ id, app, at, scopes }) => ({
    id,
    app,
    at: at.toISOString(),
    words: givenWords(scopes),
  }));
  return sendPage(parts, turn, appsPage({ today: dayIn(zone, now()), zone, given }));
}

async function end(parts: SmartPageParts, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const { caller } = request;
  if (!caller?.seat) return refused(parts, PEOPLE_ONLY.refusals, { request, reply });
  await parts.smart.takeBack(caller.seat.account, formOf(request).get('grant') ?? '');
  await reply.redirect('/apps', 303);
}

const PEOPLE_ONLY = refuse('forbidden', 'app.people-only', 'Pages are for people, who sign in; systems use the API.');
const NOBODY = refuse('not-found', 'auth.no-person', 'There is no such person whom you can see.');
const ELSEWHERE = refuse('forbidden', 'auth.opened-elsewhere', 'Open the app from the page of the person, in Concord.');

function formOf(request: FastifyRequest): URLSearchParams {
  return new URLSearchParams(typeof request.body === 'string' ? request.body : '');
}

async function go(parts: SmartPageParts, turn: Turn, to: Outcome<string>): Promise<void> {
  if (!to.ok) return refused(parts, to.refusals, turn);
  await turn.reply.header('cache-control', 'no-store').redirect(to.value, 303);
}

/** The answer leads to the app, which the form may go on to; and systems that were registered for it may show the page. */
function framed(reply: FastifyReply, { app, backTo }: Question): void {
  const policy = String(reply.getHeader('content-security-policy') ?? '');
  const ancestors = app.frames.length === 0 ? "'none'" : app.frames.join(' ');
  void reply.header(
    'content-security-policy',
    policy
      .replace(/form-action 'self'/, `form-action 'self' ${backTo}`)
      .replace(/frame-ancestors 'none'/, `frame-ancestors ${ancestors}`),
  );
  if (app.frames.length > 0) void reply.removeHeader('x-frame-options');
}

async function sendPage(parts: SmartPageParts, { request, reply, still }: Turn, page: OpenedPage): Promise<void> {
  void reply.header('cache-control', 'no-store').type('text/html; charset=utf-8');
  await reply.send(await inShell(parts.pages, request, { page, still }));
}

async function refused(parts: SmartPageParts, refusals: Refusals, { request, reply }: Turn): Promise<void> {
  await sendRefusals({ refusalPage: refusalsInShell(parts.pages) }, refusals, request, reply);
}
