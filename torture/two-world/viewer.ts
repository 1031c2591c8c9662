import { type Access, classBits, confided, type Expr, labelBits, PURPOSES, relationshipBits, ROLES } from '#agreement';
import type { Random } from '#base';
import { compartmentOf } from '#repository';
import { randomExpr } from '../../src/repository/policy/generate.testing.ts';
import { chance, choose, PEOPLE } from '../../src/repository/search/world.testing.ts';

/** Organisations that write in these worlds; the first is the viewer's own. */
export const ORGANIZATIONS = ['Organization/own', 'Organization/two', 'Organization/three'];

export type Grant = {
  readonly person: string;
  readonly rel: number;
  readonly denyOrg: readonly number[];
  readonly denyLab: number;
  readonly denyCls: number;
  readonly holdCls: number;
};

/** Somebody who sees a part: what their seat gives them, and the people they know. */
export type Viewer = {
  readonly access: Omit<Access, 'viewer' | 'organization' | 'basis'>;
  readonly grants: readonly Grant[];
};

const RELATIONS = ['contributed', 'registered', 'team', 'referred', 'caseload'] as const;

/** Half of the viewers see what instruments of the usual shape give, half by an expression of any shape at all. */
export function randomViewer(random: Random): Viewer {
  const given = chance(random, 0.5) ? usualFilter(random) : randomExpr(random, 3);
  // Some people have told one in four of them something by name.
  const told = PEOPLE.filter(() => chance(random, 0.3)).map((person) => compartmentOf(`Patient/${person}`));
  const filter = chance(random, 0.25) ? confided(given, [{ places: told, labels: labelBits('hiv') }]) : given;
  const writes = chance(random, 0.7) ? 'own-people' : 'none';
  // Whoever writes about a person contributes to their record from then on, and may see more by it. That is no leak, so those
  // who may write have that relationship from the beginning.
  const had = writes === 'none' ? 0 : relationshipBits('contributed');
  const role = choose(
    random,
    ROLES.filter((one) => one !== 'system'),
  );
  return {
    access: {
      principal: `account/${Math.floor(random() * 9)}`,
      role,
      purpose: choose(random, PURPOSES),
      filter,
      writes,
      choosesIds: false,
    },
    grants: PEOPLE.filter(() => chance(random, 0.7)).map((person) => ({
      person,
      rel: had | relationshipBits(choose(random, RELATIONS), choose(random, RELATIONS)),
      denyOrg: chance(random, 0.25) ? [1 + Math.floor(random() * 3)] : [],
      denyLab: chance(random, 0.25) ? labelBits('hiv', 'mental-health') : 0,
      denyCls: chance(random, 0.25) ? classBits('results', 'medicines') : 0,
      holdCls: chance(random, 0.25) ? classBits('results', 'problems') : 0,
    })),
  };
}

/** Directory, one's own, and two agreements to share. */
function usualFilter(random: Random): Expr {
  const known = relationshipBits(...RELATIONS);
  const share = (): Expr => ({
    op: 'and',
    of: [
      { op: 'org', in: [choose(random, [2, 3])] },
      { op: 'class', bits: classBits('demographics', 'encounters', choose(random, ['results', 'problems'] as const)) },
      { op: 'unlabelled', bits: labelBits('hiv', 'mental-health', 'safeguarding') },
      { op: 'relationship', bits: relationshipBits(choose(random, RELATIONS), 'team') },
      { op: 'undenied' },
    ],
  });
  const own: Expr = {
    op: 'and',
    of: [{ op: 'org', in: [1] }, { op: 'relationship', bits: known }, { op: 'unrestricted' }],
  };
  return { op: 'or', of: [{ op: 'impersonal' }, own, share(), share()] };
}

/** The same filter with one clause taken out, as a mistake might; undefined where there is none to take. */
export function withoutClause(filter: Expr, random: Random): Expr | undefined {
  if (filter.op === 'and') {
    const gone = filter.of.findIndex(
      ({ op }) => op === choose(random, ['unlabelled', 'undenied', 'unrestricted', 'class', 'org']),
    );
    return gone < 0 ? undefined : { op: 'and', of: filter.of.filter((_, index) => index !== gone) };
  }
  if (filter.op !== 'or') return undefined;
  for (const [index, part] of filter.of.entries()) {
    const less = withoutClause(part, random);
    if (less) return { op: 'or', of: filter.of.map((one, place) => (place === index ? less : one)) };
  }
  return undefined;
}
