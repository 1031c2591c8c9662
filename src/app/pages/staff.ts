import type { Role } from '#agreement';
import { MANAGERS, type Seat } from '#auth';
import { dayIn, endOfDay, isDay, plusDays } from '#base';
import { accepted, type Outcome, type Refusal, refuse } from '#fhir';
import { sendRefusals, statusOf } from '#http';
import { STAFF, staffPage } from '#web';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { formOf } from './from.ts';
import { inZone } from './happenings.ts';
import { type PageParts, refusalsInShell } from './mount.ts';
import { inShell } from './shell.ts';
import { stillOf } from './still.ts';

const CONFIG = { policy: { allow: 'roles', roles: MANAGERS }, kind: 'page' } as const;
const FORM_BYTES_MAX = 64 * 1024;

/** Who works in an organisation: invited, moved and ended by its managers. */
export function mountStaff(server: FastifyInstance, parts: PageParts): void {
  server.get('/staff', { config: CONFIG }, (request, reply) => show({ parts, request, reply }));
  server.post('/staff', { config: CONFIG, bodyLimit: FORM_BYTES_MAX }, (request, reply) =>
    act({ parts, request, reply }),
  );
}

type Turn = { readonly parts: PageParts; readonly request: FastifyRequest; readonly reply: FastifyReply };
type Around = {
  readonly refusal?: Refusal;
  readonly typed?: URLSearchParams;
  readonly invitation?: { readonly name: string; readonly link: string };
};
type Act = Turn & { readonly by: Seat; readonly form: URLSearchParams };
type Done = { readonly name?: string; readonly link?: string };

async function act(turn: Turn): Promise<void> {
  const { parts, request, reply } = turn;
  const by = request.caller?.seat;
  const form = formOf(request);
  const action = form.get('action') ?? '';
  if (!by || !Object.hasOwn(ACTIONS, action)) {
    const refused = refuse('not-found', 'app.no-such-action', 'This page has no such form.');
    return sendRefusals({ refusalPage: refusalsInShell(parts) }, refused.refusals, request, reply);
  }
  const done = await ACTIONS[action as keyof typeof ACTIONS]({ ...turn, by, form });
  if (!done.ok) return show(turn, { refusal: done.refusals[0], typed: form });
  const { name = 'them', link }: Done = done.value;
  if (link !== undefined) {
    return show(turn, { invitation: { name, link: `${parts.origin()}/sign-in?link=${link}` } });
  }
  await reply.redirect('/staff', 303);
}

const ACTIONS = {
  invite: async ({ parts, by, form }) => {
    const role = roleIn(form);
    const begins = firstMoment(parts, form.get('begins'));
    const ends = lastMoment(parts, form.get('ends'));
    if (!role.ok) return role;
    if (!begins.ok) return begins;
    if (!ends.ok) return ends;
    const name = form.get('name') ?? '';
    const wish = {
      name,
      role: role.value,
      ...(begins.value ? { begins: begins.value } : {}),
      ...(ends.value ? { ends: ends.value } : {}),
    };
    const invited = await parts.people.invite(by, wish);
    return invited.ok ? accepted({ name, link: invited.value.link }) : invited;
  },
  move: async ({ parts, request, by, form }) => {
    const role = roleIn(form);
    if (!role.ok) return role;
    const free = await freeToEnd(parts, request, form);
    if (!free.ok) return free;
    const moved = await parts.people.move(by, { seat: form.get('seat') ?? '', role: role.value, begins: parts.now() });
    return moved.ok ? accepted({}) : moved;
  },
  end: async ({ parts, request, by, form }) => {
    const day = form.get('when') === 'now' ? accepted(undefined) : lastMoment(parts, form.get('ends'));
    if (!day.ok) return day;
    const free = await freeToEnd(parts, request, form, day.value);
    if (!free.ok) return free;
    const ended = await parts.people.endSeat(by, { seat: form.get('seat') ?? '', ends: day.value ?? parts.now() });
    return ended.ok ? accepted({}) : ended;
  },
  again: async ({ parts, by, form }) => {
    const invited = await parts.people.inviteAgain(by, form.get('seat') ?? '');
    return invited.ok ? accepted({ link: invited.value.link }) : invited;
  },
} as const satisfies Readonly<Record<string, (turn: Act) => Promise<Outcome<Done>>>>;

/** Nothing of what the seat carries would be left with nobody. */
async function freeToEnd(
  parts: PageParts,
  request: FastifyRequest,
  form: URLSearchParams,
  ends?: number,
): Promise<Outcome<true>> {
  const access = request.caller?.access;
  return access ? parts.answers.governance.people.mayEnd(access, form.get('seat') ?? '', ends) : accepted(true);
}

function roleIn(form: URLSearchParams): Outcome<Role> {
  const role = STAFF.find((one) => one === form.get('role'));
  return role ? accepted(role) : refuse('value', 'app.role', 'Choose one of the roles of the list.');
}

/** The beginning of a day of the partnership; today or before: from now on. */
function firstMoment({ zone, now }: PageParts, text: string | null): Outcome<number | undefined> {
  if (!text) return accepted(undefined);
  if (!isDay(text)) return noDay();
  const begins = endOfDay(zone, plusDays(text, -1));
  return accepted(begins > now() ? begins : undefined);
}

/** The end of a last day. */
function lastMoment({ zone }: PageParts, text: string | null): Outcome<number | undefined> {
  if (!text) return accepted(undefined);
  return isDay(text) ? accepted(endOfDay(zone, text)) : noDay();
}

function noDay(): Outcome<never> {
  return refuse('value', 'app.day', 'Write the day as year, month and day: 2026-03-02.');
}

async function show({ parts, request, reply }: Turn, around: Around = {}): Promise<void> {
  const seat = request.caller?.seat;
  if (!seat) {
    const refused = refuse('forbidden', 'app.people-only', 'Pages are for people, who sign in; systems use the API.');
    return sendRefusals({ refusalPage: refusalsInShell(parts) }, refused.refusals, request, reply);
  }
  const { refusal, typed, invitation } = around;
  const { zone, now, people } = parts;
  const still = await stillOf(parts, request);
  const seats = await people.seatsIn(seat.organization);
  const shown = {
    organization: seat.organizationName,
    today: dayIn(zone, now()),
    seats: seats.map(({ id, account, name, role, state, begins, ends, enrolled }) => ({
      id,
      account,
      name,
      role,
      state,
      enrolled: enrolled || parts.demonstration(),
      me: id === seat.id,
      ...(begins === undefined ? {} : { begins: inZone(zone, begins) }),
      ...(ends === undefined ? {} : { ends: inZone(zone, ends) }),
    })),
    ...(typed ? { typed } : {}),
    ...(invitation ? { invitation } : {}),
  };
  if (refusal) void reply.code(statusOf(refusal));
  void reply.header('cache-control', 'no-store').type('text/html; charset=utf-8');
  const page = staffPage(shown, { today: dayIn(zone, now()), zone });
  await reply.send(await inShell(parts, request, { page, still, ...(refusal ? { refusals: [refusal] } : {}) }));
}
