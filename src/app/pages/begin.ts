import { createHmac, timingSafeEqual } from 'node:crypto';
import type { PartnerKind } from '#agreement';
import { keyFor } from '#auth';
import { accepted, type Outcome, refuse } from '#fhir';
import type { Governance } from '#governance';
import { sendRefusals, statusOf } from '#http';
import { beginPage } from '#web';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Core } from '../core.ts';
import { formOf, ours } from './from.ts';
import { type PageParts, refusalsInShell } from './mount.ts';
import { inShell } from './shell.ts';

const CONFIG = {
  policy: { allow: 'public', why: 'whoever starts an installation that nobody uses yet has no account' },
  kind: 'page',
} as const;
const FORM_BYTES_MAX = 16 * 1024;
const NAME_MAX = 120;

/** Made from the installation's secret, so that it need be kept nowhere: only who reads the terminal it was started in has it. */
function beginKey(secret: string): string {
  return createHmac('sha256', keyFor(secret, 'begin')).update('begin').digest('base64url');
}

/** Whether an installation waits for its first person: nobody hosts it, or nobody of the host was ever given a seat. */
async function waitsToBegin({ people, services }: Core): Promise<boolean> {
  const host = await governanceOf(services).host();
  return host === undefined || (await people.seatsIn(host)).length === 0;
}

/** Where somebody begins, while nobody has. */
export async function addressToBegin(core: Core, address: string): Promise<string | undefined> {
  return (await waitsToBegin(core)) ? `${address}/begin?key=${beginKey(core.secret)}` : undefined;
}

/** The way into an installation that nobody uses yet. Closed for good as soon as somebody has a seat. */
export function mountBegin(server: FastifyInstance, core: Core, parts: PageParts): void {
  const turn = { core, parts };
  server.get('/begin', { config: CONFIG }, async (request, reply) => {
    const key = new URLSearchParams(request.url.split('?')[1] ?? '').get('key') ?? '';
    const open = await opensWith(core, key);
    if (!open.ok) return refused(turn, open, request, reply);
    return send(turn, request, reply, { key });
  });
  server.post('/begin', { config: CONFIG, bodyLimit: FORM_BYTES_MAX }, async (request, reply) => {
    const allowed = ours(request);
    if (!allowed.ok) return refused(turn, allowed, request, reply);
    const form = formOf(request);
    const key = form.get('key') ?? '';
    const open = await opensWith(core, key);
    if (!open.ok) return refused(turn, open, request, reply);
    const begun = await begin(core, form);
    if (begun.ok) return reply.redirect(`/sign-in?link=${begun.value}&to=/partnership`, 303);
    const [{ text }] = begun.refusals;
    return send(turn, request, reply.code(statusOf(begun.refusals[0])), { key, problem: text, typed: form });
  });
}

type Turn = { readonly core: Core; readonly parts: PageParts };

async function opensWith(core: Core, key: string): Promise<Outcome<true>> {
  const [given, wanted] = [Buffer.from(key), Buffer.from(beginKey(core.secret))];
  const right = given.length === wanted.length && timingSafeEqual(given, wanted);
  return right && (await waitsToBegin(core))
    ? accepted(true)
    : refuse(
        'not-found',
        'app.begun-already',
        'This link begins an installation that nobody uses yet. This one is in use, or the link is not whole: the program prints it where it is started.',
      );
}

/** Answers the code of the link by which the first person signs in. Run again after an interruption it goes on. */
async function begin(core: Core, form: URLSearchParams): Promise<Outcome<string>> {
  const [partnership, name, code, kind, person] = ['partnership', 'name', 'code', 'kind', 'person'].map((field) =>
    (form.get(field) ?? '').trim(),
  );
  if ([partnership, name, person].some((one) => one === undefined || one === '' || one.length > NAME_MAX)) {
    const text = `The partnership, its host and you have names of up to ${NAME_MAX} characters.`;
    return refuse('value', 'app.begin-names', text);
  }
  const organization = `Organization/${code ?? ''}`;
  const there = await governanceOf(core.services).host();
  if (there !== undefined && there !== organization) {
    const text = `It was begun with ${there.replace('Organization/', '')} as its host, and interrupted: go on with that code.`;
    return refuse('conflict', 'app.begun-with', text);
  }
  const host = { organization, name: name ?? '', kind: kind as PartnerKind, hosts: true };
  const operator = await core.auth.accessOfClient('operator', organization);
  const enrolled = await governanceOf(core.services).enroll(operator, { name: partnership ?? '', partners: [host] });
  if (!enrolled.ok) return enrolled;
  const wish = {
    name: person ?? '',
    role: 'ig-lead',
    organization,
    organizationName: name ?? '',
    by: 'operator',
  } as const;
  const given = await core.people.give(wish);
  return given.ok ? accepted(given.value.link) : given;
}

function governanceOf({ answers }: Core['services']): Governance {
  return answers['governance'] as Governance;
}

type Shown = Parameters<typeof beginPage>[0];

async function send({ parts }: Turn, request: FastifyRequest, reply: FastifyReply, shown: Shown): Promise<void> {
  void reply.header('cache-control', 'no-store').type('text/html; charset=utf-8');
  await reply.send(await inShell(parts, request, { page: beginPage(shown) }));
}

function refused(
  { parts }: Turn,
  outcome: Extract<Outcome<unknown>, { ok: false }>,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<unknown> {
  return Promise.resolve(sendRefusals({ refusalPage: refusalsInShell(parts) }, outcome.refusals, request, reply));
}
