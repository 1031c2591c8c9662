import type { ProofRule } from '#agreement';
import { DESK, type Seat, type SeatByLaw } from '#auth';
import { type Day, day, dayIn, endOfDay, isDay, plusDays } from '#base';
import { accepted, type Outcome, type Refusal, refuse } from '#fhir';
import { sendRefusals, statusOf } from '#http';
import { lawIn } from '#joint';
import { type ByLawShown, byLawPage } from '#web';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { formOf } from './from.ts';
import { inZone } from './happenings.ts';
import { type PageParts, refusalsInShell } from './mount.ts';
import { inShell } from './shell.ts';
import { stillOf } from './still.ts';

const PATH = '/people/:id/in-their-place';
const CONFIG = { policy: { allow: 'roles', roles: DESK }, kind: 'page' } as const;
const FORM_BYTES_MAX = 64 * 1024;

/** Who sees somebody's record by law: let in at the front desk with the document that was seen, and ended there. */
export function mountByLaw(server: FastifyInstance, parts: PageParts): void {
  server.get(PATH, { config: CONFIG }, (request, reply) => show({ parts, request: request as Asked, reply }));
  server.post(PATH, { config: CONFIG, bodyLimit: FORM_BYTES_MAX }, (request, reply) =>
    act({ parts, request: request as Asked, reply }),
  );
}

type Asked = FastifyRequest<{ Params: { id: string } }>;
type Turn = { readonly parts: PageParts; readonly request: Asked; readonly reply: FastifyReply };
type Around = {
  readonly refusal?: Refusal;
  readonly typed?: URLSearchParams;
  readonly invitation?: { readonly name: string; readonly link: string };
};
type Act = Turn & { readonly by: Seat; readonly form: URLSearchParams };
type Done = { readonly name: string; readonly link: string } | { readonly ended: true };

async function act(turn: Turn): Promise<void> {
  const { parts, request, reply } = turn;
  const by = request.caller?.seat;
  const form = formOf(request);
  const action = form.get('action') ?? '';
  if (!by || !Object.hasOwn(ACTIONS, action)) {
    const refused = refuse('not-found', 'app.no-such-action', 'This page has no such form.');
    return sendRefusals({ refusalPage: refusalsInShell(parts) }, refused.refusals, request, reply);
  }
  const done: Outcome<Done> = await ACTIONS[action as keyof typeof ACTIONS]({ ...turn, by, form });
  if (!done.ok) return show(turn, { refusal: done.refusals[0], typed: form });
  if ('ended' in done.value) return void (await reply.redirect(request.url, 303));
  const { name, link } = done.value;
  return show(turn, { invitation: { name, link: `${parts.origin()}/sign-in?link=${link}` } });
}

const ACTIONS = {
  'let-in': async (turn) => {
    const { parts, by, form } = turn;
    const time = await timeOf(turn);
    if (!time.ok) return time;
    const at = (name: string) => (form.get(name) ?? '').trim();
    const kind = (lawIn(parts.zone).proofs ?? []).find(({ id }) => id === at('kind'));
    if (kind === undefined)
      return refuse('value', 'app.proof', 'What was shown: choose the kind of document that was seen.', 'kind');
    const today = dayIn(parts.zone, parts.now());
    const [issued, ends] = [at('issued'), at('ends')];
    if (!isDay(issued) || issued > today || (ends !== '' && !isDay(ends))) {
      return refuse('value', 'app.proof-day', 'Give the day that stands on the document, today or before.', 'issued');
    }
    const parent = kind.for === 'parent';
    const age = parent ? time.value.until : undefined;
    if (parent && age === undefined) {
      const text =
        'No whole birth date is recorded, so nobody knows until when a parent sees the record. Record it first.';
      return refuse('business-rule', 'app.birth-date', text);
    }
    const document = ends === '' ? {} : { ends: day(ends) };
    const until = firstEnd(parts.zone, { ...(age ? { age } : {}), ...document });
    const invited = await parts.people.letInByLaw(by, {
      name: at('name'),
      person: time.value.person,
      why: parent ? 'parent' : 'attorney',
      proof: { kind: kind.id, reference: at('reference'), issued: day(issued), ...document },
      ...(until === undefined ? {} : { until }),
      sooner: parent
        ? time.value.sooner.map(({ labels, from }) => ({ labels, from: endOfDay(parts.zone, plusDays(from, -1)) }))
        : [],
    });
    return invited.ok ? accepted({ name: at('name'), link: invited.value.link }) : invited;
  },
  end: async (turn) => {
    const { parts, by, form } = turn;
    const time = await timeOf(turn);
    if (!time.ok) return time;
    const wish = { seat: form.get('seat') ?? '', person: time.value.person, reason: form.get('reason') ?? '' };
    const ended = await parts.people.endByLaw(by, wish);
    return ended.ok ? accepted({ ended: true } as const) : ended;
  },
} as const satisfies Readonly<Record<string, (turn: Act) => Promise<Outcome<Done>>>>;

/** The instant after its last day, or on the birthday, whichever comes first. */
function firstEnd(zone: string, { age, ends }: { readonly age?: Day; readonly ends?: Day }): number | undefined {
  const all = [...(age ? [endOfDay(zone, plusDays(age, -1))] : []), ...(ends ? [endOfDay(zone, ends)] : [])];
  return all.length === 0 ? undefined : Math.min(...all);
}

async function timeOf({ parts, request }: Turn) {
  const access = request.caller?.access;
  if (!access) return refuse('forbidden', 'app.people-only', 'Pages are for people, who sign in; systems use the API.');
  return parts.answers.record.deciding.parentsTime(access, `Person/${request.params.id}`);
}

async function show(turn: Turn, around: Around = {}): Promise<void> {
  const { parts, request, reply } = turn;
  const shown = await shownOf(turn, around);
  if (!shown.ok) return sendRefusals({ refusalPage: refusalsInShell(parts) }, shown.refusals, request, reply);
  const still = await stillOf(parts, request);
  const { refusal } = around;
  if (refusal) void reply.code(statusOf(refusal));
  void reply.header('cache-control', 'no-store').type('text/html; charset=utf-8');
  const { zone, now } = parts;
  const page = byLawPage(shown.value, { today: dayIn(zone, now()), zone });
  await reply.send(await inShell(parts, request, { page, still, ...(refusal ? { refusals: [refusal] } : {}) }));
}

async function shownOf(turn: Turn, { typed, invitation }: Around): Promise<Outcome<ByLawShown>> {
  const { parts, request } = turn;
  const seat = request.caller?.seat;
  const time = await timeOf(turn);
  if (!time.ok) return time;
  if (!seat) return refuse('forbidden', 'app.people-only', 'Pages are for people, who sign in; systems use the API.');
  const { name, person, until, born } = time.value;
  const listed = await parts.people.byLaw(seat, person);
  if (!listed.ok) return listed;
  const kinds = lawIn(parts.zone).proofs ?? [];
  return accepted({
    person,
    name,
    role: seat.role,
    kinds: kinds.map(({ id, words }) => ({ value: id, words })),
    ...(born === undefined ? {} : { born }),
    ...(until === undefined ? {} : { until }),
    sitting: listed.value.map((one) => sittingOf(parts.zone, kinds, one)),
    ...(typed ? { typed: Object.fromEntries(typed) } : {}),
    ...(invitation ? { invitation } : {}),
  });
}

function sittingOf(
  zone: string,
  kinds: readonly ProofRule[],
  { seat, proof, ours }: SeatByLaw,
): ByLawShown['sitting'][number] {
  const { id, name, proxy, ends } = seat;
  const shown = { id, name, why: proxy === 'parent' ? 'parent' : 'with a power in law', ours };
  const until = ends === undefined ? {} : { until: inZone(zone, ends) };
  if (proof === undefined) return { ...shown, ...until };
  const { kind, reference, issued, seenBy, at } = proof;
  const words = kinds.find((one) => one.id === kind)?.words ?? kind;
  return { ...shown, ...until, proof: `${words} ${reference}`, issued, seenBy, seen: inZone(zone, at) };
}
