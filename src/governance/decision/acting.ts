import type { Access } from '#agreement';
import { accepted, type Outcome } from '#fhir';
import type { Transaction } from '#store';
import type { Actor } from '../act.queries.ts';
import type { Acting } from '../acts.ts';
import type { OpenBook } from '../book.ts';
import type { Body } from './body.ts';
import { addPaperDeed, lockMeeting, lockPaper, readMeeting, readPaper } from './decision.queries.ts';
import { type KeptMeeting, type MeetingState, meetingState } from './meeting.ts';
import { type KeptPaper, type PaperSaid, type PaperState, paperState } from './paper.ts';
import { bodyFor, mayRead, noBody, noMeeting, noPaper, partnerOf } from './who.ts';

/** A meeting as it stands, locked, and who does something there. */
export type AtMeeting = {
  readonly transaction: Transaction;
  readonly actor: Actor;
  readonly book: OpenBook;
  readonly body: Body;
  readonly organization: string;
  readonly meeting: KeptMeeting;
  readonly state: MeetingState;
};

export async function atMeeting<T>(
  acting: Acting,
  access: Access,
  id: string,
  work: (at: AtMeeting) => Promise<Outcome<T>>,
): Promise<Outcome<T>> {
  const known = await readMeeting(acting.store, id);
  const book = acting.current.book();
  const partner = partnerOf(book, access);
  if (!known || !partner || !mayRead(book, access, known)) return noMeeting();
  const body = bodyFor(book, known);
  if (!body) return noBody();
  return acting.store.write(async (transaction) => {
    const meeting = (await lockMeeting(transaction, id)) ?? known;
    const actor = { access, at: new Date(acting.now()) };
    const { organization } = partner;
    return work({ transaction, actor, book, body, organization, meeting, state: meetingState(meeting) });
  });
}

/** A paper as it stands, locked after the meeting that it is before, and who does something about it. */
export type OnPaper = Omit<AtMeeting, 'meeting' | 'state'> & {
  readonly kept: KeptPaper;
  readonly state: PaperState;
  /** Where it is on the agenda. */
  readonly meeting?: KeptMeeting;
  readonly sits: MeetingState;
};

export async function onPaper(
  acting: Acting,
  access: Access,
  id: string,
  work: (on: OnPaper) => Promise<Outcome<PaperSaid | readonly PaperSaid[]>>,
): Promise<Outcome<true>> {
  const known = await readPaper(acting.store, id);
  const book = acting.current.book();
  const partner = partnerOf(book, access);
  if (!known || !partner || !mayRead(book, access, paperState(known).body)) return noPaper();
  return acting.store.write(async (transaction): Promise<Outcome<true>> => {
    const before = paperState(known);
    const meeting = before.meeting === undefined ? undefined : await lockMeeting(transaction, before.meeting);
    const kept = (await lockPaper(transaction, id)) ?? known;
    const state = paperState(kept);
    const body = bodyFor(book, state.body);
    if (!body) return noBody();
    const actor = { access, at: new Date(acting.now()) };
    const { organization } = partner;
    const sits: MeetingState = meeting ? meetingState(meeting) : { state: 'called', present: [], attended: [] };
    const on = { transaction, actor, book, body, organization, kept, state, sits };
    const said = await work(meeting ? { ...on, meeting } : on);
    if (!said.ok) return said;
    const all: readonly PaperSaid[] = Array.isArray(said.value) ? said.value : [said.value as PaperSaid];
    for (const one of all) await addPaperDeed(transaction, actor, { paper: id, organization, said: one });
    return accepted(true);
  });
}
