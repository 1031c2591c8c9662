import type { Refusal } from '#fhir';
import { checkGrant } from './clauses/check-grant.ts';
import { checkLife } from './clauses/check-life.ts';
import { checkMoney } from './clauses/check-money.ts';
import { checkStock } from './clauses/check-stock.ts';
import { checkWorking } from './clauses/check-working.ts';
import { organizationsIn } from './clauses/clause.ts';
import { empty, fault, unless } from './clauses/fault.ts';
import { partiesOf } from './force.ts';
import type { Clause, Instrument, ShareClause, WithholdClause } from './instrument.ts';
import { purposesOf } from './own-record.ts';
import type { Purpose, Relationship } from './words.ts';

/** What is wrong with the operative part of a draft, clause by clause. */
export function checkClauses(draft: Instrument): readonly Refusal[] {
  return [
    ...draft.clauses.flatMap((clause) => checkOne(clause, draft)),
    ...checkInformed(draft),
    ...checkCircles(draft),
  ];
}

/** Relationships that can justify a purpose. A population is no reason to open the record of one of its people. */
const JUSTIFIES: Readonly<Record<Purpose, readonly Relationship[]>> = {
  'direct-care': ['contributed', 'registered', 'team', 'referred', 'caseload'],
  planning: ['population'],
  payment: ['population'],
  audit: ['population'],
  'own-record': [],
};

function checkOne(clause: Clause, draft: Instrument): readonly Refusal[] {
  return [
    ...unless(
      draft.text.some((paragraph) => paragraph.id === clause.cites),
      () => fault(clause, 'agreement.cites', `cites paragraph ${clause.cites}, which the text does not have`),
    ),
    ...strangers(clause, draft),
    ...checkKindOfClause(clause, draft),
  ];
}

function checkKindOfClause(clause: Clause, draft: Instrument): readonly Refusal[] {
  switch (clause.clause) {
    case 'share':
      return checkShare(clause, draft);
    case 'withhold':
      return checkWithhold(clause, draft);
    case 'inform':
      return [];
    case 'contribute':
    case 'pay':
    case 'shareRisk':
    case 'transition':
      return checkMoney(clause, draft);
    case 'grant':
      return checkGrant(clause, draft);
    case 'stock':
      return checkStock(clause, draft);
    case 'decide':
    case 'functions':
    case 'measure':
    case 'practise':
    case 'report':
    case 'population':
      return checkWorking(clause, draft);
    default:
      return checkLife(clause, draft);
  }
}

function checkShare(clause: ShareClause, draft: Instrument): readonly Refusal[] {
  const { classes, from, to, purpose, relationships, feeds } = clause;
  const roles = to.roles.filter(
    (role) => role === 'person' || role === 'system' || !purposesOf(role).includes(purpose),
  );
  const reasons = relationships.filter((one) => !JUSTIFIES[purpose].includes(one));
  return [
    ...empty(clause, {
      classes,
      from,
      'to.organizations': to.organizations,
      'to.roles': to.roles,
      relationships,
      feeds,
    }),
    ...roles.map((role) =>
      fault(
        clause,
        'agreement.role',
        `shares for ${purpose} with the role ${role}, which does not ask for that purpose`,
      ),
    ),
    ...reasons.map((one) =>
      fault(
        clause,
        'agreement.purpose',
        `shares for ${purpose} because of '${one}', which is no reason for that purpose; write a part of its own for each purpose`,
      ),
    ),
    ...unless(draft.rank !== 'organisation', () =>
      fault(clause, 'agreement.narrow', "shares, but an organisation's own policy can only narrow what is shared"),
    ),
    ...unless(clause.safetyFloor !== true || purpose === 'direct-care', () =>
      fault(clause, 'agreement.safety-floor', 'alerts those who prescribe, but is not for direct care'),
    ),
  ];
}

function checkWithhold(clause: WithholdClause, draft: Instrument): readonly Refusal[] {
  const { classes, labels, from, feeds, to, purposes } = clause;
  const lists = {
    classes,
    labels,
    from,
    feeds,
    'to.organizations': to?.organizations,
    'to.roles': to?.roles,
    purposes,
  };
  const ownStaff = draft.rank !== 'organisation' || to?.organizations !== undefined;
  return [
    ...empty(clause, lists),
    ...unless(ownStaff, () =>
      fault(
        clause,
        'agreement.narrow',
        "must name the organisation's own staff: its policy narrows nobody else's sight",
      ),
    ),
  ];
}

/** Parties rule themselves. A funder outside can be owed a report, and people can be counted by practices that sign nothing. */
function strangers(clause: Clause, draft: Instrument): readonly Refusal[] {
  if (clause.clause === 'population') return [];
  const known = new Set([...partiesOf(draft), ...(clause.clause === 'report' ? [clause.to] : [])]);
  return organizationsIn(clause)
    .filter((party) => !known.has(party))
    .map((party) => fault(clause, 'agreement.stranger', `names ${party}, which is not a party`));
}

/** Sharing needs its public told first (UK GDPR articles 13 and 14); law itself tells the public. */
function checkInformed(draft: Instrument): readonly Refusal[] {
  const shares = draft.clauses.some((clause) => clause.clause === 'share');
  const informs = draft.clauses.some((clause) => clause.clause === 'inform');
  if (!shares || informs || draft.kind === 'mandate') return [];
  return [
    {
      code: 'agreement.inform-missing',
      type: 'business-rule',
      text: 'Records are shared, but nothing says how people are told and from which day; add it.',
    },
  ];
}

function checkCircles(draft: Instrument): readonly Refusal[] {
  const byId = new Map(draft.clauses.map((clause) => [clause.id, clause]));
  return draft.clauses.flatMap((clause) => {
    const needed = clause.dependsOn;
    if (needed === undefined || needed.includes('#')) return [];
    if (!byId.has(needed)) return [fault(clause, 'agreement.depends', `depends on '${needed}', which is not here`)];
    return unless(!circular(clause, byId), () => fault(clause, 'agreement.depends', 'depends on itself in a circle'));
  });
}

function circular(start: Clause, byId: ReadonlyMap<string, Clause>): boolean {
  const seen = new Set<string>();
  for (let at: Clause | undefined = start; at?.dependsOn; at = byId.get(at.dependsOn)) {
    if (seen.has(at.id)) return true;
    seen.add(at.id);
  }
  return false;
}
