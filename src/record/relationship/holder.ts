import { type Relationship, relationshipBits } from '#agreement';
import { dateRange } from '#fhir';
import { type Fields, listOf, type Period, textOf } from '../person/element.ts';

/** An organisation that a resource names as having to do with its person. */
export type Holder = {
  /** 'Organization/<id>', or 'system|value' of a business identifier. */
  readonly holder: string;
  readonly rel: number;
  /** Until when (ms); Infinity while open. */
  readonly until: number;
};

type Reference = {
  readonly reference?: string;
  readonly identifier?: { readonly system?: string; readonly value?: string };
};
type Rule = {
  readonly relationship: Relationship;
  readonly references: (fields: Fields) => readonly unknown[];
  /** Codes of `status` while it stands; absent: always. */
  readonly open?: readonly string[];
  readonly period?: string;
};

/** What each type says about who has to do with the person. A legitimate relationship stands in the record or does not exist. */
const RULES: Readonly<Record<string, Rule>> = {
  Patient: {
    relationship: 'registered',
    references: (fields) => [...listOf(fields['generalPractitioner']), fields['managingOrganization']],
  },
  CareTeam: {
    relationship: 'team',
    references: (fields) => [
      ...listOf<Fields>(fields['participant']).flatMap(({ member, onBehalfOf }) => [member, onBehalfOf]),
      ...listOf(fields['managingOrganization']),
    ],
    open: ['proposed', 'active'],
    period: 'period',
  },
  ServiceRequest: {
    relationship: 'referred',
    references: (fields) => [...listOf(fields['performer']), fields['requester']],
    open: ['active', 'on-hold'],
  },
  Task: {
    relationship: 'referred',
    references: (fields) => [fields['owner'], fields['requester']],
    open: ['requested', 'received', 'accepted', 'ready', 'in-progress', 'on-hold'],
  },
  EpisodeOfCare: {
    relationship: 'caseload',
    references: (fields) => [fields['managingOrganization']],
    open: ['planned', 'waitlist', 'active', 'onhold'],
    period: 'period',
  },
};

export const RELATIONSHIP_TYPES: readonly string[] = Object.keys(RULES);

/** The organisations that a resource gives a relationship with its person. */
export function holdersOf(fields: Fields): readonly Holder[] {
  const rule = RULES[textOf(fields, 'resourceType') ?? ''];
  if (rule === undefined) return [];
  if (rule.open && !rule.open.includes(textOf(fields, 'status') ?? '')) return [];
  const until = untilOf(rule, fields);
  const rel = relationshipBits(rule.relationship);
  const names = new Set(rule.references(fields).flatMap((reference) => nameOf(reference as Reference | undefined)));
  return [...names].map((holder) => ({ holder, rel, until }));
}

/** Every 'system|value' of an Organization. */
export function organizationIdentifiersOf(fields: Fields): readonly string[] {
  return [
    ...new Set(
      listOf<{ readonly system?: string; readonly value?: string }>(fields['identifier']).flatMap(
        ({ system, value }) => (system && value ? [`${system}|${value}`] : []),
      ),
    ),
  ];
}

function nameOf(reference: Reference | undefined): readonly string[] {
  const literal = /(?:^|\/)(Organization\/[A-Za-z0-9\-.]{1,64})(?:\/_history\/.*)?$/.exec(
    reference?.reference ?? '',
  )?.[1];
  const { system, value } = reference?.identifier ?? {};
  return [...(literal ? [literal] : []), ...(system && value ? [`${system}|${value}`] : [])];
}

function untilOf(rule: Rule, fields: Fields): number {
  const end = rule.period ? (fields[rule.period] as Period | undefined)?.end : undefined;
  return (end === undefined ? undefined : dateRange(end)?.hi) ?? Number.POSITIVE_INFINITY;
}
