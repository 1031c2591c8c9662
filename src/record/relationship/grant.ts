import { type Purpose, relationshipBits } from '#agreement';
import type { AccessGrant, Compartment } from '#repository';

/** One organisation's relationship with a person, from one resource of theirs. */
export type Bond = { readonly viewer: number; readonly rel: number; readonly until: number };

export type PersonBonds = {
  readonly compartments: readonly Compartment[];
  readonly bonds: readonly Bond[];
  /** Viewers that plan for the population this person belongs to. */
  readonly planners: readonly number[];
  /** Openings in an emergency that run, each with a viewer of its own. */
  readonly openings: readonly { readonly viewer: number; readonly until: number }[];
  /** The viewer of the person's own record. */
  readonly self: number;
};

const CONTRIBUTED = relationshipBits('contributed');

/**
 * The access rows of one person: whoever has a relationship with them has it with the whole of their record, in every
 * compartment; what of it they see is for the instruments. Care and audit of one's own records go by relationships, planning
 * (and the audit of a whole partnership) by the population, and the person is themself.
 */
export function grantsOf({ compartments, bonds, planners, openings, self }: PersonBonds): readonly AccessGrant[] {
  const care = new Map<number, { rel: number; until: number }>();
  for (const { viewer, rel, until } of bonds) {
    const before = care.get(viewer) ?? { rel: 0, until: Number.NEGATIVE_INFINITY };
    care.set(viewer, { rel: before.rel | rel, until: Math.max(before.until, until) });
  }
  const rows = [
    ...[...care].map(([viewer, bond]) => row(viewer, 'direct-care', bond.rel, bond.until)),
    ...auditors(care, planners).map(([viewer, rel]) => row(viewer, 'audit', rel)),
    ...openings.map(({ viewer, until }) => row(viewer, 'direct-care', relationshipBits('emergency'), until)),
    ...planners.map((viewer) => row(viewer, 'planning', relationshipBits('population'))),
    row(self, 'own-record', relationshipBits('self')),
  ];
  return compartments.flatMap(({ bkt, cmp }) => rows.map((grant) => ({ bkt, cmp, ...grant })));
}

/**
 * Who answers for how a record is used: whoever contributed to it, and those that plan for the population, if what was signed gives
 * their information governance anything of it.
 */
function auditors(care: ReadonlyMap<number, { readonly rel: number }>, planners: readonly number[]) {
  const found = new Map<number, number>();
  for (const [viewer, { rel }] of care) if ((rel & CONTRIBUTED) !== 0) found.set(viewer, CONTRIBUTED);
  for (const viewer of planners) found.set(viewer, (found.get(viewer) ?? 0) | relationshipBits('population'));
  return [...found];
}

function row(
  viewer: number,
  purpose: Purpose,
  rel: number,
  until = Number.POSITIVE_INFINITY,
): Omit<AccessGrant, 'bkt' | 'cmp'> {
  return { viewer, purpose, rel, ...(Number.isFinite(until) ? { until: new Date(until) } : {}) };
}
