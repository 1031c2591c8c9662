import type { Amount, Role } from '#agreement';
import { type Day, plusMonths } from '#base';

/** What somebody is to a decision of their organisation. */
export const RIGHT_WAYS = ['decides', 'must-agree', 'advises', 'informed'] as const;
export type RightWay = (typeof RIGHT_WAYS)[number];

/** Who may say yes, as an organisation says of itself: a role, up to which amount, who stands in. */
export type Right = {
  readonly way: RightWay;
  readonly role: Role;
  readonly upTo?: Amount;
  readonly deputy?: { readonly role: Role; readonly upTo?: Amount };
  /** The meeting of the organisation at which it is decided, where it is not one person's word. */
  readonly evidence: string;
};

/** What was done about the rights of one organisation on one topic. A right is known by its way and role. */
export type RightSaid =
  | ({ readonly did: 'set' } & Right)
  | { readonly did: 'confirmed'; readonly way: RightWay; readonly role: Role }
  | { readonly did: 'ended'; readonly way: RightWay; readonly role: Role; readonly reason: string };

export type RightDeed = {
  readonly of: string;
  readonly topic: string;
  readonly at: Date;
  readonly by: string;
  readonly said: RightSaid;
};

export type StandingRight = Right & {
  readonly of: string;
  readonly topic: string;
  /** How often it was set or confirmed: names what is asked for next. */
  readonly round: number;
  /** Absent until the organisation itself has said that it is so. */
  readonly confirmed?: { readonly at: Date; readonly by: string };
};

/** The rights that stand, from all deeds in order. What is set anew has to be confirmed anew. */
export function standingRights(deeds: readonly RightDeed[]): readonly StandingRight[] {
  const rights = new Map<string, StandingRight>();
  const rounds = new Map<string, number>();
  for (const { of, topic, at, by, said } of deeds) {
    const key = rightKey({ of, topic, way: said.way, role: said.role });
    const round = (rounds.get(key) ?? 0) + 1;
    rounds.set(key, round);
    const known = rights.get(key);
    if (said.did === 'ended') rights.delete(key);
    else if (said.did === 'confirmed') {
      if (known) rights.set(key, { ...known, round, confirmed: { at, by } });
    } else {
      const { did: _, ...right } = said;
      rights.set(key, { ...right, of, topic, round });
    }
  }
  return [...rights.values()];
}

export function rightKey({ of, topic, way, role }: Pick<StandingRight, 'of' | 'topic' | 'way' | 'role'>): string {
  return `${of}|${topic}|${way}|${role}`;
}

export const FRESH_MONTHS = 6;

/** Nobody has confirmed it for six months, or ever. */
export function isStale(confirmedOn: Day | undefined, today: Day): boolean {
  return confirmedOn === undefined || plusMonths(confirmedOn, FRESH_MONTHS) <= today;
}
