import type { Sql } from './store.ts';

/** Each is kept by every connection, with its plan, for as long as that lives. */
const KEPT_MAX = 200;
/** What has come so often will come again. */
const COMES_AGAIN = 3;
const SEEN_MAX = 2_000;

const names = new Map<string, string>();
const seen = new Map<string, number>();

/** The name under which connections keep a statement; undefined where it is sent anew each time. One text has one name, for ever. */
export function nameOf({ name, repeats, text }: Sql): string | undefined {
  if (name !== undefined || repeats === undefined) return name;
  const known = names.get(text);
  if (known !== undefined || names.size >= KEPT_MAX) return known;
  const times = (seen.get(text) ?? 0) + 1;
  if (times < COMES_AGAIN) {
    if (seen.size >= SEEN_MAX) seen.clear();
    seen.set(text, times);
    return undefined;
  }
  seen.delete(text);
  const made = `prepared_${names.size}`;
  names.set(text, made);
  return made;
}

/** A name for every statement: one text has one name. Where that is used, connections keep as many plans as there are texts. */
export function everyName(): (statement: Sql) => string {
  const all = new Map<string, string>();
  return ({ name, text }) => {
    const known = name ?? all.get(text);
    if (known !== undefined) return known;
    const made = `every_${all.size}`;
    all.set(text, made);
    return made;
  };
}
