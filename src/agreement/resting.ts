import type { Day } from '#base';
import { nameOf } from './clauses/words.ts';
import { gone, type Stack, type StandingEntry, standings } from './force.ts';
import type { Clause, Instrument, ShareClause } from './instrument.ts';
import { joinedBy } from './life/accession.ts';
import { dayWords, listed } from './phrases.ts';

/** A share that was agreed and does not run today, with why: "it has been suspended since 10 June 2026". */
export type Rest = { readonly clause: ShareClause; readonly instrument: Instrument; readonly because: string };

/** What would be shared, were its instrument or the part it depends on running. It gives nothing; it is told to who asks why not. */
export function resting(
  stack: Stack,
  today: Day,
  running: readonly { readonly instrument: Instrument; readonly clause: Clause }[],
): readonly Rest[] {
  const runs = new Map(running.map(({ instrument, clause }) => [`${instrument.id}#${clause.id}`, clause]));
  return standings(stack, today).flatMap((entry) => {
    const why = instrumentRests(entry, today);
    const agreed = entry.instrument.clauses.flatMap((clause): readonly Rest[] => {
      if (clause.clause !== 'share' || entry.standing === 'replaced') return [];
      const because =
        why ?? clauseRests(clause, entry, { today, stack, runs: runs.has(`${entry.instrument.id}#${clause.id}`) });
      return because === undefined ? [] : [{ clause, instrument: entry.instrument, because }];
    });
    return entry.standing === 'in-effect' ? [...agreed, ...coming(entry, today)] : agreed;
  });
}

/** What will be shared with and by those whose first day as a partner is still to come. */
function coming(entry: StandingEntry, today: Day): readonly Rest[] {
  const later = (entry.accessions ?? []).filter(({ on }) => on > today);
  return later.flatMap((accession) => {
    const { instrument } = joinedBy({ instrument: entry.instrument, accessions: [accession] });
    const because = `${accession.party.name} joins it on ${dayWords(accession.on)}`;
    return instrument.clauses.flatMap((clause) => (clause.clause === 'share' ? [{ clause, instrument, because }] : []));
  });
}

function instrumentRests(entry: StandingEntry, today: Day): string | undefined {
  const { instrument, standing, awaited, begins, suspensions } = entry;
  switch (standing) {
    case 'suspended': {
      const since = suspensions.findLast(({ from, to }) => from <= today && (to === undefined || today < to))?.from;
      return `it has been suspended since ${dayWords(since ?? today)}`;
    }
    case 'ended':
      return instrument.expires && instrument.expires <= today
        ? `it ended on ${dayWords(instrument.expires)}`
        : 'too few partners are left in it';
    case 'awaiting-signatures':
      return `${listed(awaited.map((one) => nameOf(one, instrument)))} has not signed it`;
    case 'signed':
      return begins > today ? `it begins on ${dayWords(begins)}` : 'the agreement that it stands on does not run';
    default:
      return undefined;
  }
}

type At = { readonly today: Day; readonly stack: Stack; readonly runs: boolean };

function clauseRests(clause: ShareClause, entry: StandingEntry, { today, stack, runs }: At): string | undefined {
  const left = gone(entry, today);
  if (left.length > 0) return `${listed(left.map((one) => nameOf(one, entry.instrument)))} has left it`;
  return runs
    ? undefined
    : `it holds only as long as ${needed(clause, entry.instrument, stack)} runs, and that has stopped`;
}

function needed({ dependsOn = '' }: ShareClause, home: Instrument, stack: Stack): string {
  const [first = '', second] = dependsOn.split('#');
  const other = second === undefined ? home : stack.findLast(({ instrument }) => instrument.id === first)?.instrument;
  const clause = other?.clauses.find(({ id }) => id === (second ?? first));
  return other && clause ? `paragraph ${clause.cites} of ${other.title}` : dependsOn;
}
