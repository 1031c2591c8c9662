import type { Day } from '#base';
import { withOrganizations } from '../clauses/clause.ts';
import type { Clause, Instrument, Party, PartyRef } from '../instrument.ts';

/**
 * An organisation that joined a version under its `join` clause, after it was signed. It is a party from its own first day on: not before those
 * who have to agree have agreed, it has signed, and its people have been told. Where clauses name partners one by one it has the place
 * `like` one of them has, and stands beside it.
 */
export type Accession = { readonly party: Party; readonly on: Day; readonly like?: PartyRef };

/** The version with those who have joined it by a day; with all of them where no day is given. */
export function joinedBy<E extends { readonly instrument: Instrument; readonly accessions?: readonly Accession[] }>(
  entry: E,
  today?: Day,
): E {
  const come = (entry.accessions ?? []).filter(({ on }) => today === undefined || on <= today);
  return come.length === 0 ? entry : { ...entry, instrument: come.reduce(joined, entry.instrument) };
}

function joined(instrument: Instrument, { party, like }: Accession): Instrument {
  if (instrument.parties.some(({ organization }) => organization === party.organization)) return instrument;
  const beside = (one: PartyRef) => (one === like ? [one, party.organization] : [one]);
  const { population } = instrument;
  return {
    ...instrument,
    parties: [...instrument.parties, party],
    population: population.organizations
      ? { ...population, organizations: population.organizations.flatMap(beside) }
      : population,
    clauses: like === undefined ? instrument.clauses : instrument.clauses.map((clause) => widened(clause, beside)),
  };
}

/** A merger, and money and decisions that were agreed one by one, are of those who agreed them; a place is given in what is seen and counted. */
function widened(clause: Clause, beside: (one: PartyRef) => readonly PartyRef[]): Clause {
  switch (clause.clause) {
    case 'share':
    case 'withhold':
    case 'population':
    case 'practise':
    case 'suspend':
    case 'leave':
      return withOrganizations(clause, beside) ?? clause;
    default:
      return clause;
  }
}
