import type { Refusal } from '#fhir';
import { named, partiesOf } from './force.ts';
import type { Clause, Instrument, Parties, ShareClause, WithholdClause } from './instrument.ts';
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
  const cited = draft.text.some((paragraph) => paragraph.id === clause.cites);
  return [
    ...(cited
      ? []
      : [
          rule(clause, {
            code: 'agreement.cites',
            what: `cites paragraph ${clause.cites}, which the text does not have`,
          }),
        ]),
    ...mentioned(clause).flatMap((parties) => strangers(clause, parties, draft)),
    ...checkKindOfClause(clause, draft),
  ];
}

function checkKindOfClause(clause: Clause, draft: Instrument): readonly Refusal[] {
  switch (clause.clause) {
    case 'share':
      return checkShare(clause, draft);
    case 'withhold':
      return checkWithhold(clause, draft);
    case 'suspend':
      return empty(clause, { by: clause.by, roles: clause.roles, grounds: clause.grounds });
    case 'join':
      return empty(clause, { kinds: clause.kinds, agreedBy: clause.agreedBy });
    default:
      return [];
  }
}

function checkShare(clause: ShareClause, draft: Instrument): readonly Refusal[] {
  const { classes, from, to, purpose, relationships } = clause;
  const roles = to.roles.filter(
    (role) => role === 'person' || role === 'system' || !purposesOf(role).includes(purpose),
  );
  const reasons = relationships.filter((one) => !JUSTIFIES[purpose].includes(one));
  return [
    ...empty(clause, { classes, from, 'to.organizations': to.organizations, 'to.roles': to.roles, relationships }),
    ...roles.map((role) =>
      rule(clause, {
        code: 'agreement.role',
        what: `shares for ${purpose} with the role ${role}, which does not ask for that purpose`,
      }),
    ),
    ...reasons.map((one) =>
      rule(clause, {
        code: 'agreement.purpose',
        what: `shares for ${purpose} because of '${one}', which is no reason for that purpose; write a part of its own for each purpose`,
      }),
    ),
    ...(draft.rank === 'organisation'
      ? [
          rule(clause, {
            code: 'agreement.narrow',
            what: "shares, but an organisation's own policy can only narrow what is shared",
          }),
        ]
      : []),
  ];
}

function checkWithhold(clause: WithholdClause, draft: Instrument): readonly Refusal[] {
  const { classes, labels, from, to, purposes } = clause;
  const lists = { classes, labels, from, 'to.organizations': to?.organizations, 'to.roles': to?.roles, purposes };
  const ownStaff = draft.rank !== 'organisation' || to?.organizations !== undefined;
  return [
    ...empty(clause, lists),
    ...(ownStaff
      ? []
      : [
          rule(clause, {
            code: 'agreement.narrow',
            what: "must name the organisation's own staff: its policy narrows nobody else's sight",
          }),
        ]),
  ];
}

function mentioned(clause: Clause): readonly Parties[] {
  switch (clause.clause) {
    case 'share':
      return [clause.from, clause.to.organizations];
    case 'withhold':
      return [...(clause.from ? [clause.from] : []), ...(clause.to?.organizations ? [clause.to.organizations] : [])];
    case 'suspend':
      return [clause.by];
    case 'join':
      return [clause.agreedBy];
    default:
      return [];
  }
}

function strangers(clause: Clause, parties: Parties, draft: Instrument): readonly Refusal[] {
  const known = new Set(partiesOf(draft));
  return named(parties, draft)
    .filter((party) => !known.has(party))
    .map((party) => rule(clause, { code: 'agreement.stranger', what: `names ${party}, which is not a party` }));
}

function empty(
  clause: Clause,
  lists: Readonly<Record<string, Parties | readonly unknown[] | undefined>>,
): readonly Refusal[] {
  return Object.entries(lists)
    .filter(([, list]) => list !== undefined && list.length === 0)
    .map(([name]) => rule(clause, { code: 'agreement.empty', what: `names nothing under '${name}'` }));
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
    if (!byId.has(needed))
      return [rule(clause, { code: 'agreement.depends', what: `depends on '${needed}', which is not here` })];
    return circular(clause, byId)
      ? [rule(clause, { code: 'agreement.depends', what: 'depends on itself in a circle' })]
      : [];
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

function rule(clause: Clause, { code, what }: { readonly code: string; readonly what: string }): Refusal {
  return { code, type: 'business-rule', text: `Part ${clause.id} (${clause.clause}) ${what}.` };
}
