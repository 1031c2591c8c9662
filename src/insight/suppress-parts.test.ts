import { expect, test } from 'vitest';
import { fc } from '#testing/chance';
import type { Place, Tally } from './contract.ts';
import { nodesOf, type PlaceNode, practicesIn } from './place.ts';
import { hiddenPlaces, isSmall, knownPlaces } from './suppress.ts';
import { hiddenParts } from './suppress-parts.ts';

const SMALL = 10;
const STRATA = ['age:40-64', 'age:65-79', 'age:80+'];
const NOBODY: Tally = { met: 0, of: 0 };

/** Of each practice a tally a stratum, by locality. */
type World = readonly (readonly (readonly Tally[])[])[];

function counted(world: World) {
  const place = (id: string, level: Place['level']): Place => ({ id, name: id, level });
  const children = world.map((practices, n) => ({
    place: place(`l${n}`, 'locality'),
    children: practices.map((_, m) => ({ place: place(`p${n}-${m}`, 'practice'), children: [] })),
  }));
  const tree: PlaceNode = { place: place('all', 'partnership'), children };
  const practices = new Map(nodesOf(tree).map((node) => [node.place.id, practicesIn(node)]));
  const sum = (id: string, strata: readonly string[]): Tally =>
    (practices.get(id) ?? [])
      .flatMap((one) => strata.map((stratum) => of(one, stratum)))
      .reduce((all, one) => ({ met: all.met + one.met, of: all.of + one.of }), NOBODY);
  const of = (practice: string, stratum: string): Tally => {
    const [n = 0, m = 0] = practice.slice(1).split('-').map(Number);
    return world[n]?.[m]?.[STRATA.indexOf(stratum)] ?? NOBODY;
  };
  return {
    tree,
    whole: (id: string) => sum(id, STRATA),
    tallyOf: (id: string, stratum: string) => sum(id, [stratum]),
  };
}

function hiddenOf(world: World, own: ReadonlySet<string>) {
  const { tree, whole, tallyOf } = counted(world);
  const suppression = { own, smallNumber: SMALL };
  const already = hiddenPlaces(tree, whole, suppression);
  return { already, parts: hiddenParts({ tree, strata: STRATA, tallyOf, suppression, already }) };
}

const tallies = (min: number) =>
  fc
    .tuple(fc.integer({ min, max: 60 }), fc.nat(100))
    .map(([of, percent]): Tally => ({ of, met: Math.round((of * percent) / 100) }));
const worlds = (min: number) =>
  fc.array(
    fc.array(fc.array(tallies(min), { minLength: STRATA.length, maxLength: STRATA.length }), {
      minLength: 1,
      maxLength: 4,
    }),
    { minLength: 1, maxLength: 3 },
  );

test('whoever knows all of a stratum has it neither hidden nor hidden again without end', () => {
  const old = { met: 12, of: 30 };
  const { parts } = hiddenOf(
    [
      [
        [{ met: 20, of: 40 }, { met: 3, of: 14 }, old],
        [NOBODY, { met: 3, of: 24 }, NOBODY],
      ],
    ],
    new Set(['p0-0']),
  );
  expect([...(parts.get('age:80+') ?? [])]).toEqual(['p0-1']);
  expect([...(parts.get('age:65-79') ?? [])].sort()).toEqual(['all', 'l0', 'p0-1']);
});

test('of strata everything small is hidden that the viewer does not know, and nothing that they do', () => {
  fc.assert(
    fc.property(worlds(0), fc.boolean(), (world, knowsOne) => {
      const { tree, tallyOf } = counted(world);
      const own = new Set(knowsOne ? ['p0-0'] : []);
      const { parts } = hiddenOf(world, own);
      for (const stratum of STRATA) {
        const known = knownPlaces(tree, own, (id) => tallyOf(id, stratum));
        for (const { place } of nodesOf(tree)) {
          const small = isSmall(tallyOf(place.id, stratum), SMALL);
          if (known.has(place.id)) expect(parts.get(stratum)).not.toContain(place.id);
          else if (small) expect(parts.get(stratum)).toContain(place.id);
        }
      }
    }),
    { numRuns: 500 },
  );
});

test('no hidden figure of a stratum can be worked out from those told', () => {
  fc.assert(
    fc.property(worlds(1), (world) => {
      const { tree } = counted(world);
      const { already, parts } = hiddenOf(world, new Set());
      const name = (place: string, stratum: string) => `${place} ${stratum}`;
      const hidden = STRATA.flatMap((stratum) => [...(parts.get(stratum) ?? [])].map((place) => name(place, stratum)));
      const unknown = new Set([...hidden, ...[...already].map((place) => name(place, ''))]);
      const sums = nodesOf(tree).flatMap(({ place: { id }, children }) => [
        [name(id, ''), ...STRATA.map((stratum) => name(id, stratum))],
        ...(children.length === 0 ? [] : ['', ...STRATA]).map((stratum) => [
          name(id, stratum),
          ...children.map((child) => name(child.place.id, stratum)),
        ]),
      ]);
      for (let found = true; found; ) {
        found = false;
        for (const one of sums) {
          const open = one.filter((each) => unknown.has(each));
          if (open.length === 1) found = unknown.delete(open[0] ?? '');
        }
      }
      expect(hidden.filter((one) => !unknown.has(one))).toEqual([]);
    }),
    { numRuns: 500 },
  );
});
