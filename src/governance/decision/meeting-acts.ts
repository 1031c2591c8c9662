import { createHash } from 'node:crypto';
import { type Access, amountWords } from '#agreement';
import { isDay } from '#base';
import { accepted, type Outcome, refuse } from '#fhir';
import type { Services } from '#joint';
import type { Reader } from '#store';
import type { Acting } from '../acts.ts';
import { type AtMeeting, atMeeting } from './acting.ts';
import { bodiesToday } from './body.ts';
import {
  addMeetingDeed,
  keepMeeting,
  keepMinutes,
  lockBody,
  minutesOf,
  papersOf,
  readMeeting,
  readPaper,
} from './decision.queries.ts';
import type { MeetingSaid } from './meeting.ts';
import { firstBroken, type MinutedItem, type Minutes, minutesText, readMinutes, seal } from './minutes.ts';
import { type KeptPaper, paperState } from './paper.ts';
import { wordsOf } from './paper-form.ts';
import { chairs, keeps, mayRead, nameOf, noBody, notKeeper, sittings } from './who.ts';

export type NewMeeting = {
  readonly body: string;
  readonly day: string;
  readonly starts: string;
  readonly place: string;
};

export async function call(
  acting: Acting,
  access: Access,
  typed: NewMeeting,
): Promise<Outcome<{ readonly id: string }>> {
  const book = acting.current.book();
  const body = bodiesToday(book).find(({ id }) => id === typed.body);
  if (!body || !mayRead(book, access, body)) return noBody();
  if (!keeps(book, access, body)) return notKeeper(body);
  const [starts, place] = [typed.starts.trim(), typed.place.trim().slice(0, 200)];
  if (!isDay(typed.day) || typed.day < book.today || !/^\d{1,2}:\d\d$/.test(starts) || place === '') {
    return refuse('value', 'governance.meeting', 'A meeting has a day to come, a time such as 14:00, and a place.');
  }
  const day = typed.day;
  return acting.store.write(async (transaction) => {
    const actor = { access, at: new Date(acting.now()) };
    const { instrument, name } = body;
    return accepted({ id: await keepMeeting(transaction, actor, { instrument, name, day, starts, place }) });
  });
}

/** Notes who is there: oneself in a seat that is one's own or one's to stand in for; the secretary also somebody without an account, by name. */
export function come(
  acting: Acting,
  access: Access,
  id: string,
  typed: { readonly seat?: string; readonly name?: string },
): Promise<Outcome<true>> {
  return atMeeting(acting, access, id, async (at) => {
    const { book, body, state } = at;
    if (state.state !== 'called' && state.state !== 'open') return notNow();
    const name = (typed.name ?? '').trim().slice(0, 200);
    if (name !== '') {
      const seat = body.seats.find(({ key }) => key === typed.seat);
      if (!keeps(book, access, body)) return notKeeper(body);
      if (!seat) return noSeat();
      return noted(at, { did: 'came', seat: seat.key, of: seat.organization, principal: `named/${name}`, name });
    }
    const mine = sittings(book, access, body);
    const sitting =
      mine.find(({ seat }) => seat.key === typed.seat) ?? (typed.seat === undefined ? mine[0] : undefined);
    if (!sitting) return noSeat();
    const other = state.present.some(
      ({ principal, seat }) => principal === access.principal && seat !== sitting.seat.key,
    );
    if (other)
      return refuse('conflict', 'governance.seat-twice', 'One person has one seat at a meeting, and one vote.');
    const { seat, deputy } = sitting;
    return noted(at, {
      did: 'came',
      seat: seat.key,
      of: seat.organization,
      principal: access.principal,
      name: access.name ?? access.principal,
      ...(deputy ? { deputy } : {}),
    });
  });
}

export function leave(acting: Acting, access: Access, id: string, seat: string): Promise<Outcome<true>> {
  return atMeeting(acting, access, id, async (at) => {
    const one = at.state.present.find((present) => present.seat === seat);
    if (at.state.state !== 'called' && at.state.state !== 'open') return notNow();
    if (!one || (one.principal !== access.principal && !keeps(at.book, access, at.body))) return noSeat();
    return noted(at, { did: 'left', seat });
  });
}

export function open(acting: Acting, access: Access, id: string): Promise<Outcome<true>> {
  return atMeeting(acting, access, id, async (at) => {
    if (!chairs(at.book, access, at.body))
      return refuse('forbidden', 'governance.not-chair', `The chair of ${at.body.name} opens its meetings.`);
    if (at.state.state !== 'called') return notNow();
    return noted(at, { did: 'opened' });
  });
}

export function callOff(acting: Acting, access: Access, id: string, reason: string): Promise<Outcome<true>> {
  return atMeeting(acting, access, id, async (at) => {
    const why = wordsOf(reason);
    if (!why.ok) return why;
    if (!keeps(at.book, access, at.body)) return notKeeper(at.body);
    const tabled = (await papersOf(at.transaction, id)).map(paperState).some(({ state }) => state === 'tabled');
    if (at.state.state !== 'called') return notNow();
    if (tabled) return itemsOpen('Put its items back first.');
    return noted(at, { did: 'called-off', reason: why.value });
  });
}

/** Closes the meeting and seals its minutes, once every item was decided or put back. The seal is in the audit too. */
export async function close(
  acting: Acting & Pick<Services, 'ports'>,
  access: Access,
  id: string,
): Promise<Outcome<true>> {
  let hash = '';
  const done = await atMeeting(acting, access, id, async (at): Promise<Outcome<true>> => {
    const { transaction, actor, body, book, meeting } = at;
    if (!keeps(book, access, body)) return notKeeper(body);
    if (at.state.state !== 'open') return notNow();
    const papers = await papersOf(transaction, id);
    if (papers.some((one) => paperState(one).state === 'tabled'))
      return itemsOpen('Decide every item, or put it back, before the meeting closes.');
    await lockBody(transaction, body);
    const before = await minutesOf(transaction, meeting);
    const record = recordOf(at.meeting.deeds, id, papers);
    const sealed = seal(`${minutesText(minutesFrom(at, papers))}${record}\n`, before.at(-1)?.hash ?? '');
    hash = sealed.hash;
    const name = { instrument: meeting.instrument, name: meeting.name };
    await keepMinutes(transaction, actor, { body: name, meeting: id, n: before.length + 1, sealed });
    return noted(at, { did: 'closed', hash });
  });
  if (done.ok) await acting.ports.audit.note(access, { action: 'seal-minutes', outcome: 'done', id, query: hash });
  return done;
}

export type MinutesRead = {
  readonly minutes: Minutes;
  readonly n: number;
  readonly hash: string;
  readonly sealed: Date;
  readonly by: string;
  /** Whether minutes, what was done at the meeting, and every seal of the body before it are as they were sealed. */
  readonly intact: boolean;
};

export async function readSealed(reader: Reader, id: string): Promise<MinutesRead | undefined> {
  const meeting = await readMeeting(reader, id);
  const chain = meeting ? await minutesOf(reader, meeting) : [];
  const at = chain.findIndex((one) => one.meeting === id);
  const own = chain[at];
  if (!meeting || !own) return undefined;
  const cut = own.text.trimEnd().lastIndexOf('\n');
  const minutes = readMinutes(own.text.slice(0, cut));
  const papers = await Promise.all(minutes.items.map(({ paper }) => readPaper(reader, paper)));
  const closing = meeting.deeds.findLast(({ said }) => said.did === 'closed')?.said;
  const before = meeting.deeds.filter(({ said }) => said.did !== 'closed');
  const record = recordOf(
    before,
    id,
    papers.filter((one) => one !== undefined),
  );
  const broken = firstBroken(chain);
  const { n, hash, sealed, by, text } = own;
  const intact =
    (broken === undefined || broken > at) &&
    closing?.did === 'closed' &&
    closing.hash === hash &&
    text.slice(cut + 1).trimEnd() === record;
  return { minutes, n, hash, sealed, by, intact };
}

/** The digest of everything that was done at a meeting and about its papers until then: an edit of any of it is told. */
function recordOf(deeds: AtMeeting['meeting']['deeds'], meeting: string, papers: readonly KeptPaper[]): string {
  const until = papers.map(({ id, deeds: all }) => {
    const last = all.findLastIndex(
      ({ said }) => (said.did === 'closed' || said.did === 'put-back') && said.meeting === meeting,
    );
    return { id, deeds: all.slice(0, last + 1) };
  });
  return createHash('sha256')
    .update(canonical({ deeds, papers: until }))
    .digest('hex');
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, member: unknown) =>
    typeof member === 'object' && member !== null && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1)))
      : member,
  );
}

function minutesFrom({ body, meeting, state, actor, book }: AtMeeting, papers: readonly KeptPaper[]): Minutes {
  return {
    body: body.name,
    agreement: `${body.title}, version ${body.version}`,
    meeting: meeting.id,
    day: meeting.day,
    place: meeting.place,
    opened: state.opened?.at.toISOString() ?? '',
    closed: actor.at.toISOString(),
    chair: state.opened?.by ?? '',
    present: state.attended.map(
      ({ name, organization, deputy }) => `${name}, ${nameOf(book, organization)}${deputy ? ', standing in' : ''}`,
    ),
    items: papers.map((one) => itemFrom(one, { body, meeting, state, actor, book })),
  };
}

function itemFrom(
  kept: KeptPaper,
  { state: sits }: Pick<AtMeeting, 'body' | 'meeting' | 'state' | 'actor' | 'book'>,
): MinutedItem {
  const { paper, closed, putBack, votes } = paperState(kept);
  const who = (seat: string) => sits.attended.findLast((one) => one.seat === seat)?.name ?? seat;
  return {
    paper: kept.id,
    title: paper.title,
    ask: paper.ask,
    ...(paper.amount ? { amount: amountWords(paper.amount) } : {}),
    recused: (closed?.recused ?? []).map(({ name, because }) => `${name}: ${because}`),
    votes: votes.map(({ seat, vote, reason }) => `${who(seat)} ${vote}${reason ? `: ${reason}` : ''}`),
    outcome: closed ? closed.outcome.replace('-', ' ') : 'put back',
    decision: closed?.words ?? putBack?.why ?? '',
    ...(closed ? { effect: paper.effect, review: paper.reviewOn } : {}),
  };
}

async function noted(
  { transaction, actor, organization, meeting }: AtMeeting,
  said: MeetingSaid,
): Promise<Outcome<true>> {
  await addMeetingDeed(transaction, actor, { meeting: meeting.id, organization, said });
  return accepted(true);
}

function notNow(): Outcome<never> {
  return refuse(
    'conflict',
    'governance.meeting-state',
    'The meeting is not at that point: it is called, opened, then closed, once each.',
  );
}

function noSeat(): Outcome<never> {
  return refuse('forbidden', 'governance.no-seat', 'That seat is not yours, and you do not stand in for it.');
}

function itemsOpen(text: string): Outcome<never> {
  return refuse('conflict', 'governance.items-open', text);
}
