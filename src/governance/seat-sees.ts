import { type Access, conditionsOf, type Seat, type Way, ways } from '#agreement';
import { stackOf } from './book.ts';
import type { SeatSees, SeatWay } from './contract.ts';
import type { Current } from './current.ts';
import { maySee } from './may.ts';

/**
 * What a seat sees by the agreements of today, whoever the person is. It is worked out from the instruments alone and so tells nothing
 * of any record: it is what somebody is shown who wonders why something is not there.
 */
export function seatSees(current: Current, access: Access): SeatSees {
  const { organization, role, purpose } = access;
  const seat: Seat = { organization, role, purpose };
  const found = ways(current.policy(), seat, current.keyOf);
  const narrowed = access.narrowed && conditionsOf(access.narrowed.told).map(({ words }) => words);
  return {
    role,
    purpose,
    ways: found.map(shown),
    keptBack: keptBack(current, access, found),
    ...(narrowed ? { narrowed } : {}),
  };
}

function shown({ kind, words, origin, conditions }: Way): SeatWay {
  const own = conditions.filter((condition) => condition.origin === undefined);
  return {
    kind,
    words: origin?.words ?? words,
    ...(origin ? { decidedBy: cited(origin) } : {}),
    when: own.map((condition) => condition.words),
  };
}

/** Of instruments that the seat may read; what another organisation keeps back by an order or a policy of its own is not its to know. */
function keptBack(current: Current, access: Access, found: readonly Way[]): SeatSees['keptBack'] {
  const book = current.book();
  const readable = new Set(
    stackOf(book, book.zone)
      .filter((entry) => maySee(book, access, entry))
      .map(({ instrument: { id, version } }) => `${id} ${version}`),
  );
  const told = new Map<string, SeatSees['keptBack'][number]>();
  for (const { origin } of found.flatMap(({ conditions }) => conditions)) {
    if (origin === undefined || !readable.has(`${origin.instrument} ${origin.version}`)) continue;
    told.set(`${origin.instrument} ${origin.version} ${origin.clause}`, { ...cited(origin), words: origin.words });
  }
  return [...told.values()];
}

function cited({
  title,
  version,
  paragraph,
  rank,
  text,
}: NonNullable<Way['origin']> | NonNullable<Way['conditions'][number]['origin']>) {
  return { instrument: title, version, paragraph, rank, text };
}
