import type { Refusal } from '#fhir';
import { named } from '../force.ts';
import type { Instrument } from '../instrument.ts';
import { checkBackdating } from './check-money.ts';
import { searchFault } from './check-search.ts';
import { empty, fault, repeated, unless } from './fault.ts';
import type { GrantClause, GrantLine } from './grant.ts';
import { paidFor } from './money.ts';

/** What keeps a grant from running as it stands: it would pay one thing twice, or protect what nobody speaks for. */
export function checkGrant(clause: GrantClause, draft: Instrument): readonly Refusal[] {
  const { lines, period, pool, every } = clause;
  const codes = lines.flatMap((line) => paidFor(line).map(({ system, code }) => `${system}|${code}`));
  return [
    ...empty(clause, { lines, to: clause.to }),
    ...unless(period.from < period.until, () =>
      fault(clause, 'agreement.period', 'has a period that ends before it begins'),
    ),
    ...unless(every !== 'once' && every !== 'week', () =>
      fault(clause, 'agreement.report-period', 'is told of by months, quarters, half-years or years'),
    ),
    ...unless(!named(clause.to, draft).includes(clause.funder), () =>
      fault(clause, 'agreement.self', 'lets a funder give to itself; name those that are paid'),
    ),
    ...unless(pool === undefined || draft.clauses.some((one) => one.clause === 'contribute' && one.pool === pool), () =>
      fault(clause, 'agreement.no-pool', `goes into '${pool}', into which nobody puts anything`),
    ),
    ...checkMatch(clause, draft),
    ...repeated(lines.map(({ id }) => id)).map((id) =>
      fault(clause, 'agreement.priced-twice', `has the line '${id}' twice`),
    ),
    ...repeated(codes).map((code) =>
      fault(clause, 'agreement.priced-twice', `pays for ${code} by two lines; one pays`),
    ),
    ...checkBackdating(clause, draft),
    ...lines.flatMap((line) => checkLine(clause, line)),
  ];
}

/** Money that is to match needs somebody else who puts it in, in the currency of the grant, for days of the grant. */
function checkMatch(clause: GrantClause, draft: Instrument): readonly Refusal[] {
  const { match, lines, period, funder } = clause;
  if (match === undefined) return [];
  const { by, puts, forEach, pool, valued, dueBy } = match;
  const currencies = new Set([puts, forEach, ...lines.map(({ amount }) => amount)].map(({ currency }) => currency));
  const given = draft.clauses.some(
    (one) =>
      one.clause === 'contribute' &&
      one.pool === pool &&
      one.by === by &&
      currencies.has(one.amount.currency) &&
      (valued || one.inKind === undefined),
  );
  return [
    ...unless(by !== funder, () =>
      fault(clause, 'agreement.self', 'lets a funder match its own money; name another party'),
    ),
    ...unless(currencies.size <= 1 && forEach.minor > 0 && puts.minor > 0, () =>
      fault(clause, 'agreement.match', 'is matched by nothing, or in another currency than it is given in'),
    ),
    ...unless(given, () =>
      fault(
        clause,
        'agreement.match',
        `is matched out of '${pool}', into which '${by}' puts nothing that counts for it`,
      ),
    ),
    ...unless(period.from < dueBy, () =>
      fault(clause, 'agreement.match', 'is to be matched by a day that is over when it begins'),
    ),
  ];
}

function checkLine(clause: GrantClause, line: GrantLine): readonly Refusal[] {
  const { id, codes, search, amount, floor, spokenForBy } = line;
  return [
    ...unless((codes === undefined) !== (search === undefined), () =>
      fault(clause, 'agreement.paid-for', `has the line '${id}', which needs either codes or a search`),
    ),
    ...(search === undefined ? [] : searchFault(clause, id, search)),
    ...unless(floor === undefined || floor.minor <= amount.minor, () =>
      fault(clause, 'agreement.amount', `has the line '${id}' with a floor above the amount itself`),
    ),
    ...unless((floor === undefined) === (spokenForBy === undefined), () =>
      fault(
        clause,
        'agreement.grant-floor',
        `has the line '${id}', whose floor needs somebody who speaks for it, and no one else`,
      ),
    ),
  ];
}
