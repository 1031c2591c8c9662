import { DATA_CLASSES, type DataClass, type Label, LABELS, LET_HIDE, LET_SEE } from '#agreement';
import { isFresh, type Seat } from '#auth';
import { dayIn } from '#base';
import { accepted, type Outcome, type Refusal, refuse } from '#fhir';
import { sendRefusals, sessionOf, statusOf } from '#http';
import { accountPage, codesPage, type OpenedPage } from '#web';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { formOf } from './from.ts';
import { happeningWords, inZone } from './happenings.ts';
import { type PageParts, refusalsInShell } from './mount.ts';
import { offerOf } from './second.ts';
import { type Drawn, inShell } from './shell.ts';
import { stillOf } from './still.ts';

const SIGNED_IN = { policy: { allow: 'signed-in', narrowed: true }, kind: 'page' } as const;
const FORM_BYTES_MAX = 64 * 1024;
const PROXY_WORDS = { parent: 'parent', attorney: 'with a power in law', carer: 'let in by you' } as const;

/** One's own account: how one signs in, where one is signed in, and who sees one's record in one's place. */
export function mountAccount(server: FastifyInstance, parts: PageParts): void {
  server.get('/account', { config: SIGNED_IN }, (request, reply) => show({ parts, request, reply }));
  server.post('/account', { config: SIGNED_IN, bodyLimit: FORM_BYTES_MAX }, (request, reply) =>
    act({ parts, request, reply }),
  );
}

type Turn = { readonly parts: PageParts; readonly request: FastifyRequest; readonly reply: FastifyReply };
type Around = { readonly refusal?: Refusal; readonly invitation?: { readonly name: string; readonly link: string } };

async function act(turn: Turn): Promise<void> {
  const { parts, request, reply } = turn;
  const seat = request.caller?.seat;
  const form = formOf(request);
  const action = form.get('action') ?? '';
  if (!seat || !Object.hasOwn(ACTIONS, action)) {
    const refused = refuse('not-found', 'app.no-such-action', 'This page has no such form.');
    return sendRefusals({ refusalPage: refusalsInShell(parts) }, refused.refusals, request, reply);
  }
  const done = await ACTIONS[action as keyof typeof ACTIONS]({ ...turn, seat, form });
  if (!done.ok) return show(turn, { refusal: done.refusals[0] });
  if ('codes' in done.value) {
    const page = codesPage({ codes: done.value.codes, to: '/account' });
    return send(turn, { page, still: await stillOf(parts, request) });
  }
  if ('link' in done.value) return show(turn, { invitation: done.value });
  await reply.redirect('/account', 303);
}

type Act = Turn & { readonly seat: Seat; readonly form: URLSearchParams };
type Done = object | { readonly codes: readonly string[] } | { readonly name: string; readonly link: string };

const ACTIONS = {
  'remove-passkey': ({ parts, request, form }) =>
    parts.people.removeWay(sessionOf(request) ?? '', { passkey: form.get('passkey') ?? '' }).then(nothing),
  'remove-app': ({ parts, request }) =>
    parts.people.removeWay(sessionOf(request) ?? '', { codeApp: true }).then(nothing),
  'new-codes': async ({ parts, request }) => {
    const codes = await parts.people.renewRecovery(sessionOf(request) ?? '');
    return codes.ok ? accepted({ codes: codes.value }) : codes;
  },
  'end-session': ({ parts, seat, form }) => parts.people.endListed(seat, form.get('session') ?? '').then(nothing),
  'let-in': async ({ parts, seat, form }) => {
    const name = form.get('name') ?? '';
    const invited = await parts.people.letIn(seat, { name, days: Number(form.get('days')), ...seesIn(form) });
    if (!invited.ok) return invited;
    return accepted({ name, link: `${parts.origin()}/sign-in?link=${invited.value.link}` });
  },
  rescope: ({ parts, seat, form }) =>
    parts.people.rescope(seat, { seat: form.get('seat') ?? '', ...seesIn(form) }).then(nothing),
  'let-out': ({ parts, seat, form }) => parts.people.letOut(seat, form.get('seat') ?? '').then(nothing),
} as const satisfies Readonly<Record<string, (turn: Act) => Promise<Outcome<Done>>>>;

/** All kinds ticked are all of them, whatever kinds there will be. */
function seesIn(form: URLSearchParams): { readonly sees?: readonly DataClass[]; readonly hides: readonly Label[] } {
  const [seen, hidden] = [form.getAll('sees'), form.getAll('hides')];
  const [sees, hides] = [LET_SEE.filter((one) => seen.includes(one)), LET_HIDE.filter((one) => hidden.includes(one))];
  return sees.length === LET_SEE.length ? { hides } : { sees, hides };
}

function nothing(done: Outcome<unknown>): Outcome<object> {
  return done.ok ? accepted({}) : done;
}

async function show(turn: Turn, around: Around = {}): Promise<void> {
  const { parts, request, reply } = turn;
  const seat = request.caller?.seat;
  if (!seat) {
    const refused = refuse('forbidden', 'app.people-only', 'Pages are for people, who sign in; systems use the API.');
    return sendRefusals({ refusalPage: refusalsInShell(parts) }, refused.refusals, request, reply);
  }
  if (around.refusal) void reply.code(statusOf(around.refusal));
  const still = await stillOf(parts, request);
  await send(turn, { page: await pageOf(turn, seat, around), still }, around.refusal);
}

async function send({ parts, request, reply }: Turn, drawn: Drawn, refusal?: Refusal): Promise<void> {
  void reply.header('cache-control', 'no-store').type('text/html; charset=utf-8');
  await reply.send(await inShell(parts, request, { ...drawn, ...(refusal ? { refusals: [refusal] } : {}) }));
}

async function pageOf({ parts, request }: Turn, seat: Seat, { invitation }: Around): Promise<OpenedPage> {
  const { people, zone, now } = parts;
  const [account, ways] = [await people.account(seat.account), await people.ways(seat.account)];
  const here = (await people.session(sessionOf(request) ?? ''))?.id;
  const fresh = isFresh(request.caller?.access ?? {}, now());
  const can = ways.passkeys > 0 || ways.codes;
  const offer = !ways.codes && (fresh || !can) ? await offerOf(people, seat) : undefined;
  const own = seat.person !== undefined && seat.proxy === undefined;
  const at = (when: number | Date): string => inZone(zone, when);
  return accountPage(
    {
      name: seat.name,
      fresh,
      demonstration: parts.demonstration(),
      ways,
      passkeys: account.passkeys.map(({ id, name, at: added, used }) => {
        return { id, name, added: at(added), used: used ? `last used ${at(used)}` : 'not used yet' };
      }),
      seats: account.seats.map(({ id, role, organizationName, ends }) => {
        return { id, role, organization: organizationName, ...(ends === undefined ? {} : { until: at(ends) }) };
      }),
      sessions: account.sessions.map(({ id, agent = 'A browser', seen }) => {
        return { id, agent, seen: at(seen), here: id === here };
      }),
      happenings: account.happenings.map((one) => {
        return { at: at(one.at), words: happeningWords(one), ...(one.by === seat.name ? {} : { by: one.by }) };
      }),
      ...(offer === undefined ? {} : { offer }),
      ...(own ? { proxies: await proxiesOf(parts, seat.person ?? '') } : {}),
      ...(invitation === undefined ? {} : { invitation }),
    },
    { today: dayIn(zone, now()), zone },
  );
}

async function proxiesOf({ people, zone }: PageParts, person: string) {
  const proxies = await people.proxiesOf(person);
  return proxies.map(({ id, name, proxy = 'carer', ends, kept }) => {
    const sees = LET_SEE.filter((one) => (kept.classes & (1 << DATA_CLASSES.indexOf(one))) === 0);
    const hides = LABELS.filter((_, at) => (kept.labels & (1 << at)) !== 0);
    const until = ends === undefined ? {} : { until: inZone(zone, ends) };
    return { id, name, why: PROXY_WORDS[proxy], sees, hides, changes: proxy === 'carer', ...until };
  });
}
