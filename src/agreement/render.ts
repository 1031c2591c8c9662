import { unreachable } from '#base';
import { named, partiesOf } from './force.ts';
import type { Clause, Instrument, Parties, ShareClause, WithholdClause } from './instrument.ts';
import {
  CLASS_WORDS,
  capital,
  dayWords,
  LABEL_WORDS,
  listed,
  PURPOSE_WORDS,
  RELATIONSHIP_WORDS,
  ROLE_WORDS,
} from './phrases.ts';

/** What a clause does, in a sentence that cites the paragraph it carries out. */
export function render(clause: Clause, instrument: Instrument): string {
  const condition = clause.dependsOn ? `, as long as the part it depends on (${clause.dependsOn}) runs` : '';
  return `${capital(sentence(clause, instrument))}${condition}. (paragraph ${clause.cites})`;
}

function sentence(clause: Clause, instrument: Instrument): string {
  switch (clause.clause) {
    case 'share':
      return shareWords(clause, instrument);
    case 'inform':
      return `nothing is shared before ${dayWords(clause.earliest)}; until then: ${trimmed(clause.how)}`;
    case 'measure': {
      const aims = clause.aims.map((aim) => `${aim.measure} for ${aim.percent} % of people`);
      return `the measures of ${clause.pack}, version ${clause.version}, count${aims.length > 0 ? `; the aim is ${listed(aims)}` : ''}`;
    }
    case 'join':
      return `${listed(clause.kinds.map(spaced), 'or')} can join when ${whom(clause.agreedBy, instrument)} agree`;
    case 'suspend':
      return `${listed(clause.roles.map((role) => ROLE_WORDS[role]))} of ${whom(clause.by, instrument)} can suspend this at once, because of ${listed(clause.grounds, 'or')}`;
    case 'withhold':
      return withholdWords(clause, instrument);
    default:
      return unreachable(clause);
  }
}

function shareWords(clause: ShareClause, instrument: Instrument): string {
  const roles = listed(clause.to.roles.map((role) => ROLE_WORDS[role]));
  const classes = listed(clause.classes.map((one) => CLASS_WORDS[one]));
  const people = listed(
    clause.relationships.map((one) => RELATIONSHIP_WORDS[one]),
    'or',
  );
  const labels = (clause.sensitive ?? []).map((label) => LABEL_WORDS[label]);
  const sensitive =
    labels.length > 0
      ? `, including what is labelled ${listed(labels)} but nothing else that is labelled sensitive`
      : ', but nothing that is labelled sensitive';
  const from = whom(clause.from, instrument);
  return `${roles} of ${whom(clause.to.organizations, instrument)} see ${classes} recorded by ${from}, ${PURPOSE_WORDS[clause.purpose]} ${people}${sensitive}`;
}

function withholdWords(clause: WithholdClause, instrument: Instrument): string {
  const classes = listed(clause.classes.map((one) => CLASS_WORDS[one]));
  const labelled = clause.labels
    ? ` labelled ${listed(
        clause.labels.map((label) => LABEL_WORDS[label]),
        'or',
      )}`
    : '';
  const from = clause.from ? ` recorded by ${whom(clause.from, instrument)}` : '';
  const roles = clause.to?.roles ? listed(clause.to.roles.map((role) => ROLE_WORDS[role])) : 'everybody';
  const seats = clause.to?.organizations ? `${roles} of ${whom(clause.to.organizations, instrument)}` : roles;
  const purposes = clause.purposes
    ? ` when they ask ${listed(
        clause.purposes.map((one) => PURPOSE_WORDS[one]),
        'or',
      )}`
    : '';
  return `${classes}${labelled}${from} are kept back from ${seats}${purposes}`;
}

/** 'all partners', or their names in the instrument's order. */
function whom(parties: Parties, instrument: Instrument): string {
  const chosen = new Set(named(parties, instrument));
  if (partiesOf(instrument).every((party) => chosen.has(party))) return 'all partners';
  return listed(instrument.parties.filter((party) => chosen.has(party.organization)).map((party) => party.name));
}

function spaced(word: string): string {
  return word.replaceAll('-', ' ');
}

function trimmed(words: string): string {
  return words.trim().replace(/\.$/, '');
}
