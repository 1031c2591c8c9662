import { daysAfter } from '../days.ts';
import { named, partiesOf } from '../force.ts';
import type { Instrument } from '../instrument.ts';
import { dayWords, listed, ROLE_WORDS, roleOfOne } from '../phrases.ts';
import type { Every, Evidence, Holder, Parties, PartyRef, Period } from './base.ts';

/** Words that the sentences of clauses are made of. */

/** 'all partners', or their names in the instrument's order. */
export function whom(parties: Parties, instrument: Instrument): string {
  const chosen = new Set(named(parties, instrument));
  if (instrument.parties.length > 1 && partiesOf(instrument).every((party) => chosen.has(party))) return 'all partners';
  const strangers = [...chosen].filter((one) => !partiesOf(instrument).includes(one));
  return listed([
    ...instrument.parties.filter((party) => chosen.has(party.organization)).map((party) => party.name),
    ...strangers.map((one) => nameOf(one, instrument)),
  ]);
}

export function nameOf(organization: PartyRef, instrument: Instrument): string {
  const party = instrument.parties.find((one) => one.organization === organization);
  return party?.name ?? organization.replace('Organization/', '');
}

/** 'the finance lead of Vale Council'. */
export function holderWords({ organization, role }: Holder, instrument: Instrument): string {
  return `the ${roleOfOne(role)} of ${nameOf(organization, instrument)}`;
}

export function rolesWords(roles: readonly (keyof typeof ROLE_WORDS)[], joint = 'and'): string {
  return listed(
    roles.map((role) => ROLE_WORDS[role]),
    joint,
  );
}

export const EVERY_WORDS: Readonly<Record<Every, string>> = {
  once: 'once',
  week: 'each week',
  month: 'each month',
  quarter: 'each quarter',
  'half-year': 'each half-year',
  year: 'each year',
};

export function periodWords({ from, until }: Period): string {
  return `from ${dayWords(from)} to ${dayWords(daysAfter(until, -1))}`;
}

export function evidenceWords(evidence: Evidence): string {
  switch (evidence.by) {
    case 'measure':
      return `${spaced(evidence.measure)} reaches ${evidence.percent} % (${evidence.pack} ${evidence.version})`;
    case 'search':
      return `the record shows at least ${evidence.count} of ${evidence.search}`;
    case 'decision':
      return `whoever decides ${spaced(evidence.topic)} says so`;
    case 'document':
      return `this paper is there: ${trimmed(evidence.words)}`;
  }
}

export function counted(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}

export function spaced(word: string): string {
  return word.replaceAll('-', ' ');
}

export function trimmed(words: string): string {
  return words.trim().replace(/\.$/, '');
}
