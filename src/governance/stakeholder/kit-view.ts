import type { Access, Holder } from '#agreement';
import { daysBetween } from '#base';
import { accepted, type Outcome } from '#fhir';
import type { OpenBook } from '../book.ts';
import { nameOf, partnerOf } from '../decision/who.ts';
import { type Places, placesOn } from '../places.ts';
import { leads, noProgramme } from '../programme/programme-acts.ts';
import { readProgramme } from '../programme/programme.queries.ts';
import { type ProgrammeState, programmeState } from '../programme/programme.ts';
import { holderFrom } from '../programme/typed.ts';
import type { Concern } from './concern.ts';
import type { AudienceLink, ConcernView, ConversationView, InfluenceView, KitsView, KitView } from './contract.ts';
import { noPart } from './deeds.ts';
import { isStale } from './influence.ts';
import { mayRead, sits } from './may.ts';
import { type Conversation, conversationsOf } from './next.ts';
import type { Tending } from './owe.ts';
import { pledgeStanding } from './rules.ts';
import { stakeholderDeeds } from './stakeholder.queries.ts';
import { type Circle, circleOf } from './stakeholder.ts';

type Around = {
  readonly tending: Tending;
  readonly access: Access;
  readonly book: OpenBook;
  readonly places: Places;
  readonly id: string;
  readonly programme: ProgrammeState;
  readonly circle: Circle;
};

async function around(tending: Tending, access: Access, id: string): Promise<Around | undefined> {
  const book = tending.current.book();
  const kept = partnerOf(book, access) && (await readProgramme(tending.store, id));
  if (!kept) return undefined;
  const circle = circleOf(await stakeholderDeeds(tending.store, id));
  return { tending, access, book, places: placesOn(tending, book), id, programme: programmeState(kept), circle };
}

/** Who influences whom, by role: every partner's staff reads it, and so do those whom it is about. */
export async function influence(tending: Tending, access: Access, id: string): Promise<Outcome<InfluenceView>> {
  const found = await around(tending, access, id);
  if (!found) return noProgramme();
  const { book, places, circle, programme } = found;
  return accepted({
    programme: { id, name: programme.name },
    lines: await Promise.all(
      circle.influences.map(async (one) => ({
        id: one.id,
        from: await places(one.from),
        to: await places(one.to),
        topic: one.topic,
        evidence: one.evidence,
        on: one.on,
        confirmed: one.confirmed,
        stale: isStale(one, book.today),
        owner: await places(one.owner),
        may: { confirm: leads(book, access, programme) || sits(book, access, one.owner) },
      })),
    ),
    partners: book.partners.map(({ organization, name }) => ({ organization, name })),
    may: { lead: leads(book, access, programme) },
  });
}

/** Whom there is to convince, and what to talk about next. */
export async function kits(tending: Tending, access: Access, id: string): Promise<Outcome<KitsView>> {
  const found = await around(tending, access, id);
  if (!found || !mayRead(found.book, access)) return noProgramme();
  const { book, programme, circle } = found;
  const concerns = await Promise.all(circle.concerns.map((one) => concernView(one, found)));
  return accepted({
    programme: { id, name: programme.name },
    audiences: audiencesOf(book),
    conversations: await conversations(conversationsOf(circle, id, book), found),
    concerns: concerns.filter(({ closed }) => !closed),
    may: { lead: leads(book, access, programme) },
  });
}

/** What speaks to one role of one organisation: what changes for it, its concerns with their answers, what it was promised. */
export async function kit(tending: Tending, access: Access, id: string, typed: string): Promise<Outcome<KitView>> {
  const found = await around(tending, access, id);
  const to = found && holderFrom(typed, found.book);
  if (!found || !to) return noPart();
  const { book, places, programme, circle } = found;
  const mine = sits(book, access, to);
  if (!mine && !mayRead(book, access)) return noPart();
  const theirs = circle.stakeholders.filter(({ place }) => place?.organization === to.organization);
  const pledges = theirs.flatMap(({ promises }) => promises);
  const given = circle.kits.findLast((one) => same(one.to, to));
  const mineFirst = conversationsOf(circle, id, book).filter(({ whom }) => typeof whom !== 'string' && same(whom, to));
  return accepted({
    programme: { id, name: programme.name, aim: programme.aim, measure: programme.measure },
    to: await places(to),
    kind: book.partners.find(({ organization }) => organization === to.organization)?.kind ?? '',
    effects: effectsOn(found, to),
    concerns: await Promise.all(
      circle.concerns.filter((one) => same(one.owner, to)).map((one) => concernView(one, found)),
    ),
    promised: {
      all: pledges.length,
      done: pledges.filter(({ done }) => done).length,
      late: pledges.filter((one) => pledgeStanding(one, book) === 'late').length,
    },
    next: (await conversations(mineFirst, found)).slice(0, 1),
    ...(given ? { given: { id: given.id, on: given.on, ...(given.read ? { read: given.read } : {}) } } : {}),
    ...(programme.board ? { board: programme.board } : {}),
    may: { lead: leads(book, access, programme), mine },
  });
}

/** What moves to them: effects on their role, on their organisation, and on everybody. */
function effectsOn({ book, programme }: Around, to: Holder): KitView['effects'] {
  const name = nameOf(book, to.organization).toLowerCase();
  return programme.changes.flatMap(({ words: change, effects, started }) =>
    effects
      .filter(({ level, whom, from }) => {
        if (daysBetween(from, book.today) > YEAR_DAYS) return false;
        if (level === 'individual') return whom === to.role;
        return level === 'system' || name.includes(whom.toLowerCase().replace(/^the /, '')) || level === 'team';
      })
      .map(({ level, whom, words, from }) => ({ level, whom, words, from, change, started: started !== undefined })),
  );
}

const YEAR_DAYS = 365;

async function concernView(one: Concern, { places, book, access, programme }: Around): Promise<ConcernView> {
  return {
    id: one.id,
    owner: await places(one.owner),
    words: one.words,
    on: one.on,
    ...(one.answer ? { answer: one.answer } : {}),
    ...(one.closed ? { closed: one.closed } : {}),
    may: { answer: leads(book, access, programme), close: sits(book, access, one.owner) },
  };
}

function conversations(all: readonly Conversation[], { places }: Around): Promise<readonly ConversationView[]> {
  return Promise.all(
    all.slice(0, SHOWN_MAX).map(async ({ whom, why, page }) => ({
      ...(typeof whom === 'string' ? { name: whom } : { place: await places(whom) }),
      why,
      page,
    })),
  );
}

const SHOWN_MAX = 12;

/** Of whom each kind of partner has to be convinced. */
const AUDIENCES: Readonly<Record<string, readonly Holder['role'][]>> = {
  'general-practice': ['practice-manager'],
  'care-board': ['finance-lead'],
  'acute-trust': ['consultant'],
  'community-trust': ['finance-lead'],
  'local-authority': ['social-worker', 'finance-lead'],
};

function audiencesOf({ partners }: OpenBook): readonly AudienceLink[] {
  return partners.flatMap(({ kind, organization, name }) =>
    (AUDIENCES[kind] ?? []).map((role) => ({ organization, name, role })),
  );
}

function same(a: Holder, b: Holder): boolean {
  return a.organization === b.organization && a.role === b.role;
}
