import type { Amount, Form, Shape } from '#agreement';
import { amountFrom } from '../scheme-form.ts';

/**
 * What a form says, as the value that its shape describes. Nothing that was typed is dropped: a number that is none stays the words that were
 * typed, and the shape says at its place what is wrong.
 */
export function readValue(shape: Shape, name: string, form: URLSearchParams): unknown {
  const { form: of } = shape;
  switch (of.as) {
    case 'parties':
      return form.get(`${name}.who`) === 'all'
        ? 'parties'
        : form.get(`${name}.who`) === 'some'
          ? form.getAll(name)
          : undefined;
    case 'amount':
      return readAmount(name, form);
    case 'party-or-words':
      return word(form, name) ?? word(form, `${name}.other`);
    default:
      return readPlain(of, name, form);
  }
}

/** A clause or another object: members that say nothing are left out. */
export function readMembers(
  { needed, optional }: Form & { readonly kind: 'object' },
  name: string,
  form: URLSearchParams,
): Readonly<Record<string, unknown>> {
  const under = (member: string) => (name === '' ? member : `${name}.${member}`);
  const must = Object.entries(needed).map(
    ([member, shape]) => [member, readValue(shape, under(member), form)] as const,
  );
  const may = Object.entries(optional).map(
    ([member, shape]) => [member, unlessEmpty(readValue(shape, under(member), form))] as const,
  );
  return Object.fromEntries([...must, ...may].filter(([, value]) => value !== undefined));
}

function readPlain(of: Form, name: string, form: URLSearchParams): unknown {
  switch (of.kind) {
    case 'number':
      return readNumber(word(form, name), /^\d{1,15}$/);
    case 'percent':
      return readNumber(word(form, name), /^\d{1,3}(\.\d{1,4})?$/);
    case 'truth':
      return form.get(name) === 'yes';
    case 'object':
      return readMembers(of, name, form);
    case 'union':
      return readUnion(of, name, form);
    case 'list':
      return readList(of, name, form);
    case 'either':
      return readValue(of.second, name, form);
    default:
      return word(form, name);
  }
}

function readUnion({ by, shapes }: Form & { readonly kind: 'union' }, name: string, form: URLSearchParams): unknown {
  const word = form.get(`${name}.${by}`) ?? '';
  const shape = Object.hasOwn(shapes, word) ? shapes[word] : undefined;
  return shape?.form.kind === 'object' ? readMembers(shape.form, name, form) : {};
}

function readList({ of }: Form & { readonly kind: 'list' }, name: string, form: URLSearchParams): readonly unknown[] {
  const plain = of.form.as === 'organization' || of.form.kind === 'choice';
  if (plain) return form.getAll(name).filter((one) => one !== '');
  if (of.form.kind === 'text' || of.form.kind === 'pattern') return linesOf(form.get(name) ?? '');
  const count = Math.min(Number(form.get(`${name}.count`) ?? 0) || 0, ROWS_MAX);
  return Array.from({ length: count }, (_, row) => readValue(of, `${name}.${row}`, form));
}

export const ROWS_MAX = 200;

/** 'add:exitPlan', 'remove:exitPlan.2', 'up:exitPlan.2': what a button does to a list, told as the list after it. */
export function rowsAfter(form: URLSearchParams, name: string, rows: readonly unknown[]): readonly unknown[] {
  const [act = '', place = ''] = (form.get('rows') ?? '').split(':');
  if (act === 'add' && place === name) return [...rows, {}];
  const at = place.startsWith(`${name}.`) ? Number(place.slice(name.length + 1)) : Number.NaN;
  if (!Number.isInteger(at) || at < 0 || at >= rows.length) return rows;
  if (act === 'remove') return rows.filter((_, index) => index !== at);
  const to = act === 'up' ? at - 1 : at;
  if (to < 0 || to + 1 >= rows.length) return rows;
  return [...rows.slice(0, to), rows[to + 1], rows[to], ...rows.slice(to + 2)];
}

/** Does to the lists of a value, at any depth, what the button asks for. */
export function withRows(shape: Shape, name: string, value: unknown, form: URLSearchParams): unknown {
  const { form: of } = shape;
  if (of.kind === 'list' && Array.isArray(value)) {
    const rows = value.map((one, row) => withRows(of.of, `${name}.${row}`, one, form));
    return of.of.form.kind === 'object' || of.of.form.kind === 'union' ? rowsAfter(form, name, rows) : rows;
  }
  if (typeof value !== 'object' || value === null) return value;
  const inner = of.kind === 'union' ? variantOf(of, value) : shape;
  if (inner?.form.kind !== 'object') return value;
  const members = { ...inner.form.needed, ...inner.form.optional };
  const started = startedRows(inner.form.optional, name, value, form);
  return Object.fromEntries(
    Object.entries({ ...started, ...value }).map(([member, one]) => {
      const of = members[member];
      return [member, of ? withRows(of, name === '' ? member : `${name}.${member}`, one, form) : one] as const;
    }),
  );
}

/** A list that may be left out, and begins now. */
function startedRows(optional: Readonly<Record<string, Shape>>, name: string, value: object, form: URLSearchParams) {
  const wanted = form.get('rows') ?? '';
  return Object.fromEntries(
    Object.keys(optional)
      .filter((member) => !(member in value) && wanted === `add:${name === '' ? member : `${name}.${member}`}`)
      .map((member) => [member, []] as const),
  );
}

export function variantOf({ by, shapes }: Form & { readonly kind: 'union' }, value: unknown): Shape | undefined {
  const word = typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[by] : undefined;
  return typeof word === 'string' && Object.hasOwn(shapes, word) ? shapes[word] : undefined;
}

function readAmount(name: string, form: URLSearchParams): unknown {
  const typed = word(form, name);
  if (typed === undefined) return undefined;
  const currency = form.get(`${name}.currency`) ?? '';
  const read = amountFrom(typed, currency);
  return read.ok && read.value !== undefined ? (read.value satisfies Amount) : { minor: typed, currency };
}

function readNumber(typed: string | undefined, pattern: RegExp): unknown {
  return typed !== undefined && pattern.test(typed) ? Number(typed) : typed;
}

function word(form: URLSearchParams, name: string): string | undefined {
  const typed = (form.get(name) ?? '').replace(/\r\n/g, '\n').trim();
  return typed === '' ? undefined : typed;
}

function linesOf(typed: string): readonly string[] {
  return typed
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

function unlessEmpty(value: unknown): unknown {
  if (value === false || value === '') return undefined;
  if (Array.isArray(value)) return value.length === 0 ? undefined : value;
  if (
    typeof value === 'object' &&
    value !== null &&
    Object.values(value).every((one) => unlessEmpty(one) === undefined)
  )
    return undefined;
  return value;
}

/** What is ticked, in the order of before: another order of the same would be told as a difference to those who sign. */
export function inOrderOf(shape: Shape, before: unknown, after: unknown): unknown {
  const { form: of } = shape;
  if (of.kind === 'either') return inOrderOf(of.second, before, after);
  if (Array.isArray(after) && of.kind === 'list') {
    const was: readonly unknown[] = Array.isArray(before) ? before : [];
    if (of.of.form.kind === 'choice' || of.of.form.as === 'organization') {
      return [...was.filter((one) => after.includes(one)), ...after.filter((one) => !was.includes(one))];
    }
    return after.map((one, index) => inOrderOf(of.of, was[index], one));
  }
  const inner = of.kind === 'union' ? variantOf(of, after) : shape;
  if (typeof after !== 'object' || after === null || Array.isArray(after) || inner?.form.kind !== 'object')
    return after;
  const members = { ...inner.form.needed, ...inner.form.optional };
  const was = typeof before === 'object' && before !== null ? (before as Readonly<Record<string, unknown>>) : {};
  return Object.fromEntries(
    Object.entries(after).map(([name, one]) => [name, members[name] ? inOrderOf(members[name], was[name], one) : one]),
  );
}
