import type { Access, Holder } from '#agreement';
import { accepted, type Outcome } from '#fhir';
import type { Acting } from '../acts.ts';
import type { OpenBook } from '../book.ts';
import { type Body, bodiesToday, type Remit, type Seat } from './body.ts';
import type {
  BodySummary,
  BodyView,
  MeetingSummary,
  MeetingView,
  PaperSummary,
  Place,
  RemitView,
  SeatView,
} from './contract.ts';
import { meetingsFrom, meetingsOf, papersBefore, papersDecided, papersOf, readMeeting } from './decision.queries.ts';
import { readSealed } from './meeting-acts.ts';
import { type KeptMeeting, meetingState } from './meeting.ts';
import { type KeptPaper, paperState } from './paper.ts';
import { bodyFor, chairs, keeps, mayRead, nameOf, noBody, noMeeting, sittings } from './who.ts';

export async function bodies({ store, current }: Acting, access: Access): Promise<readonly BodySummary[]> {
  const book = current.book();
  const coming = await meetingsFrom(store, book.today);
  return bodiesToday(book)
    .filter((body) => mayRead(book, access, body))
    .map((body) => summaryOf(book, body, coming));
}

export async function bodyView({ store, current }: Acting, access: Access, id: string): Promise<Outcome<BodyView>> {
  const book = current.book();
  const body = bodiesToday(book).find((one) => one.id === id);
  if (!body || !mayRead(book, access, body)) return noBody();
  const [meetings, waiting, decided] = [
    await meetingsOf(store, body),
    await papersBefore(store, body),
    await papersDecided(store, body),
  ];
  return accepted({
    ...summaryOf(book, body, meetings.toReversed()),
    secretary: place(book, body.secretary),
    remits: body.remits.map((remit) => remitView(book, remit)),
    seats: body.seats.map((seat) => seatView(book, seat)),
    meetings: meetings.map(meetingSummary),
    waiting: waiting.map(paperSummary),
    decisions: decided.map(paperSummary),
    may: { call: keeps(book, access, body) },
  });
}

export async function meetingView(
  { store, current }: Acting,
  access: Access,
  id: string,
): Promise<Outcome<MeetingView>> {
  const book = current.book();
  const kept = await readMeeting(store, id);
  if (!kept || !mayRead(book, access, kept)) return noMeeting();
  const body = bodyFor(book, kept);
  if (!body) return noBody();
  const state = meetingState(kept);
  const [items, before, sealed] = [
    await papersOf(store, id),
    await papersBefore(store, body),
    state.state === 'closed' ? await readSealed(store, id) : undefined,
  ];
  const keep = keeps(book, access, body);
  const live = state.state === 'called' || state.state === 'open';
  return accepted({
    ...meetingSummary(kept),
    body: { id: body.id, name: body.name },
    seats: body.seats.map((seat) => {
      const there = state.present.find((one) => one.seat === seat.key);
      const mine = there?.principal === access.principal;
      return {
        ...seatView(book, seat),
        ...(there ? { present: { name: there.name, deputy: there.deputy !== undefined, mine } } : {}),
      };
    }),
    items: items.map(paperSummary),
    waiting: live && keep ? before.map(paperSummary).filter((one) => one.state === 'waiting') : [],
    ...(sealed ? { minutes: { ...sealed, sealed: sealed.sealed.toISOString() } } : {}),
    may: {
      come:
        live && !state.present.some(({ principal }) => principal === access.principal)
          ? sittings(book, access, body).map(({ seat }) => seat.key)
          : [],
      keep: keep && live,
      open: state.state === 'called' && chairs(book, access, body),
    },
  });
}

export function paperSummary(kept: KeptPaper): PaperSummary {
  const { paper, body, state, meeting, closed, sentUp, measured } = paperState(kept);
  const up = sentUp.at(-1);
  const effect = measured.at(-1)?.words;
  return {
    id: kept.id,
    title: paper.title,
    body: body.name,
    topic: paper.topic,
    state,
    effect: paper.effect,
    reviewOn: paper.reviewOn,
    ...(paper.amount ? { amount: paper.amount } : {}),
    ...(meeting === undefined ? {} : { meeting }),
    ...(closed ? { decided: closed.at.toISOString(), decision: closed.words } : {}),
    ...(effect === undefined ? {} : { measured: effect }),
    ...(up ? { sentUp: { from: up.from.name, why: up.why } } : {}),
  };
}

export function meetingSummary(kept: KeptMeeting): MeetingSummary {
  const { id, day, starts, place: where } = kept;
  return { id, day, starts, place: where, state: meetingState(kept).state };
}

export function place(book: OpenBook, { organization, role }: Holder): Place {
  return { organization, role, name: nameOf(book, organization) };
}

function seatView(book: OpenBook, { key, livedExperience, ...holder }: Seat): SeatView {
  return { key, livedExperience, ...place(book, holder) };
}

function summaryOf(book: OpenBook, body: Body, meetings: readonly KeptMeeting[]): BodySummary {
  const limits = body.remits.map(({ upTo }) => upTo);
  const largest = limits.every((one) => one !== undefined)
    ? limits.toSorted((a, b) => b.minor - a.minor)[0]
    : undefined;
  const next = meetings.find(
    (one) => one.instrument === body.instrument && one.name === body.name && one.day >= book.today && isToCome(one),
  );
  return {
    id: body.id,
    name: body.name,
    kind: body.kind,
    agreement: { id: body.instrument, version: body.version, title: body.title },
    topics: [...new Set(body.remits.flatMap(({ topics }) => topics))],
    ...(largest ? { limit: largest } : {}),
    chair: place(book, body.chair),
    ...(next ? { next: { id: next.id, day: next.day, starts: next.starts } } : {}),
  };
}

function isToCome(meeting: KeptMeeting): boolean {
  const { state } = meetingState(meeting);
  return state === 'called' || state === 'open';
}

function remitView(book: OpenBook, remit: Remit): RemitView {
  const { paragraph, topics, reserved, upTo, quorum, by, mustAgree, consulted, deputies, seats } = remit;
  return {
    paragraph,
    topics,
    reserved,
    ...(upTo ? { upTo } : {}),
    quorum,
    of: seats.length,
    by,
    mustAgree: mustAgree.map((one) => nameOf(book, one)),
    consulted: consulted.map((one) => place(book, one)),
    deputies: deputies.map((one) => ({
      of: place(book, one.of),
      deputy: place(book, one.deputy),
      ...(one.upTo ? { upTo: one.upTo } : {}),
    })),
  };
}
