import { lawIn } from '#joint';
import {
  type Access,
  type DisputeClause,
  type DisputeStanding,
  disputeOn,
  gone,
  type Instrument,
  type LadderStep,
  named,
  partiesOf,
} from '#agreement';
import { type Day, dayIn } from '#base';
import { accepted, type Outcome, refuse } from '#fhir';
import {
  nameOfOrganization,
  type OpenBook,
  type Partner,
  partnerWithKey,
  type Standing,
  standingVersions,
} from '../book.ts';
import { isLead } from '../may.ts';
import { signersOf } from '../scheme.ts';
import { seatAs } from '../succession/house.ts';
import type { DisputeState, Ruling } from './dispute.ts';

/** Who may do what on the ladder of a dispute, and by when. Pure: book and day are given. */
export type Climbing = {
  readonly book: OpenBook;
  readonly access: Access;
  readonly version: Standing;
  readonly state: DisputeState;
};

/** The way that the agreement names for disputes; its parent's where it names none. */
export function ladderOf(book: OpenBook, instrument: Instrument): DisputeClause | undefined {
  const seen = new Set<string>();
  let at: Instrument | undefined = instrument;
  while (at && !seen.has(at.id)) {
    const found = at.clauses.find((clause) => clause.clause === 'dispute');
    if (found?.clause === 'dispute') return found;
    seen.add(at.id);
    const parent: string | undefined = at.parent;
    at = standingVersions(book).findLast(
      (one) => one.instrument.id === parent && one.standing === 'in-effect',
    )?.instrument;
  }
  return undefined;
}

export function stepOf(ladder: DisputeClause, { movedOn }: DisputeState): LadderStep | undefined {
  return ladder.ladder[movedOn.length];
}

/** Where it is on its ladder today, in words and days. */
export function standingOf(book: OpenBook, ladder: DisputeClause, state: DisputeState): DisputeStanding {
  const day = (at: Date): Day => dayIn(book.zone, at.getTime());
  return disputeOn(
    ladder,
    {
      raised: day(state.raised),
      by: state.raisedBy,
      about: state.about,
      failed: state.movedOn.map(({ at }, index) => ({ step: ladder.ladder[index]?.id ?? '', on: day(at) })),
    },
    { on: book.today, off: lawIn(book.zone) },
  );
}

/** Leads, who signs, and who answers for money speak for a party that is still in it. */
export function speaksFor({ book, access, version }: Omit<Climbing, 'state'>): Outcome<Partner> {
  const partner = seatAs(book, access.organization, stays(book, version));
  const { instrument } = version;
  const speaks = isLead(access) || access.role === 'finance-lead' || access.role === 'commissioner';
  if (partner && (speaks || signersOf(book, partner, instrument).includes(access.role))) return accepted(partner);
  const text = `A dispute about ${instrument.title} is for its parties: their leads, who signs for them, and who answers for their money.`;
  return refuse('forbidden', 'governance.dispute-party', text);
}

/** Before its time has passed a step ends only by the word of whom it is with. */
export function mayMoveOn(climbing: Climbing, ladder: DisputeClause): Outcome<Partner> {
  const step = stepOf(ladder, climbing.state);
  if (!step) return refuse('conflict', 'governance.dispute-end', 'The last step is over; there is no further one.');
  const asked = isWith(climbing, step);
  if (asked) return accepted(asked);
  const speaker = speaksFor(climbing);
  if (!speaker.ok) return speaker;
  if (standingOf(climbing.book, ladder, climbing.state).state === 'late') return speaker;
  const who = step.who.length > 0 ? 'whom it is with' : 'a lead of the host';
  const text = `This step still has time. Until then only ${who} can say that no agreement was reached.`;
  return refuse('conflict', 'governance.dispute-early', text);
}

/** The last step's word, where it binds, is written by whom it is with; anything else is a settlement that parties accept. */
export function mayRule(climbing: Climbing, ladder: DisputeClause): Outcome<Partner> {
  if (!binds(ladder, climbing.state)) return speaksFor(climbing);
  const step = stepOf(ladder, climbing.state);
  const asked = step && isWith(climbing, step);
  if (asked) return accepted(asked);
  const text =
    'What this step says binds: it is written by whom it is with, or by a lead of the host where it is nobody here.';
  return refuse('forbidden', 'governance.dispute-ruler', text);
}

/** Whose acceptance a ruling needs before it stands. */
export function needsOf({ book, version, state }: Climbing, ladder: DisputeClause): Ruling['needs'] {
  if (binds(ladder, state))
    return [...new Set((stepOf(ladder, state)?.who ?? []).map(({ organization }) => organization))];
  const { instrument } = version;
  const vary = instrument.clauses.find((clause) => clause.clause === 'vary');
  const all = vary?.clause === 'vary' ? named(vary.agreedBy, instrument) : partiesOf(instrument);
  const staying = stays(book, version);
  return all.filter((organization) => staying.includes(organization));
}

/** Accepts for an organisation: who holds the step where it binds, else who signs for it. */
export function accepts({ book, access, version, state }: Climbing, ladder: DisputeClause): Partner | undefined {
  const partner = partnerWithKey(book, access.organization);
  if (!partner) return undefined;
  if (binds(ladder, state)) return isWith({ book, access, version, state }, stepOf(ladder, state));
  return signersOf(book, partner, version.instrument).includes(access.role) ? partner : undefined;
}

export function binds(ladder: DisputeClause, { movedOn }: DisputeState): boolean {
  return ladder.binding && movedOn.length === ladder.ladder.length - 1;
}

export function holderWords(book: OpenBook, instrument: Instrument, step: LadderStep): readonly string[] {
  return step.who.map(
    ({ organization, role }) => `${role.replaceAll('-', ' ')} of ${nameOfOrganization(book, instrument, organization)}`,
  );
}

/** Whether a seat is one that a step is with; where it is with nobody of the parties a lead of the host brings its word. */
function isWith({ book, access }: Climbing, step: LadderStep | undefined): Partner | undefined {
  const partner = partnerWithKey(book, access.organization);
  if (!partner || !step) return undefined;
  const held = step.who.some(({ organization, role }) => organization === partner.organization && role === access.role);
  return held || (step.who.length === 0 && partner.hosts && isLead(access)) ? partner : undefined;
}

function stays(book: OpenBook, version: Standing): readonly string[] {
  const left = gone(version, book.today);
  return partiesOf(version.instrument).filter((organization) => !left.includes(organization));
}
