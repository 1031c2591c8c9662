import type { AccessRow, PolicyRow } from '../access.ts';
import { type Expr, holds } from '../expr.ts';
import { type KeyOf, ways } from '../filter.ts';
import type { PartyRef } from '../instrument.ts';
import type { Grant, Origin, Policy } from '../policy.ts';
import type { Purpose, Role } from '../words.ts';
import { meetingsOf, type Meeting } from './overlap.ts';

/** An organisation that may look at a person, with what is kept for it and that person, by purpose. */
export type Looker = {
  readonly organization: PartyRef;
  readonly key: number;
  readonly rows: ReadonlyMap<Purpose, AccessRow>;
};

/** A paragraph by which an item is seen: by whose staff, in which roles, for what. */
export type SeenBy = {
  readonly origin: Origin;
  readonly organization: PartyRef;
  readonly roles: readonly Role[];
  readonly purpose: Purpose;
};

/** Every seat that what was agreed lets look at one person, ready to be asked about their items. */
export type Seats = {
  readonly ways: readonly (Omit<SeenBy, 'roles'> & {
    readonly role: Role;
    readonly expr: Expr;
    readonly row: AccessRow;
  })[];
};

export function seatsOn(policy: Policy, lookers: readonly Looker[], keyOf: KeyOf): Seats {
  const wanted = new Map<Purpose, Set<Role>>();
  for (const { purpose, roles } of policy.grants)
    wanted.set(purpose, new Set([...(wanted.get(purpose) ?? []), ...roles]));
  const found = lookers.flatMap(({ organization, key, rows }) =>
    [...rows].flatMap(([purpose, row]) =>
      [...(wanted.get(purpose) ?? [])].flatMap((role) =>
        ways(policy, { organization: key, role, purpose }, keyOf).flatMap(({ kind, origin, conditions }) => {
          if (kind !== 'shared' || origin === undefined) return [];
          const expr: Expr = { op: 'and', of: conditions.map((condition) => condition.expr) };
          return [{ origin, organization, role, purpose, expr, row }];
        }),
      ),
    ),
  );
  return { ways: found };
}

/** By which paragraphs an item is seen, and by whom: by the very conditions that the queries carry. */
export function seenUnder({ ways: all }: Seats, item: PolicyRow): readonly SeenBy[] {
  const found = new Map<string, SeenBy>();
  for (const { origin, organization, role, purpose, expr, row } of all) {
    if (!holds(expr, item, row)) continue;
    const key = `${origin.instrument} ${origin.version} ${origin.clause} ${organization} ${purpose}`;
    const roles = [...(found.get(key)?.roles ?? []), role];
    found.set(key, { origin, organization, purpose, roles });
  }
  return [...found.values()];
}

/** Where what lets some items be seen meets what keeps them back: which wins, and why. */
export function meetingsAbout(
  policy: Policy,
  items: readonly Pick<PolicyRow, 'org' | 'cls'>[],
  keyOf: KeyOf,
): readonly Meeting[] {
  const classes = items.reduce((bits, { cls }) => bits | (1 << cls), 0);
  const recorded = (from: readonly PartyRef[] | undefined) =>
    from === undefined || items.some(({ org }) => from.some((one) => keyOf(one) === org));
  const about = <T extends Pick<Grant, 'classes'> & { readonly from?: readonly PartyRef[] }>(one: T) =>
    (one.classes & classes) !== 0 && recorded(one.from);
  return meetingsOf(policy.prohibitions.filter(about), policy.grants.filter(about));
}
