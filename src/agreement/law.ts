import type { Refusal } from '#fhir';
import { fault } from './clauses/fault.ts';
import type { Instrument } from './instrument.ts';
import type { Jurisdiction } from './jurisdiction.ts';
import { KINDS } from './kinds.ts';

/** What the law of its jurisdiction keeps a draft from doing: handing over functions that cannot be handed over. */
export function checkLawful(draft: Instrument, law: Jurisdiction): readonly Refusal[] {
  const kindOf = new Map(draft.parties.map(({ organization, kind }) => [organization, kind]));
  return draft.clauses.flatMap((clause) => {
    if (clause.clause !== 'functions') return [];
    const of = kindOf.get(clause.of);
    const rules = law.excludedFunctions.filter(
      (rule) => rule.kinds.includes(draft.kind) && of !== undefined && rule.of.includes(of),
    );
    return clause.functions.flatMap(({ id, words }) => {
      const rule = rules.find(({ functions }) => functions.includes(id));
      const what = `hands over '${words}', which a ${KINDS[draft.kind].words} cannot: ${rule?.words} (${rule?.law})`;
      return rule ? [fault(clause, 'agreement.function-excluded', what.replace(/\.(?= \()/, ''))] : [];
    });
  });
}
