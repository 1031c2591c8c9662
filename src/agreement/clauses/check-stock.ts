import type { Refusal } from '#fhir';
import { named } from '../force.ts';
import type { Instrument } from '../instrument.ts';
import { empty, fault, repeated, unless } from './fault.ts';
import { STOCK_DAYS_MAX, type StockClause } from './stock.ts';

/** What keeps a clause about stock from running as it stands: two floors for one medicine, nobody to ask, more lent than is kept. */
export function checkStock(clause: StockClause, draft: Instrument): readonly Refusal[] {
  const { medicines, at, pooled, answerWorkingDays } = clause;
  const sites = new Set([...named(at, draft), ...(pooled ? [pooled.keptBy] : [])]);
  const days = [
    ...medicines.map((one) => one.days),
    ...(pooled ? [pooled.lastsDays, pooled.drawDays, pooled.backDays] : []),
  ];
  return [
    ...empty(clause, { medicines, at }),
    ...medicines.flatMap(({ id, codes }) => empty(clause, { [`medicines.${id}.codes`]: codes.codes })),
    ...unless(sites.size > 1, () =>
      fault(clause, 'agreement.stock-alone', 'names one site alone; name those that help it out'),
    ),
    ...unless(Math.max(0, ...days, answerWorkingDays) <= STOCK_DAYS_MAX, () =>
      fault(clause, 'agreement.stock-days', `has more than ${STOCK_DAYS_MAX} days`),
    ),
    ...unless(pooled === undefined || pooled.drawDays <= pooled.lastsDays, () =>
      fault(clause, 'agreement.stock-days', 'lets each draw for more days than what is kept for all is to last'),
    ),
    ...repeated(medicines.map(({ id }) => id)).map((id) =>
      fault(clause, 'agreement.duplicate', `has the medicine '${id}' twice`),
    ),
    ...twice(clause, draft).map((code) =>
      fault(
        clause,
        'agreement.stock-twice',
        `says how much there is to be of ${code} a second time for the same site; one counts`,
      ),
    ),
  ];
}

/** Codes that the clause has twice itself, or that an earlier one has for one of its sites or for the same keeper. */
function twice(clause: StockClause, draft: Instrument): readonly string[] {
  const own = codesOf(clause);
  const sites = new Set(named(clause.at, draft));
  const meets = (other: StockClause) =>
    named(other.at, draft).some((site) => sites.has(site)) ||
    (clause.pooled !== undefined && other.pooled?.keptBy === clause.pooled.keptBy);
  const others = draft.clauses.flatMap((other) =>
    other.clause === 'stock' && other.id < clause.id && meets(other) ? codesOf(other) : [],
  );
  return [...new Set([...repeated(own), ...own.filter((code) => others.includes(code))])];
}

function codesOf({ medicines }: StockClause): readonly string[] {
  return medicines.flatMap(({ codes }) => codes.codes.map((code) => `${codes.system}|${code}`));
}
