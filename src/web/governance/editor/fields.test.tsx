import { CLAUSE_KINDS, clauseForm, type Form, type Shape, type UnfinishedClause } from '#agreement';
import { renderToString } from 'preact-render-to-string';
import { expect, test } from 'vitest';
import { EACH, everything } from '../../../agreement/clauses/sample.testing.ts';
import { choiceWords, hasWords } from './choices.ts';
import type { Around } from './field-kinds.tsx';
import { Fields } from './fields.tsx';
import { KIND_LABELS, labelOf, MEMBER_LABELS } from './labels.ts';
import { writtenClause } from './part.tsx';

const { parties, text } = everything();
const around: Around = {
  parties,
  others: [],
  paragraphs: text.map(({ id }) => ({ id, words: id })),
  clauses: [],
  faults: new Map(),
};

const drawn = (clause: UnfinishedClause) => {
  const { form } = clauseForm(clause.clause);
  if (form.kind !== 'object') throw new Error('a clause is an object');
  return renderToString(
    <Fields form={form} path={[clause.clause]} name="" value={clause} around={around} without={['id', 'clause']} />,
  );
};

test.each(CLAUSE_KINDS)('%s: what the form shows, sent back unchanged, is the clause again', (kind) => {
  const clause = EACH[kind] as unknown as UnfinishedClause;
  expect(writtenClause(sent(drawn(clause)), clause)).toEqual(clause);
});

test.each(CLAUSE_KINDS)('%s: every field has words, and every choice', (kind) => {
  expect(KIND_LABELS[kind].every((words) => words.length > 5)).toBe(true);
  for (const path of pathsOf(clauseForm(kind), [kind])) {
    expect(labelOf(path.names), path.names.join('.')).not.toEqual([path.names.at(-1)]);
    if (path.choice) expect(hasWords(path.names), path.names.join('.')).toBe(true);
  }
});

test('a row is added, moved and taken out, and nothing else that was typed is lost', () => {
  const clause = EACH.leave as unknown as UnfinishedClause;
  const after = (rows: string, typed: Readonly<Record<string, string>> = {}) => {
    const form = sent(drawn(clause));
    form.set('rows', rows);
    for (const [name, value] of Object.entries(typed)) form.set(name, value);
    return writtenClause(form, clause) as unknown as {
      readonly exitPlan: readonly { readonly matter?: string }[];
      readonly noticeDays: unknown;
    };
  };
  const matters = (rows: string) => after(rows).exitPlan.map(({ matter }) => matter);
  expect(matters('add:exitPlan')).toEqual(['records', 'money', 'tasks', 'people-told', undefined]);
  expect(matters('up:exitPlan.2')).toEqual(['records', 'tasks', 'money', 'people-told']);
  expect(matters('down:exitPlan.0')).toEqual(['money', 'records', 'tasks', 'people-told']);
  expect(matters('remove:exitPlan.1')).toEqual(['records', 'tasks', 'people-told']);
  expect(after('add:exitPlan', { noticeDays: 'ninety' }).noticeDays).toBe('ninety');
});

test('an amount is typed in pounds, and one that is none stays what was typed', () => {
  const clause = EACH.contribute as unknown as UnfinishedClause;
  const form = sent(drawn(clause));
  form.set('amount', '1,234.50');
  expect(writtenClause(form, clause)).toMatchObject({ amount: { minor: 123_450, currency: 'GBP' } });
  form.set('amount', 'lots');
  const typed = writtenClause(form, clause);
  expect(typed).toMatchObject({ amount: { minor: 'lots' } });
  expect(drawn(typed)).toContain('value="lots"');
});

test('words of choices are those of the sentence', () => {
  expect(choiceWords(['share', 'classes'], 'mental-health')).toBe('Mental health care');
  expect(choiceWords(['share', 'sensitive'], 'mental-health')).toBe('Mental health');
  expect(Object.values(MEMBER_LABELS).every(([label]) => /^[A-Z]/.test(label))).toBe(true);
});

/** What a browser sends of the fields in a page. */
function sent(html: string): URLSearchParams {
  const form = new URLSearchParams();
  const attribute = (tag: string, name: string) => unescaped(new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1] ?? '');
  const fields = html.matchAll(
    /<input\b[^>]*>|<textarea\b[^>]*>([\s\S]*?)<\/textarea>|<select\b[^>]*>([\s\S]*?)<\/select>/g,
  );
  for (const [tag, typed = '', options = ''] of fields) {
    const head = tag.slice(0, tag.indexOf('>'));
    const name = attribute(head, 'name');
    if (tag.startsWith('<textarea')) form.append(name, unescaped(typed));
    else if (tag.startsWith('<select')) {
      const all = [...options.matchAll(/<option\b([^>]*)>/g)].map(([, one = '']) => one);
      const chosen = all.find((one) => /\bselected\b/.test(one)) ?? all[0] ?? '';
      form.append(name, attribute(chosen, 'value'));
    } else if (!/type="(checkbox|radio)"/.test(head) || /\bchecked\b/.test(head))
      form.append(name, attribute(head, 'value'));
  }
  return form;
}

function unescaped(text: string): string {
  return text.replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

type Path = { readonly names: readonly string[]; readonly choice: boolean };

function pathsOf(shape: Shape, names: readonly string[]): readonly Path[] {
  const { form } = shape;
  const here: readonly Path[] =
    names.length > 1 ? [{ names, choice: form.kind === 'choice' && form.words.length > 1 }] : [];
  if (form.as !== undefined) return here;
  return [...here, ...inside(form, names)];
}

function inside(form: Form, names: readonly string[]): readonly Path[] {
  const members = (all: Readonly<Record<string, Shape>>) =>
    Object.entries(all)
      .filter(([name]) => !(names.length === 1 && (name === 'id' || name === 'clause')))
      .flatMap(([name, one]) => pathsOf(one, [...names, name]));
  if (form.kind === 'object') return [...members(form.needed), ...members(form.optional)];
  if (form.kind === 'union') return Object.values(form.shapes).flatMap((one) => inside(one.form, names));
  if (form.kind === 'list')
    return form.of.form.kind === 'choice' ? [{ names, choice: true }] : inside(form.of.form, names);
  return [];
}
