import type { Clause, Instrument } from '../instrument.ts';
import { RANK_WORDS } from '../phrases.ts';

/** 'Vale agreement, version 2, paragraph 4.2 (agreement of the partnership)'. */
export function cited(instrument: Instrument, clause: Clause): string {
  return `${instrument.title}, version ${instrument.version}, paragraph ${clause.cites} (${RANK_WORDS[instrument.rank]})`;
}
