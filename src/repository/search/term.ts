import { type Outcome, accepted, refuse } from '#fhir';
import { type Reader, type Sql, sql } from '#store';
import { BETWEEN, saidText, UNITS, type UnitParts } from '../index-rows/term.ts';
import { withoutSlash } from './path.ts';

/** More different terms than this are not searched for at once. */
const MOST_TERMS = 5_000;

/** Which terms there are. What is found is only what to search for: rows are found under the policy, and no term is answered. */
export async function unitsKnown(reader: Reader): Promise<Outcome<readonly (readonly [string, UnitParts])[]>> {
  const found = await termsWhere(reader, sql`t.prm = ${UNITS}::int`, 'a unit');
  return found.ok ? accepted(found.value.map((val) => [val, unitParts(val.split(BETWEEN))])) : found;
}

/** Texts of which the whole or a word begins as asked, as it is with names. */
export function textsLike(reader: Reader, prm: number, text: string): Promise<Outcome<readonly string[]>> {
  const start = saidText(text).replace(/[\\%_]/g, '\\$&');
  if (start === '') return Promise.resolve(accepted([]));
  const word = [' ', '-', '(', '/'].map((before) => `%${before}${start}%`);
  const begins = sql`(t.val like ${`${start}%`} or t.val like any(${word}::text[]))`;
  return termsWhere(reader, sql`t.prm = ${prm}::int and ${begins}`, text);
}

/** Addresses below another. */
export function pathsBelow(reader: Reader, prm: number, uri: string): Promise<Outcome<readonly string[]>> {
  const base = `${withoutSlash(uri)}/`;
  const next = `${base.slice(0, -1)}0`;
  return termsWhere(reader, sql`t.prm = ${prm}::int and t.val >= ${base} and t.val < ${next}`, uri);
}

export type Measured = {
  readonly prm: number;
  readonly val: string;
  readonly code: string;
  readonly system: string;
  readonly unit: UnitParts;
};

/** Codes with units under composites; those of one code lie together. */
export async function measuredTerms(
  reader: Reader,
  prms: readonly number[],
  code: string | undefined,
): Promise<Outcome<readonly Measured[]>> {
  const of = code === undefined ? sql`true` : sql`t.val >= ${code + BETWEEN} and t.val < ${code + AFTER}`;
  const rows = await reader.all<{ prm: number; val: string }>(
    sql`select t.prm, t.val from term t where t.prm = any(${prms}::int[]) and ${of} order by t.prm, t.val limit ${MOST_TERMS + 1}`,
  );
  if (rows.length > MOST_TERMS) return tooMany(code ?? 'any code');
  return accepted(
    rows.map(({ prm, val }) => {
      const [first = '', system = '', ...unit] = val.split(BETWEEN);
      return { prm, val, code: first, system, unit: unitParts(unit) };
    }),
  );
}

/** Behind every text that begins with the separator. */
const AFTER = String.fromCharCode(BETWEEN.charCodeAt(0) + 1);

function unitParts([system = '', code = '', unit = '']: readonly string[]): UnitParts {
  return { system, code, unit };
}

async function termsWhere(reader: Reader, where: Sql, asked: string): Promise<Outcome<readonly string[]>> {
  const rows = await reader.all<{ val: string }>(
    sql`select t.val from term t where ${where} order by t.val limit ${MOST_TERMS + 1}`,
  );
  return rows.length > MOST_TERMS ? tooMany(asked) : accepted(rows.map(({ val }) => val));
}

function tooMany(asked: string): Outcome<never> {
  const text = `More than ${MOST_TERMS} different texts, addresses or units answer to '${asked.slice(0, 60)}'. Ask for more of it.`;
  return refuse('too-costly', 'search.too-many-terms', text);
}
