import type { Sql } from './store.ts';

type Parts = {
  readonly texts: readonly string[];
  readonly values: readonly unknown[];
  readonly name?: string;
  readonly repeats?: true;
};

/** Known by identity, so that nobody can forge a statement by its shape. */
const made = new WeakMap<object, Parts>();

/**
 * A statement of the `sql` tag: sql`select 1 from t where id = ${id}`. A value becomes a parameter; a Sql inside a Sql is spliced and
 * its parameters are renumbered. What merely looks like a Sql (an object out of somebody's JSON) stays a value.
 */
export function sql(strings: TemplateStringsArray, ...values: readonly unknown[]): Sql {
  const texts: string[] = [strings[0] ?? ''];
  const bound: unknown[] = [];
  values.forEach((value, index) => {
    const inner = typeof value === 'object' && value !== null ? made.get(value) : undefined;
    if (inner === undefined) {
      bound.push(value);
      texts.push('');
    } else {
      append(texts, inner.texts[0] ?? '');
      texts.push(...inner.texts.slice(1));
      bound.push(...inner.values);
    }
    append(texts, strings[index + 1] ?? '');
  });
  return statement({ texts, values: bound });
}

/** Nothing; for the branch of a condition that adds no text. */
sql.empty = statement({ texts: [''], values: [] });

/** Text as it is: for identifiers and keywords that are constants of our own code, never for anything a caller sent. */
sql.raw = (text: string): Sql => statement({ texts: [text], values: [] });

/** Statements one after another: sql.join(conditions, sql` and `). The separator is a comma where none is given. */
sql.join = (parts: readonly Sql[], separator: Sql = sql.raw(', ')): Sql => {
  const texts = [''];
  const values: unknown[] = [];
  parts.forEach((part, index) => {
    for (const piece of index === 0 ? [part] : [separator, part]) {
      const { texts: inner, values: bound } = partsOf(piece);
      append(texts, inner[0] ?? '');
      for (const text of inner.slice(1)) texts.push(text);
      for (const value of bound) values.push(value);
    }
  });
  return statement({ texts, values });
};

/** The same statement prepared once a connection under a name; one name is one text, for ever. For hot statements of fixed text. */
sql.named = (name: string, of: Sql): Sql => statement({ ...partsOf(of), name });

/**
 * The same statement, prepared under a name that the store gives it once its text has come a few times. For statements whose text is
 * one of a few dozen, and whose plan is the same whatever the values: a prepared plan is made without looking at them.
 */
sql.prepared = (of: Sql): Sql => statement({ ...partsOf(of), repeats: true });

/** The same statement with other values, one in the place of each: for text that takes long to put together and is used again and again. */
sql.again = (of: Sql, values: readonly unknown[]): Sql => {
  const parts = partsOf(of);
  if (values.length !== parts.values.length) throw new Error('a statement has as many values as places');
  return statement({ ...parts, values });
};

function statement(parts: Parts): Sql {
  let text: string | undefined;
  const of: Sql = {
    get text() {
      text ??= parts.texts.reduce((all, next, index) => `${all}$${index}${next}`);
      return text;
    },
    values: parts.values,
    ...(parts.name === undefined ? {} : { name: parts.name }),
    ...(parts.repeats === undefined ? {} : { repeats: parts.repeats }),
  };
  made.set(of, parts);
  return of;
}

function partsOf(of: Sql): Parts {
  const parts = made.get(of);
  if (parts === undefined) throw new Error('a statement is made by the sql tag only');
  return parts;
}

function append(texts: string[], text: string): void {
  texts[texts.length - 1] = `${texts.at(-1) ?? ''}${text}`;
}
