import { expect, test } from 'vitest';
import { fc } from '#testing/chance';
import type { Place, Tally } from './contract.ts';
import { nodesOf, type PlaceNode, practicesIn } from './place.ts';
import { hiddenPlaces, isSmall } from './suppress.ts';

const SMALL = 10;
const place = (id: string, level: Place['level']): Place => ({ id, name: id, level });

function treeOf(localities: readonly (readonly Tally[])[]): { tree: PlaceNode; tallies: Map<string, Tally> } {
  const tallies = new Map<string, Tally>();
  const sum = (nodes: readonly PlaceNode[]) =>
    nodes.reduce(
      (all, { place: { id } }) => ({
        met: all.met + (tallies.get(id)?.met ?? 0),
        of: all.of + (tallies.get(id)?.of ?? 0),
      }),
      { met: 0, of: 0 },
    );
  const children = localities.map((practices, n) => {
    const below = practices.map((tally, m) => {
      tallies.set(`p${n}-${m}`, tally);
      return { place: place(`p${n}-${m}`, 'practice'), children: [] };
    });
    tallies.set(`l${n}`, sum(below));
    return { place: place(`l${n}`, 'locality'), children: below };
  });
  tallies.set('all', sum(children));
  return { tree: { place: place('all', 'partnership'), children }, tallies };
}

const tally = fc
  .tuple(fc.integer({ min: 0, max: 60 }), fc.nat(100))
  .map(([of, percent]): Tally => ({ of, met: Math.round((of * percent) / 100) }));
const world = fc.array(fc.array(tally, { minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 4 });

test('hides what is small, and tells what is nobody', () => {
  expect(isSmall({ met: 3, of: 40 }, SMALL)).toBe(true);
  expect(isSmall({ met: 38, of: 40 }, SMALL)).toBe(true);
  expect(isSmall({ met: 4, of: 8 }, SMALL)).toBe(true);
  expect(isSmall({ met: 10, of: 20 }, SMALL)).toBe(false);
  expect(isSmall({ met: 0, of: 40 }, SMALL)).toBe(false);
  expect(isSmall({ met: 0, of: 0 }, SMALL)).toBe(false);
});

test('hides the next smallest beside the only small one', () => {
  const { tree, tallies } = treeOf([
    [
      { met: 3, of: 40 },
      { met: 20, of: 50 },
      { met: 20, of: 45 },
    ],
    [{ met: 30, of: 60 }],
  ]);
  const hidden = hiddenPlaces(tree, (id) => tallies.get(id) as Tally, { own: new Set(), smallNumber: SMALL });
  expect([...hidden].sort()).toEqual(['p0-0', 'p0-2']);
});

test('hides the locality where it has no second practice to hide', () => {
  const { tree, tallies } = treeOf([
    [{ met: 3, of: 40 }],
    [
      { met: 30, of: 60 },
      { met: 30, of: 50 },
    ],
  ]);
  const hidden = hiddenPlaces(tree, (id) => tallies.get(id) as Tally, { own: new Set(), smallNumber: SMALL });
  expect([...hidden].sort()).toEqual(['l0', 'l1', 'p0-0', 'p1-1']);
});

test('no hidden figure can be worked out from those told and those the viewer knows', () => {
  fc.assert(
    fc.property(world, fc.boolean(), (localities, knowsOne) => {
      const { tree, tallies } = treeOf(localities);
      const own = new Set(knowsOne ? ['p0-0'] : []);
      const hidden = hiddenPlaces(tree, (id) => tallies.get(id) as Tally, { own, smallNumber: SMALL });
      const unknown = new Set(hidden);
      // A sum with one unknown gives it away; and what it gives away may give away the next.
      for (let found = true; found; ) {
        found = false;
        for (const node of nodesOf(tree).filter(({ children }) => children.length > 0)) {
          const parts = node.children.filter((child) => (tallies.get(child.place.id)?.of ?? 0) > 0);
          const open = [node, ...parts].filter((one) => unknown.has(one.place.id));
          if (open.length === 1) found = unknown.delete(open[0]?.place.id ?? '');
        }
      }
      expect([...unknown].sort()).toEqual([...hidden].sort());
      for (const node of nodesOf(tree)) {
        const counted = practicesIn(node).filter((id) => (tallies.get(id)?.of ?? 0) > 0);
        const others = counted.some((id) => !own.has(id));
        if (others && isSmall(tallies.get(node.place.id) as Tally, SMALL)) expect(hidden).toContain(node.place.id);
      }
      for (const id of own) expect(hidden).not.toContain(id);
    }),
    { numRuns: 1_000 },
  );
});
