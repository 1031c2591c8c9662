import type { DateValue, NumberValue } from '#fhir';
import { type Sql, sql } from '#store';
import { type Amount, any } from './scope.ts';

/** Two expressions that bound what a resource says; for dates the upper one is exclusive, for numbers it is part of it. */
export type Bounds = { readonly lo: Sql; readonly hi: Sql };

/** Writes a point of time or a number as a parameter of the type of the bounds. */
export type Literal = (value: number) => Sql;

/** Milliseconds against `timestamptz` columns. */
export const asTime: Literal = (value) =>
  Number.isFinite(value)
    ? sql`to_timestamp(${value / 1000}::double precision)`
    : sql`${value > 0 ? 'infinity' : '-infinity'}::timestamptz`;

/** Milliseconds or amounts against `double precision` columns. */
export const asNumber: Literal = (value) => sql`${value}::double precision`;

/**
 * Dates: both sides are intervals [lo, hi). eq: the search contains the resource's; gt and lt: the resource's reaches past the
 * search; sa and eb: it lies wholly past it; ap: they meet once the search is widened by a tenth of its distance from now.
 * https://hl7.org/fhir/R4/search.html#prefix
 */
export function dateMeets({ lo, hi }: Bounds, value: DateValue, literal: Literal, now: Date): Sql {
  const from = literal(value.lo);
  const to = literal(value.hi);
  switch (value.prefix) {
    case 'eq':
      // The third bound follows from the others, and closes the range of an index on lo.
      return sql`(${lo} >= ${from} and ${hi} <= ${to} and ${lo} < ${to})`;
    case 'ne':
      return sql`not (${lo} >= ${from} and ${hi} <= ${to})`;
    case 'gt':
      return sql`${hi} > ${to}`;
    case 'lt':
      return sql`${lo} < ${from}`;
    case 'ge':
      // gt or eq, shortened; the first bound follows, and lets an index serve.
      return sql`(${hi} > ${from} and (${hi} > ${to} or ${lo} >= ${from}))`;
    case 'le':
      return sql`(${lo} < ${to} and (${lo} < ${from} or ${hi} <= ${to}))`;
    case 'sa':
      return sql`${lo} >= ${to}`;
    case 'eb':
      return sql`${hi} <= ${from}`;
    case 'ap': {
      const widening = Math.abs(now.getTime() - value.lo) / 10;
      return sql`(${lo} < ${literal(value.hi + widening)} and ${hi} > ${literal(value.lo - widening)})`;
    }
  }
}

/**
 * Numbers: eq and ne go by the range that the digits imply, the others by the number exactly as written; ap is a tenth of it
 * either way. https://hl7.org/fhir/R4/search.html#number
 */
export function numberMeets({ lo, hi }: Bounds, value: NumberValue): Sql {
  const exact = asNumber(value.value);
  const within = sql`(${lo} >= ${asNumber(value.lo)} and ${hi} < ${asNumber(value.hi)})`;
  switch (value.prefix) {
    case 'eq':
      return within;
    case 'ne':
      return sql`not ${within}`;
    case 'gt':
      return sql`${hi} > ${exact}`;
    case 'lt':
      return sql`${lo} < ${exact}`;
    case 'ge':
      return sql`${hi} >= ${exact}`;
    case 'le':
      return sql`${lo} <= ${exact}`;
    case 'sa':
      return sql`${lo} > ${exact}`;
    case 'eb':
      return sql`${hi} < ${exact}`;
    case 'ap': {
      const widening = Math.abs(value.value) / 10;
      return sql`(${lo} <= ${asNumber(value.value + widening)} and ${hi} >= ${asNumber(value.value - widening)})`;
    }
  }
}

/** A row of `range` is of one of the units, and its amount meets that unit's. */
export function amountsMeet(amounts: readonly Amount[], alias: Sql): Sql {
  const alike = new Map<string, { readonly value: NumberValue; readonly codes: string[] }>();
  for (const { code, value } of amounts) {
    const name = `${value.value} ${value.lo} ${value.hi}`;
    const known = alike.get(name);
    if (known) known.codes.push(code);
    else alike.set(name, { value, codes: [code] });
  }
  const bounds = { lo: sql`${alias}.lo`, hi: sql`${alias}.hi` };
  return any(
    [...alike.values()].map(
      ({ value, codes }) => sql`(${alias}.code = any(${codes}::bigint[]) and ${numberMeets(bounds, value)})`,
    ),
  );
}
