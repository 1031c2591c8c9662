import type { Instrument } from '../instrument.ts';
import { CLASS_WORDS, dayWords, LABEL_WORDS, listed, PURPOSE_WORDS, RELATIONSHIP_WORDS } from '../phrases.ts';
import type { InformClause, ShareClause, WithholdClause } from './sharing.ts';
import { rolesWords, trimmed, whom } from './words.ts';

export function shareWords(clause: ShareClause, instrument: Instrument): string {
  const roles = rolesWords(clause.to.roles);
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
  const floor = clause.safetyFloor
    ? '; allergies and severe interactions alert whoever prescribes, unless the person declined that after being told the risk'
    : '';
  const consent = clause.onlyWithConsent ? ', and who has agreed to it' : '';
  return `${roles} of ${whom(clause.to.organizations, instrument)} see ${classes} recorded by ${from}${cameBy(clause.feeds)}, ${PURPOSE_WORDS[clause.purpose]} ${people}${consent}${sensitive}${floor}`;
}

/** Names of systems stand as they are written: they are nobody's words. */
function cameBy(feeds: readonly string[] | undefined): string {
  if (!feeds) return '';
  return ` that came from ${listed(
    feeds.map((feed) => `the feed “${feed}”`),
    'or',
  )}`;
}

export function informWords(clause: InformClause): string {
  return `nothing is shared before ${dayWords(clause.earliest)}; until then: ${trimmed(clause.how)}`;
}

export function withholdWords(clause: WithholdClause, instrument: Instrument): string {
  const classes = listed(clause.classes.map((one) => CLASS_WORDS[one]));
  const labelled = clause.labels
    ? ` labelled ${listed(
        clause.labels.map((label) => LABEL_WORDS[label]),
        'or',
      )}`
    : '';
  const from = clause.from ? ` recorded by ${whom(clause.from, instrument)}` : '';
  const roles = clause.to?.roles ? rolesWords(clause.to.roles) : 'everybody';
  const seats = clause.to?.organizations ? `${roles} of ${whom(clause.to.organizations, instrument)}` : roles;
  const purposes = clause.purposes
    ? ` when they ask ${listed(
        clause.purposes.map((one) => PURPOSE_WORDS[one]),
        'or',
      )}`
    : '';
  return `${classes}${labelled}${from}${cameBy(clause.feeds)} are kept back from ${seats}${purposes}`;
}
