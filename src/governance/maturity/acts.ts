import type { Access, Holder } from '#agreement';
import { accepted, type Outcome, refuse } from '#fhir';
import { check, type GivenItem } from '#forms';
import type { Acting } from '../acts.ts';
import type { OpenBook } from '../book.ts';
import { partnerOf } from '../decision/who.ts';
import { leads } from '../programme/programme-acts.ts';
import { readProgramme } from '../programme/programme.queries.ts';
import { programmeState } from '../programme/programme.ts';
import { holderFrom, readTyped, type Typed } from '../programme/typed.ts';
import { LEAST_PEOPLE } from '../readiness/figures.ts';
import { countMaturity, maturityCrowds } from './count.ts';
import { dimensions, maturityProgram, scoredIn } from './form.ts';
import {
  addMaturityDeed,
  countMaturityAway,
  keepMaturity,
  keepMaturityAnswer,
  keepScored,
  lockMaturity,
  lockMaturityAbout,
  maturityAbout,
  scoredAbout,
} from './maturity.queries.ts';
import { keepScore, oweNext, oweScores, oweTalk, placeOf } from './owe.ts';
import { isAgreed, type Maturity, type MaturitySaid, maturityOf } from './round.ts';
import { STEPS } from './spread.ts';

const PLACES_MAX = 40;

/** Opens a round: of a programme by its lead, of the partnership by a programme lead of the host. One at a time. */
export async function openMaturity(
  acting: Acting,
  access: Access,
  typed: Typed,
): Promise<Outcome<{ readonly id: string }>> {
  const book = acting.current.book();
  const partner = partnerOf(book, access);
  if (!partner) return notYours();
  const read = readTyped(typed, book, ({ day, many, optional }) => ({
    until: day('until', 'up to which they score'),
    places: placesFrom(many('places'), book),
    programme: optional('programme') || undefined,
  }));
  if (!read.ok) return read;
  const { until, places, programme } = read.value;
  if (!(await mayLead(acting, access, programme))) return notYours();
  if (places.length === 0)
    return refuse('required', 'governance.maturity-places', 'Name at least one role whose people score.');
  if (until < book.today) return refuse('value', 'governance.maturity-until', 'Name a last day that is still to come.');
  return acting.store.write(async (transaction) => {
    await lockMaturityAbout(transaction, programme);
    const standing = (await maturityAbout(transaction, programme)).map((one) => maturityOf(one, book.zone));
    if (standing.some(({ closed }) => !closed)) return isOpen();
    const actor = { access, at: new Date(acting.now()) };
    const id = await keepMaturity(transaction, actor, programme);
    const { organization } = partner;
    await addMaturityDeed(transaction, actor, { round: id, organization, said: { did: 'opened', until, places } });
    const opened = { organization, role: access.role };
    const about = programme === undefined ? {} : { programme };
    await oweScores({ acting, transaction, access, round: { id, until, places, opened, agreed: [], ...about } });
    return accepted({ id });
  });
}

function placesFrom(typed: readonly string[], book: OpenBook): readonly Holder[] {
  return [...new Set(typed)].flatMap((one) => holderFrom(one, book) ?? []).slice(0, PLACES_MAX);
}

/** Keeps what one person scores, once. That they scored is kept apart from what. */
export async function score(
  acting: Acting,
  access: Access,
  id: string,
  items: readonly unknown[],
): Promise<Outcome<true>> {
  const book = acting.current.book();
  return acting.store.write(async (transaction): Promise<Outcome<true>> => {
    const kept = await lockMaturity(transaction, id);
    if (!kept) return noMaturity();
    const round = maturityOf(kept, book.zone);
    const place = placeOf(round.places, seatOf(book, access));
    if (!place)
      return refuse(
        'forbidden',
        'governance.maturity-invited',
        'This round asks other roles than yours. Its lead names who scores.',
      );
    if (round.closed || round.until < book.today) return isClosed();
    const [wrong] = check(maturityProgram(), { status: 'completed', item: items });
    if (wrong) return refuse('value', 'governance.maturity-answer', wrong.text);
    if (!(await keepScored(transaction, id, { ...place, principal: personOf(access) }))) {
      const text = 'You have scored this round. Nobody knows which scores are whose, so they cannot be changed.';
      return refuse('conflict', 'governance.maturity-scored', text);
    }
    const { organization } = place;
    await keepMaturityAnswer(transaction, id, { organization, ...scoredIn(items as readonly GivenItem[]) });
    const all = await scoredAbout(transaction, round.programme);
    const scored = new Set(all.flatMap((one) => (one.round === id ? [one.principal] : [])));
    await keepScore({ acting, transaction, access, round }, place, scored);
    return accepted(true);
  });
}

/** Counts a round and removes its answers. The figures are those of this moment, once and for all. */
export async function closeMaturity(acting: Acting, access: Access, id: string): Promise<Outcome<true>> {
  return byLead(acting, access, id, async (round, transaction) => {
    if (round.closed) return isClosed();
    const { today, zone } = acting.current.book();
    await lockMaturityAbout(transaction, round.programme);
    const all = await scoredAbout(transaction, round.programme);
    const mine = all.filter((one) => one.round === id);
    if (today <= round.until) {
      const early = tooEarly(mine, personOf(access), placeOf(round.places, seatOf(acting.current.book(), access)));
      if (early) return early;
    }
    const others = (await maturityAbout(transaction, round.programme)).map((one) => maturityOf(one, zone));
    const before = others.flatMap((one) => maturityCrowds(one, all));
    const answers = await countMaturityAway(transaction, id);
    const counted = countMaturity(id, { dimensions: dimensions(), answers, scored: all, before });
    return accepted({ did: 'closed', ...counted });
  });
}

/** Answers are gone once they are counted, so that nothing is counted before it can be told, nor by who has not scored. */
function tooEarly(
  scored: readonly { readonly principal: string }[],
  self: string,
  asked: Holder | undefined,
): Outcome<never> | undefined {
  if (asked && !scored.some(({ principal }) => principal === self)) {
    const text = 'You are asked too: score first. Nobody sees what others said before they have said their own.';
    return refuse('business-rule', 'governance.maturity-own-first', text);
  }
  if (scored.length >= LEAST_PEOPLE) return undefined;
  const text = `${scored.length} scored so far, and of fewer than ${LEAST_PEOPLE} nothing can be told. Wait for the others, or for the last day.`;
  return refuse('business-rule', 'governance.maturity-few', text);
}

/** What was agreed about one side after talking, why, and who saw it otherwise. The last word counts; those before stay. */
export async function agreeMaturity(acting: Acting, access: Access, id: string, typed: Typed): Promise<Outcome<true>> {
  const read = readTyped(typed, acting.current.book(), ({ text, optional }) => ({
    dimension: text('dimension', 'about which side'),
    step: text('step', 'which step you agreed on, or that you could not agree'),
    why: text('why', 'why'),
    dissent: optional('dissent'),
    next: optional('next'),
  }));
  if (!read.ok) return read;
  const { dimension, why, dissent, next } = read.value;
  const step = STEPS.find((one) => String(one) === read.value.step);
  const known = dimensions().some((one) => one.id === dimension) && (step || read.value.step === 'none');
  if (!known)
    return refuse(
      'value',
      'governance.maturity-step',
      'Choose one side, and a step of it or that you could not agree.',
    );
  return byLead(acting, access, id, async (round) => {
    if (!round.closed) {
      const text = 'Close the round for scoring first. What is agreed before everybody has scored is no agreement.';
      return refuse('business-rule', 'governance.maturity-not-closed', text);
    }
    const more = { ...(step ? { step } : {}), ...(dissent ? { dissent } : {}), ...(next ? { next } : {}) };
    return accepted({ did: 'agreed', dimension, why, ...more });
  });
}

type Transaction = Parameters<Parameters<Acting['store']['write']>[0]>[0];

/** One deed of whoever leads, under the round's lock; and what follows from it. */
async function byLead(
  acting: Acting,
  access: Access,
  id: string,
  decide: (round: Maturity, transaction: Transaction) => Promise<Outcome<MaturitySaid>>,
): Promise<Outcome<true>> {
  const book = acting.current.book();
  const partner = partnerOf(book, access);
  return acting.store.write(async (transaction): Promise<Outcome<true>> => {
    const kept = await lockMaturity(transaction, id);
    if (!kept || !partner) return noMaturity();
    const before = maturityOf(kept, book.zone);
    if (!(await mayLead(acting, access, before.programme))) return notYours();
    const said = await decide(before, transaction);
    if (!said.ok) return said;
    const actor = { access, at: new Date(acting.now()) };
    const deed = { by: access.name ?? access.principal, organization: partner.organization, role: access.role };
    await addMaturityDeed(transaction, actor, { round: id, organization: partner.organization, said: said.value });
    const round = maturityOf(
      { ...kept, deeds: [...kept.deeds, { ...deed, at: actor.at, said: said.value }] },
      book.zone,
    );
    const lead = await leadOf(acting, round);
    if (said.value.did === 'closed') await oweTalk({ acting, transaction, access, round }, lead);
    else if (isAgreed(round, dimensions())) await oweNext({ acting, transaction, access, round }, lead);
    return accepted(true);
  });
}

export async function mayLead(acting: Acting, access: Access, programme: string | undefined): Promise<boolean> {
  const book = acting.current.book();
  if (programme === undefined) return access.role === 'programme-lead' && partnerOf(book, access)?.hosts === true;
  const kept = await readProgramme(acting.store, programme);
  return kept !== undefined && leads(book, access, programmeState(kept));
}

async function leadOf(acting: Acting, { programme, opened }: Maturity): Promise<Holder> {
  const kept = programme === undefined ? undefined : await readProgramme(acting.store, programme);
  return kept
    ? programmeState(kept).lead
    : { organization: opened.organization as Holder['organization'], role: opened.role };
}

/** Who somebody is, whichever program they use. */
export function personOf({ principal }: Pick<Access, 'principal'>): string {
  return principal.split(' by ')[0] ?? principal;
}

/** The organisation and role in which somebody asks, as they are named in a round. */
export function seatOf(book: OpenBook, access: Access): Holder | undefined {
  const partner = partnerOf(book, access);
  return partner && { organization: partner.organization as Holder['organization'], role: access.role };
}

export function noMaturity(): Outcome<never> {
  return refuse('not-found', 'governance.no-maturity', 'There is no such round.');
}

function isOpen(): Outcome<never> {
  const text = 'A round about the same is still open. Close it for scoring before you open the next.';
  return refuse('conflict', 'governance.maturity-open', text);
}

function isClosed(): Outcome<never> {
  return refuse('conflict', 'governance.maturity-closed', 'This round is closed for scoring. Its lead opens the next.');
}

function notYours(): Outcome<never> {
  const text =
    'Rounds are opened, closed and written down by whoever leads the programme; those of the partnership by the host.';
  return refuse('forbidden', 'governance.maturity-whose', text);
}
