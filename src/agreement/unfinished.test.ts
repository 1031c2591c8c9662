import { expect, test } from 'vitest';
import { CLAUSE_KINDS } from './clauses/clause.ts';
import { EACH, everything } from './clauses/sample.testing.ts';
import { render } from './render.ts';
import { clauseForm, renderUnfinished, type UnfinishedClause } from './unfinished.ts';

const instrument = everything();
const STRANGE = /undefined|NaN|1066|7{5}|object Object|null/;

test.each(CLAUSE_KINDS)(
  '%s: a finished clause has the words of render, one that was only begun has words too',
  (kind) => {
    const clause = EACH[kind];
    expect(renderUnfinished(clause as unknown as UnfinishedClause, instrument)).toBe(render(clause, instrument));
    const begun = renderUnfinished({ id: 'x', cites: '4.2', clause: kind }, instrument);
    expect(begun).toContain('…');
    expect(begun).not.toMatch(STRANGE);
  },
);

test.each(CLAUSE_KINDS)('%s: whatever member is missing or cannot be read, there are words', (kind) => {
  for (const spoilt of spoil(EACH[kind])) {
    const words = renderUnfinished({ ...(spoilt as object), id: 'x', cites: '4.2', clause: kind }, instrument);
    expect(words).not.toMatch(STRANGE);
    expect(words.length).toBeGreaterThan(10);
  }
});

test.each(CLAUSE_KINDS)('%s: its shape tells what a form is made of', (kind) => {
  const { form } = clauseForm(kind);
  expect(form.kind).toBe('object');
  expect(form.kind === 'object' && Object.keys(form.needed).slice(0, 3)).toEqual(['id', 'cites', 'clause']);
});

/** The value with each of its parts, at any depth, taken out or made something else. */
function* spoil(value: unknown): Generator<unknown> {
  if (typeof value !== 'object' || value === null) return;
  for (const key of Object.keys(value)) {
    for (const put of [undefined, 'x', '', 12, [], {}, 'twelve pounds']) yield replaced(value, key, put);
    for (const inner of spoil((value as Record<string, unknown>)[key])) yield replaced(value, key, inner);
  }
}

function replaced(value: object, key: string, put: unknown): unknown {
  if (Array.isArray(value)) return value.map((one, index) => (String(index) === key ? put : one));
  return { ...value, [key]: put };
}
