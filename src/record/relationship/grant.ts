import { type Purpose, relationshipBits } from '#agreement';
import type { AccessGrant, Compartment } from '#repository';

/** One organisation's relationship with a person, from one resource of theirs. */
export type Bond = { readonly viewer: number; readonly rel: number; readonly until: number };

export type PersonBonds = {
  readonly compartments: readonly Compartment[];
  readonly bonds: readonly Bond[];
  /** Viewers that plan for the population this person belongs to. */
  readonly planners: readonly number[];
  /** The viewer of the person's own record. */
  readonly self: number;
};

const CONTRIBUTED = relationshipBits('contributed');

/**
 * The access rows of one person: whoever has a relationship with them has it with the whole of their record, in every
 * compartment; what of it they see is for the instruments. Care and audit of one's own records go by relationships, planning
 * by the population, and the person is themself.
 */
export function grantsOf({ compartments, bonds, planners, self }: PersonBonds): readonly AccessGrant[] {
  const care = new Map<number, { rel: number; until: number }>();
  for (const { viewer, rel, until } of bonds) {
    const before = care.get(viewer) ?? { rel: 0, until: Number.NEGATIVE_INFINITY };
    care.set(viewer, { rel: before.rel | rel, until: Math.max(before.until, until) });
  }
  const rows = [
    ...[...care].map(([viewer, bond]) => row(viewer, 'direct-care', bond.rel, bond.until)),
    ...[...care].flatMap(([viewer, { rel }]) => ((rel & CONTRIBUTED) === 0 ? [] : [row(viewer, 'audit', CONTRIBUTED)])),
    ...planners.map((viewer) => row(viewer, 'planning', relationshipBits('population'))),
    row(self, 'own-record', relationshipBits('self')),
  ];
  return compartments.flatMap(({ bkt, cmp }) => rows.map((grant) => ({ bkt, cmp, ...grant })));
}

function row(
  viewer: number,
  purpose: Purpose,
  rel: number,
  until = Number.POSITIVE_INFINITY,
): Omit<AccessGrant, 'bkt' | 'cmp'> {
  return { viewer, purpose, rel, ...(Number.isFinite(until) ? { until: new Date(until) } : {}) };
}
