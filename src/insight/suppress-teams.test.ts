import { expect, test } from 'vitest';
import { fc } from '#testing/chance';
import type { Tally } from './contract.ts';
import { nodesOf, type PlaceNode, practicesIn } from './place.ts';
import { hiddenPlaces, isSmall } from './suppress.ts';
import { hiddenTeams } from './suppress-teams.ts';

const SMALL = 5;
const TEAMS = ['t0', 't1', 't2'];

/** So many people of one practice who are in the same teams, with or without what is asked for. */
type Some = { readonly practice: number; readonly teams: number; readonly met: boolean; readonly people: number };

const world = fc.array(
  fc.record({
    practice: fc.nat(3),
    // Each team a bit; most people are in none or one.
    teams: fc.constantFrom(0, 0, 1, 1, 2, 2, 4, 3, 7),
    met: fc.boolean(),
    people: fc.oneof(fc.nat(4), fc.integer({ min: 5, max: 30 })),
  }),
  { minLength: 1, maxLength: 14 },
);

const leaf = (n: number): PlaceNode => ({ place: { id: `p${n}`, name: `p${n}`, level: 'practice' }, children: [] });
const tree: PlaceNode = {
  place: { id: 'all', name: 'all', level: 'partnership' },
  children: [
    { place: { id: 'l0', name: 'l0', level: 'locality' }, children: [leaf(0), leaf(1)] },
    { place: { id: 'l1', name: 'l1', level: 'locality' }, children: [leaf(2)] },
    leaf(3),
  ],
};

function tallyOf(groups: readonly Some[], of: (one: Some) => boolean): Tally {
  const own = groups.filter(of);
  const sum = (some: readonly Some[]) => some.reduce((all, { people }) => all + people, 0);
  return { of: sum(own), met: sum(own.filter(({ met }) => met)) };
}

const inTeam = (team: string) => (one: Some) => ((one.teams >> TEAMS.indexOf(team)) & 1) === 1;
const atPlace = (node: PlaceNode) => {
  const practices = new Set(practicesIn(node));
  return (one: Some) => practices.has(`p${one.practice}`);
};

function judged(groups: readonly Some[], own: ReadonlySet<string>) {
  const suppression = { own, smallNumber: SMALL };
  const nodes = new Map(nodesOf(tree).map((node) => [node.place.id, atPlace(node)]));
  const places = (id: string) => nodes.get(id) ?? (() => false);
  const hidden = hiddenPlaces(tree, (id) => tallyOf(groups, places(id)), suppression);
  const teams = TEAMS.map((id, at) => ({
    id,
    of: at === 2 ? 2 : 1,
    practices: ['p0', 'p1', 'p2', 'p3'].filter((p) => groups.some((one) => places(p)(one) && inTeam(id)(one))),
  }));
  const gone = hiddenTeams({
    tree,
    teams,
    practice: (id) => tallyOf(groups, places(id)),
    part: (team, id) => tallyOf(groups, (one) => places(id)(one) && inTeam(team)(one)),
    hidden,
    suppression,
  });
  return { hidden, gone, places };
}

const people = (practice: number, teams: number, met: number, not: number): readonly Some[] => [
  { practice, teams, met: true, people: met },
  { practice, teams, met: false, people: not },
];

test('a team is told where it leaves enough of everybody', () => {
  const { gone } = judged([...people(0, 1, 20, 20), ...people(0, 0, 30, 30), ...people(2, 0, 30, 30)], new Set());
  expect([...gone]).toEqual([]);
});

test('a team of all but a few of a practice is not told, as they could be worked out', () => {
  const groups = [...people(0, 1, 20, 20), ...people(0, 0, 8, 2), ...people(1, 0, 30, 30), ...people(2, 0, 30, 30)];
  expect([...judged(groups, new Set()).gone]).toEqual(['t0']);
  expect([...judged(groups, new Set(['t0'])).gone]).toEqual([]);
});

test('a team that is a practice and few others is not told', () => {
  const groups = [...people(0, 1, 20, 20), ...people(1, 1, 3, 0), ...people(1, 0, 30, 30), ...people(2, 0, 30, 30)];
  expect([...judged(groups, new Set()).gone]).toEqual(['t0']);
});

test('who knows the people of a practice is not told a team of these and few others', () => {
  const groups = [...people(0, 1, 10, 10), ...people(0, 0, 30, 30), ...people(1, 1, 3, 1), ...people(1, 0, 30, 30)];
  expect([...judged(groups, new Set()).gone]).toEqual([]);
  expect([...judged(groups, new Set(['p0'])).gone]).toEqual(['t0']);
});

test('of two teams that differ by few the smaller is not told; of two that leave few together the smaller neither', () => {
  const around = [...people(0, 0, 60, 60), ...people(2, 0, 60, 60)];
  expect([...judged([...around, ...people(0, 3, 20, 20), ...people(0, 2, 2, 0)], new Set()).gone]).toEqual(['t0']);
  const apart = [...people(0, 1, 20, 20), ...people(0, 2, 30, 30), ...people(0, 0, 0, 3), ...people(2, 0, 60, 60)];
  expect([...judged(apart, new Set()).gone]).toEqual(['t0']);
});

/** Choices of places that are told and share nobody, each as the groups that are in it, a bit each. */
function choicesOf(open: readonly PlaceNode[], bitsOf: (of: (one: Some) => boolean) => number): readonly number[] {
  return Array.from({ length: 1 << open.length }, (_, choice) => {
    const chosen = open.filter((_place, at) => (choice >> at) & 1);
    const practices = chosen.flatMap(practicesIn);
    const apart = new Set(practices).size === practices.length;
    return apart ? [bitsOf((one) => practices.includes(`p${one.practice}`))] : [];
  }).flat();
}

test('of places and teams that are told none leaves few of another or of others together', () => {
  let told = 0;
  fc.assert(
    fc.property(world, fc.boolean(), (all, knowsOne) => {
      const groups: readonly Some[] = all.filter((one) => one.people > 0);
      const own = new Set(knowsOne ? ['p0'] : []);
      const { hidden, gone } = judged(groups, own);
      const bitsOf = (of: (one: Some) => boolean) =>
        groups.reduce((bits, one, at) => (of(one) ? bits | (1 << at) : bits), 0);
      const few = (bits: number) =>
        isSmall(
          tallyOf(groups, (one) => ((bits >> groups.indexOf(one)) & 1) === 1),
          SMALL,
        );
      const unknown = bitsOf((one) => !own.has(`p${one.practice}`));
      const choices = choicesOf(
        nodesOf(tree).filter(({ place }) => !hidden.has(place.id)),
        bitsOf,
      );
      // What places leave of one another is the tree's own business.
      const ofTree = new Set(choices.flatMap((more) => choices.map((less) => more & ~less & unknown)));
      const fewOfTree = [...ofTree].filter((bits) => bits !== 0 && few(bits));
      const checked = (bits: number) => ofTree.has(bits) || !few(bits) || fewOfTree.some((own) => (own & ~bits) === 0);
      const shown = TEAMS.map((id) => ({ id, bits: bitsOf(inTeam(id)) })).filter(
        ({ id, bits }) => bits !== 0 && !gone.has(id),
      );
      told += shown.length;
      for (const { bits } of shown) {
        expect(few(bits)).toBe(false);
        for (const at of ofTree) {
          if ((bits & ~at & unknown) === 0) expect(checked(at & ~bits & unknown)).toBe(true);
          if ((at & ~bits & unknown) === 0) expect(checked(bits & ~at & unknown)).toBe(true);
        }
        for (const other of shown) if ((bits & ~other.bits) === 0) expect(few(other.bits & ~bits)).toBe(false);
      }
    }),
    { numRuns: 200 },
  );
  expect(told).toBeGreaterThan(100);
});
