import type { Access, Amount } from '#agreement';
import { accepted, type Outcome, refuse } from '#fhir';
import type { Transaction } from '#store';
import type { Acting } from '../acts.ts';
import type { Counting } from '../counted.ts';
import { onPaper, type OnPaper } from './acting.ts';
import { type Body, bodiesToday } from './body.ts';
import { addPaperDeed, keepPaper, lockMeeting } from './decision.queries.ts';
import { readInterests } from './interest.queries.ts';
import { expectationFrom, expected } from './effect.ts';
import { judge, type Matter, routeUp } from './limits.ts';
import { meetingState } from './meeting.ts';
import type { Paper } from './paper.ts';
import { paperFrom, type TypedPaper, wordsOf } from './paper-form.ts';
import { unanswered } from './position.ts';
import { recusals } from './recuse.ts';
import { eligibleFor, tally, type Vote } from './vote.ts';
import { chairs, keeps, mayRead, nameOf, noBody, noMeeting, notKeeper, partnerOf, sittings, speaks } from './who.ts';

export type PutPaper = { readonly id: string; readonly sentTo?: string; readonly why?: string };

/** Puts a paper to a body. What is above its limit or kept back from it is refused there, and goes up to the body that may decide it. */
export async function put(
  acting: Acting & Counting,
  access: Access,
  to: string,
  typed: TypedPaper,
): Promise<Outcome<PutPaper>> {
  const book = acting.current.book();
  const partner = partnerOf(book, access);
  const body = bodiesToday(book).find(({ id }) => id === to);
  if (!body || !partner || !mayRead(book, access, body)) return noBody();
  const read = paperFrom(typed, book, access);
  if (!read.ok) return read;
  const seenIn = await expectationFrom(acting, access, typed['seenIn']);
  if (!seenIn.ok) return seenIn;
  const paper = { ...read.value, ...(seenIn.value ? { seenIn: seenIn.value } : {}) };
  const judged = judge(body, paper);
  const up = judged.may ? undefined : above(acting, body, paper);
  if (!judged.may && !up) return nobodyAbove(judged.words);
  return acting.store.write(async (transaction) => {
    const actor = { access, at: new Date(acting.now()) };
    const { organization } = partner;
    const { instrument, name } = body;
    const id = await keepPaper(transaction, actor, { instrument, name });
    const said = { did: 'put', paper, body: { instrument, name } } as const;
    await addPaperDeed(transaction, actor, { paper: id, organization, said });
    if (judged.may || !up) return accepted({ id });
    const sent = { did: 'sent-up', from: { instrument, name }, to: asName(up), why: judged.words } as const;
    await addPaperDeed(transaction, actor, { paper: id, organization, said: sent });
    return accepted({ id, sentTo: up.name, why: judged.words });
  });
}

/** Onto the agenda of a meeting of its body. */
export async function table(acting: Acting, access: Access, id: string, meeting: string): Promise<Outcome<true>> {
  return onPaper(acting, access, id, async ({ transaction, book, body, state }) => {
    if (!keeps(book, access, body)) return notKeeper(body);
    if (state.state !== 'waiting') return notThere('It is on an agenda already, or over.');
    const judged = judge(body, state.paper);
    if (!judged.may) return pastLimit(acting, body, state.paper, judged.words);
    const found = await lockMeeting(transaction, meeting);
    if (!found || found.instrument !== body.instrument || found.name !== body.name) return noMeeting();
    const { state: sits } = meetingState(found);
    if (sits !== 'called' && sits !== 'open') return notThere('That meeting is over.');
    return accepted({ did: 'tabled', meeting } as const);
  });
}

export function declare(acting: Acting, access: Access, id: string, said: string): Promise<Outcome<true>> {
  return onPaper(acting, access, id, async ({ book, body, state, sits }) => {
    const words = wordsOf(said);
    if (!words.ok) return words;
    if (over(state.state)) return notThere('It is decided.');
    const seat =
      sits.present.find(({ principal }) => principal === access.principal)?.seat ??
      sittings(book, access, body)[0]?.seat.key;
    return seat === undefined ? notMember(body) : accepted({ did: 'declared', seat, words: words.value } as const);
  });
}

/** The chair lets somebody in whom an interest would keep out, and says why; never themselves. */
export function letIn(
  acting: Acting,
  access: Access,
  id: string,
  { seat, reason }: { readonly seat: string; readonly reason: string },
) {
  return onPaper(acting, access, id, async ({ book, body, state, sits }) => {
    const words = wordsOf(reason);
    if (!words.ok) return words;
    if (over(state.state)) return notThere('It is decided.');
    const own = sits.present.some((one) => one.seat === seat && one.principal === access.principal);
    if (!chairs(book, access, body) || own) return notKeeper(body);
    return accepted({ did: 'let-in', seat, reason: words.value } as const);
  });
}

export type TypedVote = { readonly vote: string; readonly reason: string; readonly seat?: string };

/** One's own vote; the secretary enters that of somebody who is in the room without an account. Against it needs a reason. */
export function vote(acting: Acting, access: Access, id: string, typed: TypedVote): Promise<Outcome<true>> {
  return onPaper(acting, access, id, async (on) => {
    const { book, body, state, sits, meeting, transaction } = on;
    if (state.state !== 'tabled' || sits.state !== 'open' || !meeting)
      return notThere('It is voted on while the meeting is open.');
    const given = typed.vote as Vote;
    if (given !== 'for' && given !== 'against' && given !== 'abstains')
      return refuse('value', 'governance.vote', 'A vote is for it, against it, or neither.');
    const reason = typed.reason.trim().slice(0, 2_000);
    if (given === 'against' && reason === '')
      return refuse('required', 'governance.dissent', 'Say why you are against it: the minutes keep the reason.');
    const named = sits.present.find(({ seat, principal }) => seat === typed.seat && principal.startsWith('named/'));
    const present =
      named && keeps(book, access, body) ? named : sits.present.find(({ principal }) => principal === access.principal);
    if (!present) return refuse('forbidden', 'governance.not-present', 'Only who is noted as present votes.');
    const recused = recusals(state, sits.present, await readInterests(transaction), meeting.day);
    const mine = recused.find(({ seat }) => seat === present.seat);
    if (mine) {
      const text = `${mine.name} holds an interest (${mine.because}) and takes no part in this item: it counts neither in the quorum nor in the vote.`;
      return refuse('forbidden', 'governance.interest', text);
    }
    const judged = judge(body, state.paper);
    if (!judged.may) return pastLimit(acting, body, state.paper, judged.words);
    const { amount } = state.paper;
    const eligible = eligibleFor({
      remit: judged.remit,
      present: sits.present,
      recused: new Set(),
      ...(amount ? { amount } : {}),
    });
    if (!eligible.some(({ seat }) => seat === present.seat))
      return refuse(
        'forbidden',
        'governance.not-entitled',
        'This seat has no vote on it: it is not a member for this topic, or stands in only for less.',
      );
    return accepted({ did: 'voted', seat: present.seat, vote: given, ...(reason === '' ? {} : { reason }) } as const);
  });
}

/** What it comes to. Nothing is decided without a quorum, above a limit, or while a partner that loses has not said yes or no to an offer. */
export function decide(acting: Acting, access: Access, id: string, said: string): Promise<Outcome<true>> {
  return onPaper(acting, access, id, async (on) => {
    const { book, body, state, sits, meeting, transaction } = on;
    if (!keeps(book, access, body)) return notKeeper(body);
    if (state.state !== 'tabled' || sits.state !== 'open' || !meeting)
      return notThere('It is decided while the meeting is open.');
    const words = wordsOf(said);
    if (!words.ok) return words;
    const judged = judge(body, state.paper);
    if (!judged.may) return pastLimit(acting, body, state.paper, judged.words);
    const waiting = unanswered(state);
    if (waiting.length > 0) {
      const who = waiting.map((one) => nameOf(book, one)).join(', ');
      const text = `${who} would lose by it: something has to be offered, and accepted, turned down or arbitrated, before it can be decided.`;
      return refuse('business-rule', 'governance.offer-open', text);
    }
    const out = recusals(state, sits.present, await readInterests(transaction), meeting.day);
    if (out.some(({ seat }) => sits.present.some((one) => one.seat === seat && one.principal === access.principal)))
      return refuse(
        'forbidden',
        'governance.interest',
        'Who holds an interest in an item does not close it; the secretary does, or another in the chair.',
      );
    const { amount } = state.paper;
    const result = tally({
      remit: judged.remit,
      present: sits.present,
      recused: new Set(out.map(({ seat }) => seat)),
      votes: state.votes,
      ...(amount ? { amount } : {}),
    });
    if (result.outcome === 'not-quorate') {
      const text = `${result.eligible.length} of those present may vote on it, and ${result.quorum} have to. Put it back for another meeting, or send it up.`;
      return refuse('business-rule', 'governance.not-quorate', text);
    }
    if (state.votes.length === 0) return refuse('conflict', 'governance.no-votes', 'Nobody has voted on it yet.');
    if (result.outcome === 'agreed') await oweReview(acting, transaction, access, on);
    const recused = out.map(({ name, because }) => ({ name, because }));
    return accepted({
      did: 'closed',
      meeting: meeting.id,
      outcome: result.outcome,
      words: words.value,
      tally: result,
      recused,
    } as const);
  });
}

export function putBack(acting: Acting, access: Access, id: string, reason: string): Promise<Outcome<true>> {
  return onPaper(acting, access, id, async ({ book, body, state }) => {
    const why = wordsOf(reason);
    if (!why.ok) return why;
    if (!keeps(book, access, body)) return notKeeper(body);
    if (state.state !== 'tabled' || state.meeting === undefined) return notThere('It is on no agenda.');
    return accepted({ did: 'put-back', meeting: state.meeting, why: why.value } as const);
  });
}

export function sendUp(acting: Acting, access: Access, id: string, reason: string): Promise<Outcome<true>> {
  return onPaper(acting, access, id, async ({ book, body, state }) => {
    const why = wordsOf(reason);
    if (!why.ok) return why;
    if (!keeps(book, access, body)) return notKeeper(body);
    if (over(state.state)) return notThere('It is decided.');
    const up = above(acting, body, state.paper);
    if (!up) return nobodyAbove(why.value);
    const sent = { did: 'sent-up', from: asName(body), to: asName(up), why: why.value } as const;
    return accepted(
      state.state === 'tabled' && state.meeting !== undefined
        ? ([{ did: 'put-back', meeting: state.meeting, why: why.value }, sent] as const)
        : sent,
    );
  });
}

export type TypedPosition = { readonly money?: Amount; readonly loses: boolean; readonly words: string };

/** What it means for one's own organisation, in its words, beside what was worked out. */
export function position(acting: Acting, access: Access, id: string, typed: TypedPosition): Promise<Outcome<true>> {
  return onPaper(acting, access, id, async ({ book, body, state }) => {
    const words = wordsOf(typed.words);
    if (!words.ok) return words;
    if (over(state.state)) return notThere('It is decided.');
    if (!speaks(book, access, body)) return notSpeaker();
    const { money, loses } = typed;
    return accepted({ did: 'position', loses, words: words.value, ...(money ? { money } : {}) } as const);
  });
}

export function offer(
  acting: Acting,
  access: Access,
  id: string,
  typed: { readonly to: string; readonly words: string },
) {
  return onPaper(acting, access, id, async ({ book, body, state, organization }) => {
    const words = wordsOf(typed.words);
    if (!words.ok) return words;
    if (over(state.state)) return notThere('It is decided.');
    if (!speaks(book, access, body) && !keeps(book, access, body)) return notSpeaker();
    const known = book.partners.some((one) => one.organization === typed.to);
    if (!known || typed.to === organization)
      return refuse('value', 'governance.offer', 'It is offered to another partner.');
    return accepted({ did: 'offered', to: typed.to, words: words.value } as const);
  });
}

export function answer(
  acting: Acting,
  access: Access,
  id: string,
  typed: { readonly accepts: boolean; readonly words: string },
) {
  return onPaper(acting, access, id, async ({ book, body, state, organization }) => {
    const words = wordsOf(typed.words);
    if (!words.ok) return words;
    if (!speaks(book, access, body)) return notSpeaker();
    const open = state.offers.some(({ to, state: is }) => to === organization && is === 'open');
    if (over(state.state) || !open)
      return notThere('Nothing is offered to your organisation that waits for an answer.');
    return accepted({ did: 'answered', accepts: typed.accepts, words: words.value } as const);
  });
}

export function arbitrate(
  acting: Acting,
  access: Access,
  id: string,
  typed: { readonly of: string; readonly words: string },
) {
  return onPaper(acting, access, id, async ({ book, body, state, organization }) => {
    const words = wordsOf(typed.words);
    if (!words.ok) return words;
    if (!chairs(book, access, body) || organization === typed.of) return notKeeper(body);
    if (over(state.state) || !state.offers.some(({ to }) => to === typed.of))
      return notThere('Nothing was offered to them.');
    return accepted({ did: 'arbitrated', of: typed.of, words: words.value } as const);
  });
}

export function withdraw(acting: Acting, access: Access, id: string, reason: string): Promise<Outcome<true>> {
  return onPaper(acting, access, id, async ({ body, state, organization }) => {
    const why = wordsOf(reason);
    if (!why.ok) return why;
    if (state.state !== 'waiting') return notThere('It is on an agenda, or over.');
    return state.putBy.organization === organization
      ? accepted({ did: 'withdrawn', reason: why.value } as const)
      : notKeeper(body);
  });
}

/** What came of it, beside what was expected; this keeps the review that was due. */
export function measure(acting: Acting, access: Access, id: string, said: string): Promise<Outcome<true>> {
  return onPaper(acting, access, id, async ({ transaction, book, body, state, organization }) => {
    const words = wordsOf(said);
    if (!words.ok) return words;
    if (state.state !== 'agreed') return notThere('Only what was agreed has an effect to look at.');
    if (!keeps(book, access, body) && state.putBy.organization !== organization) return notKeeper(body);
    await acting.obligations?.fact(transaction, access, reviewFact(id), { reference: `/papers/${id}` });
    return accepted({ did: 'measured', words: words.value } as const);
  });
}

/**
 * A measure for what was decided without one: a fact of its own day beside the paper, which stays as it was put. What was expected once is
 * never replaced: nobody moves the goal after the shot.
 */
export async function nameMeasure(
  acting: Acting & Counting,
  access: Access,
  id: string,
  typed: unknown,
): Promise<Outcome<true>> {
  // Asked before the paper is locked: figures are read through another joint.
  const read = await expectationFrom(acting, access, typed);
  if (!read.ok) return read;
  const seenIn = read.value;
  if (!seenIn) return refuse('value', 'governance.no-measure', 'Choose the measure in which it is to be seen.');
  return onPaper(acting, access, id, async ({ book, body, state, organization }) => {
    if (state.state !== 'agreed') return notThere('Only what was agreed has an effect to look at.');
    if (!keeps(book, access, body) && state.putBy.organization !== organization) return notKeeper(body);
    if (expected(state) !== undefined)
      return refuse('business-rule', 'governance.measure-stands', 'It names a measure already, and that stands.');
    return accepted({ did: 'measure-named', seenIn } as const);
  });
}

/** The review is owed by whoever put the paper, on the day that it named. */
async function oweReview(
  { obligations }: Acting,
  transaction: Transaction,
  access: Access,
  { kept, state, body }: OnPaper,
): Promise<void> {
  if (!obligations) return;
  const { organization, role } = state.putBy;
  const opened = await obligations.open(transaction, access, {
    kind: 'decision-review',
    key: kept.id,
    title: `Say what came of: ${state.paper.title}`.slice(0, 200),
    owner: { organization, role },
    owed: { organization: body.chair.organization },
    because: `${body.name} decided it, and expected: ${state.paper.effect}`.slice(0, 500),
    page: `/papers/${kept.id}`,
    due: { on: state.paper.reviewOn },
    ladder: [{ to: body.chair, afterWorkingDays: 5 }],
    closedBy: { fact: reviewFact(kept.id) },
    attested: false,
  });
  if (!opened.ok) throw new Error(`a review could not be asked for: ${opened.refusals[0].code}`);
}

function reviewFact(id: string): string {
  return `decision-review:${id}`;
}

function above(acting: Acting, body: Body, matter: Matter): Body | undefined {
  const book = acting.current.book();
  const parents = (id: string) => book.versions.findLast(({ instrument }) => instrument.id === id)?.instrument.parent;
  return routeUp(bodiesToday(book), body, matter, parents);
}

function asName({ instrument, name }: Body) {
  return { instrument, name };
}

function over(state: string): boolean {
  return state !== 'waiting' && state !== 'tabled';
}

function pastLimit(acting: Acting, body: Body, paper: Paper, words: string): Outcome<never> {
  const up = above(acting, body, paper);
  const text = `${words} ${up ? `${up.name} may: send it up.` : 'No body may; each partner decides for itself.'}`;
  return refuse('business-rule', 'governance.decision-limit', text);
}

function nobodyAbove(words: string): Outcome<never> {
  const text = `${words} No other body of these agreements may decide it: each partner decides for itself, as its own scheme of delegation says.`;
  return refuse('business-rule', 'governance.no-body-above', text);
}

function notThere(text: string): Outcome<never> {
  return refuse('conflict', 'governance.paper-state', text);
}

function notMember(body: Body): Outcome<never> {
  return refuse('forbidden', 'governance.not-member', `Only who sits in ${body.name} does that.`);
}

function notSpeaker(): Outcome<never> {
  return refuse(
    'forbidden',
    'governance.not-speaker',
    'A lead of the partner, or who sits in the body for it, says that.',
  );
}
