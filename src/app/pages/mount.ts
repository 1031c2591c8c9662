import type { Auth, People } from '#auth';
import { dayIn } from '#base';
import { accepted, type Outcome, refuse } from '#fhir';
import { type Refusals, sendRefusals, statusOf } from '#http';
import type { Reader } from '#store';
import { type Done, type LoaderContext, LOOK_COOKIE, type Page, readLook, refusalPage, type ShellInput } from '#web';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { AssetFiles } from './assets.ts';
import { onceEach } from './once.ts';
import { leaveWord, takeWord } from './said.ts';
import { inShell, seatsBeside, signedInAs } from './shell.ts';
import { mountAccount } from './account.ts';
import { mountByLaw } from './by-law.ts';
import { mountBudgets } from './budgets.ts';
import { mountForms } from './forms.ts';
import { mountDocuments } from './documents.ts';
import { mountSecond } from './second.ts';
import { mountSignIn } from './sign-in.ts';
import { mountStaff } from './staff.ts';
import { mountStill, stillOf } from './still.ts';
import { mountUpstream } from './upstream.ts';

export type PageParts = {
  readonly pages: readonly Page[];
  readonly assets: AssetFiles;
  readonly auth: Auth;
  readonly people: People;
  readonly reader: Reader;
  /** The address browsers know the program by; passkeys belong to it. */
  readonly origin: () => string;
  readonly answers: Pick<LoaderContext, 'record' | 'governance' | 'insight' | 'money'>;
  readonly now: () => number;
  readonly zone: string;
  readonly demonstration: () => boolean;
  /** What every page says, from when on. */
  readonly notice: () => ShellInput['notice'];
  /** Apps that can be opened from the page of a person. */
  readonly apps: NonNullable<LoaderContext['apps']>;
};

const YEAR_S = 31_536_000;
const FORM_BYTES_MAX = 1024 * 1024;

/** The pages people see, their forms, signing in and out, and what browsers load with them. */
export function mountPages(server: FastifyInstance, parts: PageParts): void {
  parts.assets.mount(server);
  mountSignIn(server, parts);
  mountSecond(server, parts);
  mountUpstream(server, parts);
  mountAccount(server, parts);
  mountStaff(server, parts);
  mountByLaw(server, parts);
  mountStill(server, parts);
  mountDocuments(server, parts);
  mountBudgets(server, parts);
  mountForms(server, parts);
  for (const page of parts.pages) {
    const config = { policy: page.policy, kind: 'page' as const };
    server.get(page.path, { config }, (request, reply) => show(parts, page, request, reply));
    if (Object.keys(page.actions).length === 0) continue;
    server.post(page.path, { config, bodyLimit: FORM_BYTES_MAX }, (request, reply) => act(parts, page, request, reply));
  }
}

/** How http tells a person why something was not done. */
export function refusalsInShell(parts: Pick<PageParts, 'auth' | 'assets' | 'notice'>) {
  return (refusals: Refusals, request: FastifyRequest): Promise<string> =>
    inShell(parts, request, { page: refusalPage(refusals) });
}

async function show(parts: PageParts, page: Page, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const context = contextOf(parts, request);
  const still = await stillOf(parts, request);
  // A page that asks by itself is mostly told that nothing moved: then no shell is drawn.
  const seats = request.headers['if-none-match'] === undefined ? seatsBeside(parts, request) : undefined;
  const [opened, beside] = await Promise.all([context.ok ? page.open(reading(context.value)) : context, seats]);
  if (!opened.ok) return sendRefusals(refuser(parts), opened.refusals, request, reply);
  const { revision } = opened.value;
  void reply.header('cache-control', 'no-store');
  // A page that is open asks again: as long as nothing moved, nothing is sent.
  if (revision !== undefined && request.headers['if-none-match'] === `"${revision}"`) {
    await reply.code(304).send();
    return;
  }
  const said = takeWord(request, reply);
  const html = await inShell(parts, request, {
    page: opened.value,
    still,
    seats: beside,
    ...(said === undefined ? {} : { said }),
  });
  await reply.type('text/html; charset=utf-8').send(html);
}

/** Nothing is written by who only looks: what the parts of the page ask alike is asked once, and forgotten with the request. */
function reading(context: LoaderContext): LoaderContext {
  return { ...context, access: { ...context.access, once: onceEach() } };
}

async function act(parts: PageParts, page: Page, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const context = contextOf(parts, request);
  if (!context.ok) return sendRefusals(refuser(parts), context.refusals, request, reply);
  const form = new URLSearchParams(typeof request.body === 'string' ? request.body : '');
  const name = form.get('action') ?? '';
  const action = Object.hasOwn(page.actions, name) ? page.actions[name] : undefined;
  const done: Outcome<Done> = action
    ? await action(context.value, form)
    : refuse('not-found', 'app.no-such-action', 'This page has no such form.');
  if (!done.ok)
    return again(parts, page, { ...context.value, typed: form }, { refusals: done.refusals, request, reply });
  if (done.value.again === true) return drawnAgain(parts, page, { ...context.value, typed: form }, { request, reply });
  const { to, said, look } = done.value;
  leaveWord(reply, said);
  if (look !== undefined) void reply.setCookie(LOOK_COOKIE, look, { path: '/', sameSite: 'lax', maxAge: YEAR_S });
  await reply.redirect(to, 303);
}

type Again = { readonly refusals: Refusals; readonly request: FastifyRequest; readonly reply: FastifyReply };

/** The page once more with what was typed and why it was not done, so that nothing typed is lost. */
export async function again(parts: PageParts, page: Page, context: LoaderContext, asked: Again): Promise<void> {
  const { refusals, request, reply } = asked;
  const still = await stillOf(parts, request);
  const opened = await page.open(context);
  if (!opened.ok) return sendRefusals(refuser(parts), refusals, request, reply);
  const html = await inShell(parts, request, { page: opened.value, refusals, still });
  await reply
    .code(statusOf(refusals[0]))
    .header('cache-control', 'no-store')
    .type('text/html; charset=utf-8')
    .send(html);
}

/** The page once more with what was typed, where a form asked for nothing but to be shown what comes of it. */
async function drawnAgain(
  parts: PageParts,
  page: Page,
  context: LoaderContext,
  { request, reply }: Omit<Again, 'refusals'>,
): Promise<void> {
  const opened = await page.open(context);
  if (!opened.ok) return sendRefusals(refuser(parts), opened.refusals, request, reply);
  const html = await inShell(parts, request, { page: opened.value });
  await reply.header('cache-control', 'no-store').type('text/html; charset=utf-8').send(html);
}

export function contextOf(parts: PageParts, request: FastifyRequest): Outcome<LoaderContext> {
  const { caller } = request;
  if (!caller?.seat)
    return refuse('forbidden', 'app.people-only', 'Pages are for people, who sign in; systems use the API.');
  const at = request.url.indexOf('?');
  return accepted({
    ...parts.answers,
    apps: parts.apps,
    origin: parts.origin(),
    access: caller.access,
    signedIn: signedInAs(caller.seat),
    params: request.params as Readonly<Record<string, string>>,
    query: new URLSearchParams(at < 0 ? '' : request.url.slice(at + 1)),
    today: dayIn(parts.zone, parts.now()),
    zone: parts.zone,
    look: readLook(request.cookies[LOOK_COOKIE]),
  });
}

function refuser(parts: PageParts) {
  return { refusalPage: refusalsInShell(parts) };
}
