import type { Access, Amount, Instrument } from '#agreement';
import { type OpenBook, standingVersions } from '../book.ts';
import { maySee } from '../may.ts';
import { heirOf, namesOf } from '../succession/house.ts';
import { bodiesIn, type Remit } from './body.ts';

/** What one organisation has to say about a topic under one part: its votes there, whether it has to agree, or is asked at least. */
export type Say = {
  readonly body: string;
  readonly upTo?: Amount;
  readonly votes: number;
  readonly of: number;
  readonly mustAgree: boolean;
  readonly consulted: boolean;
};

/** A decision right that a version moves for one organisation. Where no agreement of its own gives the topic away, it decides by itself. */
export type RightMove = {
  readonly organization: string;
  readonly topic: string;
  readonly before: readonly Say[];
  readonly after: readonly Say[];
  /** It had a say, and has no vote and no veto any more. */
  readonly loses: boolean;
};

/** What follows from an agreement version for its parties, as it was read on the day that the paper was put. */
export type Under = {
  readonly parties: readonly string[];
  readonly rights: readonly RightMove[];
  /** Whether it has a part about money, which can be replayed on what was recorded. */
  readonly money: boolean;
};

/** A version that the seat sees, beside what is in effect; undefined where it sees no such version. */
export function underVersion(
  book: OpenBook,
  access: Access,
  { instrument, version }: { readonly instrument: string; readonly version: number },
): Under | undefined {
  const standing = standingVersions(book);
  const draft = standing.find((one) => one.instrument.id === instrument && one.instrument.version === version);
  if (!draft || !maySee(book, access, draft)) return undefined;
  const running = standing.filter((one) => one.standing === 'in-effect').map((one) => one.instrument);
  const before = running.find(({ id }) => id === instrument);
  const parties = [...new Set([draft.instrument, ...(before ? [before] : [])].flatMap((one) => partiesIn(book, one)))];
  const after = [...running.filter(({ id }) => id !== instrument), draft.instrument];
  const topics = [...new Set([...topicsIn(draft.instrument), ...(before ? topicsIn(before) : [])])].sort();
  return {
    parties,
    rights: parties.flatMap((organization) =>
      topics.flatMap((topic) => movedFor(book, { organization, topic, running, after })),
    ),
    money: draft.instrument.clauses.some(({ clause }) => clause === 'contribute' || clause === 'pay'),
  };
}

type Moving = {
  readonly organization: string;
  readonly topic: string;
  readonly running: readonly Instrument[];
  readonly after: readonly Instrument[];
};

function movedFor(book: OpenBook, { organization, topic, running, after }: Moving): readonly RightMove[] {
  const [was, would] = [running, after].map((stack) => saysIn(book, stack, organization, topic)) as [Says, Says];
  if (JSON.stringify(was) === JSON.stringify(would)) return [];
  return [{ organization, topic, before: was, after: would, loses: hasSay(was) && !hasSay(would) }];
}

type Says = readonly Say[];

/** None: no agreement that it is a party of gives the topic to anybody. */
function saysIn(book: OpenBook, stack: readonly Instrument[], organization: string, topic: string): Says {
  const names = namesOf(book, organization);
  return stack
    .filter((one) => one.parties.some((party) => names.includes(party.organization)))
    .flatMap(bodiesIn)
    .flatMap(({ name, remits }) =>
      remits.filter(({ topics }) => topics.includes(topic)).map((remit) => sayOf(name, remit, names)),
    )
    .sort((a, b) => limit(a) - limit(b) || (a.body < b.body ? -1 : 1));
}

function sayOf(body: string, remit: Remit, names: readonly string[]): Say {
  const ours = ({ organization }: { readonly organization: string }) => names.includes(organization);
  return {
    body,
    ...(remit.upTo ? { upTo: remit.upTo } : {}),
    votes: remit.seats.filter(ours).length,
    of: remit.seats.length,
    mustAgree: remit.mustAgree.some((one) => names.includes(one)),
    consulted: remit.consulted.some(ours),
  };
}

function hasSay(says: Says): boolean {
  return says.length === 0 || says.some(({ votes, mustAgree }) => votes > 0 || mustAgree);
}

function topicsIn(instrument: Instrument): readonly string[] {
  return bodiesIn(instrument).flatMap(({ remits }) => remits.flatMap(({ topics }) => topics));
}

function partiesIn(book: OpenBook, { parties }: Instrument): readonly string[] {
  return parties.map(({ organization }) => heirOf(book, organization));
}

function limit({ upTo }: Say): number {
  return upTo?.minor ?? Number.MAX_SAFE_INTEGER;
}
