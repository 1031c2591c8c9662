import { fc } from '#testing/chance';
import { expect, test } from 'vitest';
import { check, complaintsOf } from './check.ts';
import { compile } from './compile.ts';
import { fieldsOf, isTicked, isTyped, placesFrom } from './fields.ts';
import { anyQuestionnaire, anythingTyped } from './made-up.testing.ts';
import { baseOf, everyPlace, itemsOf, placesOf } from './place.ts';
import { pathsIn } from './path.ts';
import { settle } from './settle.ts';
import type { GivenItem, Place, Program } from './types.ts';

const RUNS = { numRuns: 60 };

function read(questionnaire: unknown): Program {
  const program = compile(questionnaire);
  if (!program.ok) throw new Error(program.refusals[0].text);
  return program.value;
}

/** Somebody who types whatever comes to mind into every field there is, adding rows. */
function filled(program: Program, typed: readonly string[]): URLSearchParams {
  let fields = new URLSearchParams();
  for (let round = 0; round < 3; round += 1) {
    const next = new URLSearchParams(fields);
    everyPlace(placesFrom(program, fields).places).forEach((place, index) => fill(next, place, typed, index + round));
    fields = next;
  }
  return fields;
}

function fill(fields: URLSearchParams, place: Place, typed: readonly string[], at: number): void {
  const { item, key, parent } = place;
  const word = typed[at % typed.length] ?? '';
  const base = baseOf(parent, item);
  if (item.repeats && !isTicked(item)) fields.set(`${base}:rows`, String(1 + (at % 3)));
  if (!isTyped(item)) return;
  if (isTicked(item)) fields.set(`${base}:*`, word);
  else fields.set(key, word);
}

const forms = fc.tuple(anyQuestionnaire, fc.array(anythingTyped, { minLength: 1, maxLength: 12 }));

test('what is not asked is never kept, and leaving it out changes nothing', () => {
  fc.assert(
    fc.property(forms, ([questionnaire, typed]) => {
      const program = read(questionnaire);
      const { places } = placesFrom(program, filled(program, typed));
      const settled = settle(program, places);
      const again = settle(program, placesOf(program, settled.items).places);
      expect(again.items).toEqual(settled.items);
      for (const place of everyPlace(places)) {
        if (place.parent && settled.asked.has(place)) expect(settled.asked.has(place.parent)).toBe(true);
      }
      const kept = itemsOf(places, settled.asked);
      expect(kept).toEqual(settled.items);
    }),
    RUNS,
  );
});

test('what a form can send is accepted, or complained of by name in the form too', () => {
  fc.assert(
    fc.property(forms, fc.boolean(), ([questionnaire, typed], complete) => {
      const program = read(questionnaire);
      const { places } = placesFrom(program, filled(program, typed));
      const settled = settle(program, places);
      const here = complaintsOf(settled, complete).map(({ linkId, rule }) => `${linkId} ${rule}`);
      const response = { status: complete ? 'completed' : 'in-progress', item: settled.items };
      const there = check(program, JSON.parse(JSON.stringify(response)) as Record<string, unknown>);
      // Rows that were left empty are not sent: whatever is said of the rest is said of the same items.
      const names = new Set(there.map(({ linkId, rule }) => `${linkId} ${rule}`));
      for (const name of names) expect(here).toContain(name);
      if (here.every((name) => name.endsWith('required')))
        expect([...names].every((name) => name.endsWith('required'))).toBe(true);
    }),
    RUNS,
  );
});

test('fields, response and fields again are the same', () => {
  fc.assert(
    fc.property(forms, ([questionnaire, typed]) => {
      const program = read(questionnaire);
      const settled = settle(program, placesFrom(program, filled(program, typed)).places);
      const fields = fieldsOf(placesOf(program, settled.items).places);
      const again = settle(program, placesFrom(program, fields).places);
      expect(again.items).toEqual(settled.items);
      expect(fieldsOf(placesOf(program, again.items).places).toString()).toBe(fields.toString());
    }),
    RUNS,
  );
});

test('a total is the sum of what is asked, and another total is not believed', () => {
  fc.assert(
    fc.property(forms, ([questionnaire, typed]) => {
      const program = read(questionnaire);
      const { items } = settle(program, placesFrom(program, filled(program, typed)).places);
      const numbers = items.find(({ linkId }) => linkId === 'n0')?.answer ?? [];
      const sum = numbers.reduce((total, answer) => total + Number(answer['valueInteger']), 1);
      const total = items.find(({ linkId }) => linkId === 'total')?.answer?.[0];
      if (numbers.length === 0) {
        expect(total).toBeUndefined();
        return;
      }
      expect(total).toEqual({ valueInteger: sum });
      const forged: readonly GivenItem[] = items.map((item) =>
        item.linkId === 'total' ? { ...item, answer: [{ valueInteger: sum + 1 }] } : item,
      );
      const rules = check(program, { status: 'in-progress', item: forged }).map(({ rule }) => rule);
      expect(rules).toContain('calculated');
    }),
    RUNS,
  );
});

const anything = fc.letrec<{ item: object }>((tie) => ({
  item: fc.record(
    {
      linkId: fc.constantFrom('n0', 'total', 'q1', 'q2', 'q3', 'elsewhere'),
      answer: fc.array(
        fc.oneof(
          fc.record({ valueInteger: fc.integer() }),
          fc.record({ valueString: fc.string() }),
          fc.record({ valueBoolean: fc.boolean(), item: fc.array(tie('item'), { maxLength: 1 }) }),
        ),
        { maxLength: 2 },
      ),
      item: fc.array(tie('item'), { maxLength: 2 }),
    },
    { requiredKeys: ['linkId'] },
  ),
})).item;

test('whatever is answered is looked at without stopping, and each complaint has a place that is there', () => {
  fc.assert(
    fc.property(anyQuestionnaire, fc.array(anything, { maxLength: 4 }), (questionnaire, item) => {
      const program = read(questionnaire);
      const response = { status: 'completed', item };
      const pathOf = pathsIn(program, response);
      for (const complaint of check(program, response)) {
        const steps = [...pathOf(complaint).matchAll(/(item|answer)\[(\d+)\]/g)];
        const at = steps.reduce<unknown>(
          (of, [, name = '', index]) => (of as Record<string, readonly unknown[]>)[name]?.[Number(index)],
          response,
        );
        expect(at).toBeDefined();
      }
    }),
    RUNS,
  );
});
