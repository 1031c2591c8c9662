import type { Access } from '#agreement';
import { dayIn, isDay } from '#base';
import { accepted, type Outcome, refuse } from '#fhir';
import type { Transaction } from '#store';
import { type Actor, note } from '../act.queries.ts';
import { act, type Acting, locked } from '../acts.ts';
import { proved } from '../proof.ts';
import type { NewDispute, NewRuling } from './contract.ts';
import { type KeptDispute, type Ruling, type Said, stateOf } from './dispute.ts';
import { closeDispute, keepDeed, keepInterpretation, openDispute, readDispute } from './dispute.queries.ts';
import { accepts, type Climbing, ladderOf, mayMoveOn, mayRule, needsOf, speaksFor } from './ladder.ts';
import { readingOf, wordsOf } from './readings.ts';
import { type OnLadder, oweStep, stepOver } from './step-owed.ts';

/** What parties do about a dispute. Each act is one transaction under the instrument's lock; nothing that runs changes but by a ruling that stands. */
export async function raise(
  acting: Acting,
  access: Access,
  wanted: NewDispute,
): Promise<Outcome<{ readonly id: string }>> {
  const about = wordsOf(wanted.about);
  if (!about.ok) return about;
  let id = '';
  const done = await act(acting, access, async (transaction, actor) => {
    const found = await locked(acting, { transaction, access, id: wanted.instrument });
    if (!found.ok) return found;
    const { book, version } = found.value;
    const speaker = speaksFor({ book, access, version });
    if (!speaker.ok) return speaker;
    const { instrument } = version;
    const place = placeOf(instrument, wanted);
    if (!place.ok) return place;
    const ladder = ladderOf(book, instrument);
    if (!ladder) return noLadder(instrument.title);
    const reading = readingOf(instrument, place.value.clause, wanted.reading);
    if (!reading.ok) return reading;
    const said: Said = { did: 'raised', about: about.value, reading: reading.value };
    const { organization, name } = speaker.value;
    id = await openDispute(transaction, actor, {
      instrument: instrument.id,
      version: instrument.version,
      ...place.value,
    });
    await keepDeed(transaction, actor, { dispute: id, organization, said });
    const state = stateOf({ deeds: [{ at: actor.at, by: '', organization, role: access.role, said }] });
    await oweStep(acting, transaction, access, { id, book, version, ladder, state });
    const words = `${name} disputes how paragraph ${place.value.paragraph} is read: ${about.value}`;
    await note(transaction, actor, { act: 'dispute', instrument: instrument.id, version: instrument.version, words });
    return accepted({ id: instrument.id, version: instrument.version });
  });
  return done.ok ? accepted({ id }) : done;
}

export function read(acting: Acting, access: Access, id: string, typed: unknown): Promise<Outcome<true>> {
  return toDispute(acting, access, id, async (climbing, { kept }) => {
    const speaker = speaksFor(climbing);
    if (!speaker.ok) return speaker;
    const reading = readingOf(climbing.version.instrument, kept.clause, typed);
    if (!reading.ok) return reading;
    return accepted({ organization: speaker.value.organization, said: { did: 'read', reading: reading.value } });
  });
}

export function moveOn(acting: Acting, access: Access, id: string, reason: string): Promise<Outcome<true>> {
  return toDispute(acting, access, id, async (climbing, { onLadder, transaction }) => {
    const why = wordsOf(reason);
    if (!why.ok) return why;
    const mover = mayMoveOn(climbing, onLadder.ladder);
    if (!mover.ok) return mover;
    await stepOver(acting, transaction, access, onLadder);
    return accepted({ organization: mover.value.organization, said: { did: 'moved-on', reason: why.value } });
  });
}

export function rule(acting: Acting, access: Access, id: string, typed: NewRuling): Promise<Outcome<true>> {
  return toDispute(acting, access, id, async (climbing, { onLadder }) => {
    const ruler = mayRule(climbing, onLadder.ladder);
    if (!ruler.ok) return ruler;
    const ruling = rulingOf(climbing, onLadder, typed);
    if (!ruling.ok) return ruling;
    const { organization } = ruler.value;
    const own = ruling.value.needs.includes(organization) && accepts(climbing, onLadder.ladder) !== undefined;
    if (own || ruling.value.needs.length === 0) {
      const fresh = await proved(acting, access);
      if (!fresh.ok) return fresh;
    }
    return accepted({ organization, said: { did: 'ruled', ruling: ruling.value, accepts: own } });
  });
}

export function accept(acting: Acting, access: Access, id: string): Promise<Outcome<true>> {
  return toDispute(acting, access, id, async (climbing, { onLadder }) => {
    const { proposed } = climbing.state;
    if (!proposed)
      return refuse('conflict', 'governance.no-ruling', 'Nothing has been written that could be accepted.');
    const partner = accepts(climbing, onLadder.ladder);
    if (!partner || !proposed.ruling.needs.includes(partner.organization)) {
      return refuse(
        'forbidden',
        'governance.dispute-accept',
        'It is accepted by who signs for a party, or by whom this step is with.',
      );
    }
    const fresh = await proved(acting, access);
    return fresh.ok ? accepted({ organization: partner.organization, said: { did: 'accepted' } }) : fresh;
  });
}

export function withdraw(acting: Acting, access: Access, id: string, reason: string): Promise<Outcome<true>> {
  return toDispute(acting, access, id, async (climbing) => {
    const why = wordsOf(reason);
    if (!why.ok) return why;
    const speaker = speaksFor(climbing);
    if (!speaker.ok) return speaker;
    const { organization } = speaker.value;
    return organization === climbing.state.raisedBy
      ? accepted({ organization, said: { did: 'withdrawn', reason: why.value } })
      : refuse(
          'forbidden',
          'governance.dispute-raiser',
          'Only who raised it takes it back; any party can put its own reading.',
        );
  });
}

export function noDispute(id: string): Outcome<never> {
  return refuse('not-found', 'governance.no-dispute', `There is no dispute ${id}.`);
}

type Deciding = (
  climbing: Climbing,
  at: { readonly kept: KeptDispute; readonly onLadder: OnLadder; readonly transaction: Transaction },
) => Promise<Outcome<{ readonly organization: string; readonly said: Said }>>;

/** One deed, and what follows from it: the next step's clock, or how the clause is read from now on. */
async function toDispute(acting: Acting, access: Access, id: string, decide: Deciding): Promise<Outcome<true>> {
  const known = await readDispute(acting.store, id);
  if (!known) return noDispute(id);
  const done = await act(acting, access, async (transaction, actor) => {
    const found = await locked(acting, { transaction, access, id: known.instrument }, known.version);
    if (!found.ok) return noDispute(id);
    const { book, version } = found.value;
    const kept = await readDispute(transaction, id); // again, under the lock
    const ladder = ladderOf(book, version.instrument);
    if (!kept || !ladder) return noDispute(id);
    const state = stateOf(kept);
    if (state.state !== 'open') return refuse('conflict', 'governance.dispute-over', `It was ${state.state} already.`);
    const decided = await decide(
      { book, access, version, state },
      { kept, onLadder: { id, book, version, ladder, state }, transaction },
    );
    if (!decided.ok) return decided;
    await keepDeed(transaction, actor, { dispute: id, ...decided.value });
    await follow(
      acting,
      { transaction, actor, onLadder: { id, book, version, ladder, state } },
      (await readDispute(transaction, id)) ?? kept,
    );
    return accepted({ id: kept.instrument, version: kept.version });
  });
  return done.ok ? accepted(true) : done;
}

type Following = { readonly transaction: Transaction; readonly actor: Actor; readonly onLadder: OnLadder };

async function follow(acting: Acting, { transaction, actor, onLadder }: Following, kept: KeptDispute): Promise<void> {
  const state = stateOf(kept);
  const { access, at } = actor;
  const { id, version, book } = onLadder;
  if (state.movedOn.length > onLadder.state.movedOn.length)
    await oweStep(acting, transaction, access, { ...onLadder, state });
  if (state.state === 'open') return;
  await stepOver(acting, transaction, access, onLadder);
  await closeDispute(transaction, id, at);
  const { title } = version.instrument;
  const ruling = state.proposed?.ruling;
  const words =
    state.state === 'ruled'
      ? `The dispute about paragraph ${kept.paragraph} was settled: ${ruling?.words ?? ''}`
      : `A dispute about ${title} was taken back.`;
  await note(transaction, actor, { act: 'dispute', instrument: kept.instrument, version: kept.version, words });
  const reading = state.readings.find(({ organization }) => organization === ruling?.follows)?.reading;
  if (state.state !== 'ruled' || ruling?.keptAs !== 'interpretation' || kept.clause === undefined) return;
  if (!reading || reading.runs === 'as-it-runs') return;
  const today = dayIn(book.zone, at.getTime());
  await keepInterpretation(transaction, kept, {
    clause: kept.clause,
    on: ruling.from > today ? ruling.from : today,
    ...(reading.runs === 'otherwise' ? { becomes: reading.clause } : {}),
  });
}

function rulingOf(climbing: Climbing, { ladder }: OnLadder, typed: NewRuling): Outcome<Ruling> {
  const { state, book } = climbing;
  const words = wordsOf(typed.words);
  if (!words.ok) return words;
  const reason = wordsOf(typed.reason);
  if (!reason.ok) return reason;
  const known =
    typed.follows === 'as-it-runs' || state.readings.some(({ organization }) => organization === typed.follows);
  if (!known || (typed.keptAs !== 'interpretation' && typed.keptAs !== 'new-version')) {
    const text =
      'Say whose reading holds, as it was put, and whether it is kept as how the text is read or written into a new version.';
    return refuse('value', 'governance.ruling', text);
  }
  const from = typed.from === undefined || typed.from === '' ? book.today : typed.from;
  if (!isDay(from) || from < book.today) {
    return refuse(
      'value',
      'governance.ruling-day',
      'A reading holds from today or a later day: what was seen or done before was by the text as it ran.',
    );
  }
  const document = typed.document?.trim();
  return accepted({
    follows: typed.follows,
    words: words.value,
    reason: reason.value,
    keptAs: typed.keptAs,
    from,
    needs: needsOf(climbing, ladder),
    ...(document ? { document: document.slice(0, 500) } : {}),
  });
}

function placeOf(
  { text, clauses, title }: Climbing['version']['instrument'],
  wanted: NewDispute,
): Outcome<{ readonly paragraph: string; readonly clause?: string }> {
  const paragraph = text.find(({ id }) => id === wanted.paragraph);
  const clause = clauses.find(({ id }) => id === wanted.clause);
  if (!paragraph || (wanted.clause !== undefined && clause?.cites !== paragraph.id)) {
    return refuse(
      'value',
      'governance.dispute-place',
      `${title} has no such paragraph, or no such part that carries it out.`,
    );
  }
  return accepted({ paragraph: paragraph.id, ...(clause ? { clause: clause.id } : {}) });
}

function noLadder(title: string): Outcome<never> {
  const text = `${title} names no way to settle a dispute, and nor does what it stands on; propose a version that does.`;
  return refuse('business-rule', 'governance.no-ladder', text);
}
