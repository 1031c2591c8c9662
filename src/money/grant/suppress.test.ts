import { fc } from '#testing/chance';
import { expect, test } from 'vitest';
import { isPartOf } from './nested.ts';
import { type CellDefinition, returnPack } from './pack.ts';
import { hiddenCells, nameOf } from './suppress.ts';

const FEW = 10;
const people = (id: string, of: readonly string[], more: Partial<CellDefinition> = {}): CellDefinition => ({
  id,
  words: id,
  counts: 'people',
  of,
  dataElement: id,
  ...more,
});
const CARE = people('care', ['visit'], { months: 12, by: ['sex', 'age'] });
const GOOD = people('good', ['visit'], { months: 12, latest: { of: 'bp', is: 'low', months: 3 }, by: ['sex'] });
const BOTH = people('both', ['visit', 'foot'], { months: 12, by: ['sex', 'age'] });
const PACK = { smallNumber: FEW, cells: [CARE, GOOD, BOTH] };
const cell = (name: string, part: string, value: number) => ({ cell: name, part, value, people: value });
const hiddenOf = (cells: readonly ReturnType<typeof cell>[]) => [...hiddenCells(cells, PACK)].sort();

test('of two figures that differ by few, the smaller is not told; by many or by nobody, both are', () => {
  expect(hiddenOf([cell('care', '', 60), cell('good', '', 57)])).toEqual(['good']);
  expect(hiddenOf([cell('care', '', 60), cell('good', '', 50)])).toEqual([]);
  expect(hiddenOf([cell('care', '', 60), cell('good', '', 60)])).toEqual([]);
});

test('parts are held against parts, and against what parts add up to', () => {
  const care = [
    cell('care', '', 100),
    cell('care', 'female 0-14', 30),
    cell('care', 'female 50+', 20),
    cell('care', 'male 50+', 50),
  ];
  const good = [cell('good', '', 78), cell('good', 'female', 48), cell('good', 'male', 30)];
  // Of 50 women 48 are controlled: neither they are told, nor the men, from whom and the whole they would be worked out.
  expect(hiddenOf([...care, ...good])).toEqual(['good female', 'good male']);
});

test('a figure is part of another by what it asks for, as far back as the other looks, or less', () => {
  expect([isPartOf(GOOD, CARE), isPartOf(BOTH, CARE), isPartOf(CARE, GOOD), isPartOf(BOTH, GOOD)]).toEqual([
    true,
    true,
    false,
    false,
  ]);
  expect(isPartOf(people('longer', ['visit'], { months: 24 }), CARE)).toBe(false);
  expect(isPartOf(people('now', ['visit']), CARE)).toBe(true);
  expect(isPartOf(people('visits', ['visit'], { counts: 'visits' }), CARE)).toBe(false);
  const measured = (id: string) => people(id, [], { measure: { id, part: 'met' } });
  expect([isPartOf(measured('one'), measured('two')), isPartOf(measured('one'), CARE)]).toEqual([true, false]);
});

test('the sets that ship have figures that are part of others', () => {
  const narrow = (id: string) => {
    const cells = returnPack(id, '1')?.cells ?? [];
    return cells.filter((one) => cells.some((other) => isPartOf(one, other))).map((one) => one.id);
  };
  expect(narrow('return-heart')).toEqual(['controlled', 'missed', 'joint']);
  expect(narrow('return-hiv')).toEqual(['screened', 'joint']);
});

type Person = { readonly sex: string; readonly age: string; readonly good: boolean; readonly foot: boolean };
const someone: fc.Arbitrary<Person> = fc.record({
  sex: fc.constantFrom('female', 'male', 'sex unknown'),
  age: fc.constantFrom('0-14', '15-24', '50+', 'age unknown'),
  // Most of them, so that figures differ by few.
  good: fc.integer({ min: 0, max: 9 }).map((n) => n > 0),
  foot: fc.integer({ min: 0, max: 19 }).map((n) => n > 0),
});

const SEXES = ['female', 'male', 'sex unknown'];
const AGES = ['0-14', '15-24', '50+', 'age unknown'];
const partsOf = (id: string) => (id === 'good' ? SEXES : SEXES.flatMap((sex) => AGES.map((age) => `${sex} ${age}`)));
const IN = { care: () => true, good: ({ good }: Person) => good, both: ({ foot }: Person) => foot };

function cellsFor(all: readonly Person[]) {
  return (['care', 'good', 'both'] as const).flatMap((id) => {
    const own = all.filter(IN[id]);
    const part = (name: string) => own.filter(({ sex, age }) => name === sex || name === `${sex} ${age}`).length;
    return [cell(id, '', own.length), ...partsOf(id).map((name) => cell(id, name, part(name)))];
  });
}

/** What somebody knows who adds and subtracts within each figure until nothing more follows. */
function worked(cells: ReturnType<typeof cellsFor>, hidden: ReadonlySet<string>): ReadonlyMap<string, number> {
  const known = new Map(cells.filter((one) => !hidden.has(nameOf(one))).map((one) => [nameOf(one), one.value]));
  for (const id of ['care', 'good', 'both']) {
    const names = cells.filter((one) => one.cell === id).map(nameOf);
    const missing = names.filter((name) => !known.has(name));
    const [one] = missing;
    const parts = names.filter((name) => name !== id);
    if (missing.length !== 1 || one === undefined) continue;
    const sum = parts.reduce((total, name) => total + (known.get(name) ?? 0), 0);
    known.set(one, one === id ? sum : (known.get(id) ?? 0) - sum);
  }
  return known;
}

test('whatever the figures, no few can be worked out within one, or by taking one from another, whole or part by part', () => {
  fc.assert(
    fc.property(fc.array(someone, { minLength: 60, maxLength: 400 }), (all) => {
      const cells = cellsFor(all);
      const known = worked(cells, hiddenCells(cells, PACK));
      for (const value of known.values()) expect(value > 0 && value < FEW).toBe(false);
      const of = (id: string, sex: string) => {
        const names = partsOf(id).filter((part) => part.startsWith(sex));
        const values = names.map((part) => known.get(`${id} ${part}`));
        return values.every((value) => value !== undefined) ? values.reduce((a, b) => a + b, 0) : undefined;
      };
      for (const narrow of ['good', 'both']) {
        const pairs = [
          [known.get(narrow), known.get('care')],
          ...SEXES.map((sex) => [of(narrow, sex), of('care', sex)]),
          ...(narrow === 'both'
            ? partsOf('both').map((part) => [known.get(`both ${part}`), known.get(`care ${part}`)])
            : []),
        ];
        for (const [less, more] of pairs)
          if (less !== undefined && more !== undefined)
            expect(more - less > 0 && more - less < FEW, JSON.stringify(cells)).toBe(false);
      }
    }),
  );
});
