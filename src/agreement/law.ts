import type { Refusal } from '#fhir';
import { fault } from './clauses/fault.ts';
import type { Clause, Instrument, WithholdClause } from './instrument.ts';
import type { FloorRule, Jurisdiction } from './jurisdiction.ts';
import { KINDS } from './kinds.ts';
import { overrides } from './policy.ts';

/** What the law of its jurisdiction keeps a draft from doing: handing over what cannot be handed over, and taking away what the law gives. */
export function checkLawful(draft: Instrument, law: Jurisdiction): readonly Refusal[] {
  return draft.clauses.flatMap((clause) => [
    ...handedOver(clause, draft, law),
    ...law.floors.flatMap((rule) => takenAway(clause, draft, rule)),
  ]);
}

function handedOver(clause: Clause, draft: Instrument, law: Jurisdiction): readonly Refusal[] {
  if (clause.clause !== 'functions') return [];
  const of = draft.parties.find(({ organization }) => organization === clause.of)?.kind;
  const rules = law.excludedFunctions.filter(
    (rule) => rule.kinds.includes(draft.kind) && of !== undefined && rule.of.includes(of),
  );
  return clause.functions.flatMap(({ id, words }, index) => {
    const rule = rules.find(({ functions }) => functions.includes(id));
    const what = `hands over '${words}', which a ${KINDS[draft.kind].words} cannot: ${rule?.words} (${rule?.law})`;
    const at = `functions[${index}]`;
    return rule ? [fault(clause, 'agreement.function-excluded', what.replace(/\.(?= \()/, ''), at)] : [];
  });
}

/**
 * What the law makes seen runs over every agreement of lesser force, so nothing that is kept back more widely has to make an exception for it.
 * But a clause that does nothing else than take it from those whom the law gives it to would be signed and never hold: it is refused.
 */
function takenAway(clause: Clause, draft: Instrument, rule: FloorRule): readonly Refusal[] {
  if (!overrides(rule.rank, draft.rank)) return [];
  const why = `${rule.words.replace(/\.$/, '')} (${rule.law})`;
  if (clause.clause === 'share' && clause.safetyFloor === false && rule.relationships.includes('safety-alert')) {
    const what = `says that allergies alert nobody, which the law does not let be agreed: ${why}; leave that out`;
    return [fault(clause, 'agreement.floor', what, 'safetyFloor')];
  }
  if (clause.clause !== 'withhold' || !within(clause, rule)) return [];
  const what = `keeps back nothing but what the law gives to those it names: ${why}; leave it out, or name others or more`;
  return [fault(clause, 'agreement.floor', what, 'to')];
}

/** Keeps back from the very seats, for the very purpose, what the duty itself is about, and nothing from anybody else. */
function within({ classes, labels, to, purposes }: WithholdClause, rule: FloorRule): boolean {
  return (
    to?.roles !== undefined &&
    to.roles.every((role) => rule.roles.includes(role)) &&
    purposes !== undefined &&
    purposes.every((purpose) => purpose === rule.purpose) &&
    classes.every((one) => rule.classes.includes(one)) &&
    labels !== undefined &&
    labels.every((one) => one === rule.id || (rule.labels.length === 1 && rule.labels.includes(one)))
  );
}
