import type { Day } from '#base';
import type { AccessRow, Place, PolicyRow } from './access.ts';
import { isOf } from './population.ts';

/**
 * The one policy expression. Pure data: `holds` runs it here, repository/policy compiles the same tree to SQL, and a property
 * test keeps the two equal. Everything that can hide a row is in it; there is no second place.
 */
export type Expr =
  | { readonly op: 'always' }
  | { readonly op: 'never' }
  | { readonly op: 'and'; readonly of: readonly Expr[] }
  | { readonly op: 'or'; readonly of: readonly Expr[] }
  | { readonly op: 'not'; readonly of: Expr }
  /** The row's contributing organisation is one of these. */
  | { readonly op: 'org'; readonly in: readonly number[] }
  /** The row came under one of these feeds or instruments. */
  | { readonly op: 'basis'; readonly in: readonly number[] }
  /** The row's class of data is in this set of bits. */
  | { readonly op: 'class'; readonly bits: number }
  /** The row carries no sensitivity label out of this set of bits. */
  | { readonly op: 'unlabelled'; readonly bits: number; readonly stale?: readonly Stale[] }
  /** The row's clinical date is one of these days (UTC), from the first up to but not with the last; or it has none. */
  | { readonly op: 'dated'; readonly from: Day; readonly until: Day }
  /** The row is of one of these types of resource, by number. */
  | { readonly op: 'type'; readonly in: readonly number[] }
  /** The row lies in one of these compartments: the records of one person. */
  | { readonly op: 'compartment'; readonly in: readonly Place[] }
  /** What the resource says now carries one of these search tokens. Of a superseded version nobody knows: it never holds. */
  | { readonly op: 'token'; readonly in: readonly string[] }
  /** What the resource says now gives a value for one of these search parameters, by number. Never of a superseded version. */
  | { readonly op: 'has'; readonly in: readonly number[] }
  /** One of the spans that the resource gives for a search parameter, now, is within all bounds of one of these sets. */
  | { readonly op: 'span'; readonly parameter: 'clinical' | number; readonly any: readonly (readonly Bound[])[] }
  /** One of these organisations pays, or is paid, for what the row says: a charge of it stands. */
  | { readonly op: 'charged'; readonly by: readonly number[] }
  /** The row is what the resource says now. What is not carried can only be told of it. */
  | { readonly op: 'current' }
  /** The row is about nobody (directory). */
  | { readonly op: 'impersonal' }
  /** The viewer has an access row for the person, in force, with one of these relationships (bits). */
  | { readonly op: 'relationship'; readonly bits: number }
  /** The person has not denied this viewer the row's organisation, labels or class of data. Presupposes an access row. */
  | { readonly op: 'undenied'; readonly stale?: readonly Stale[] }
  /** The person is one of those whom an instrument is about. Presupposes an access row. */
  | ({ readonly op: 'within' } & Within)
  /** The use of the row's class of data is not restricted, not even for who recorded it. Presupposes an access row. */
  | { readonly op: 'unrestricted' };

/** An end of a span (a date in milliseconds, a number) against an amount. */
export type Bound = { readonly end: 'lo' | 'hi'; readonly is: '<' | '<=' | '>' | '>='; readonly than: number };

/** What is asked of a person; all of it must be so. What is not known of them is not so. */
export type Within = {
  /** They are registered with one of these organisations. */
  readonly registered?: readonly number[];
  /** They were born from the first day on, and before the second. */
  readonly born?: { readonly from?: Day; readonly before?: Day };
  /** One of these organisations recorded one of these conditions ('system|code'), which stands and has no sensitivity label. */
  readonly conditions?: { readonly codes: readonly string[]; readonly by: readonly number[] };
};

/**
 * Sets of sensitive codes grew with some version: rows that were labelled by an older one have not been looked at since, and count
 * as carrying every label that grew. It hides too much for a while, and never too little.
 */
export type Stale = { readonly before: number; readonly bits: number };

/** The same policy while rows are labelled anew: the one place where a policy learns of it. */
export function withStale(expr: Expr, stale: readonly Stale[]): Expr {
  if (stale.length === 0) return expr;
  switch (expr.op) {
    case 'and':
    case 'or':
      return { op: expr.op, of: expr.of.map((part) => withStale(part, stale)) };
    case 'not':
      return { op: 'not', of: withStale(expr.of, stale) };
    case 'unlabelled':
    case 'undenied':
      return { ...expr, stale };
    default:
      return expr;
  }
}

/** Whether a row is visible, given the viewer's access row for its person (undefined: none). */
export function holds(expr: Expr, row: PolicyRow, access: AccessRow | undefined): boolean {
  switch (expr.op) {
    case 'always':
      return true;
    case 'never':
      return false;
    case 'and':
      return expr.of.every((part) => holds(part, row, access));
    case 'or':
      return expr.of.some((part) => holds(part, row, access));
    case 'not':
      return !holds(expr.of, row, access);
    case 'org':
      return expr.in.includes(row.org);
    case 'basis':
      return expr.in.includes(row.basis);
    case 'class':
      return ((1 << row.cls) & expr.bits) !== 0;
    case 'unlabelled':
      return (labelled(row, expr.stale) & expr.bits) === 0;
    case 'dated':
      return row.at === undefined || (row.at >= Date.parse(expr.from) && row.at < Date.parse(expr.until));
    case 'type':
      return row.typ !== undefined && expr.in.includes(row.typ);
    case 'compartment':
      return row.personal && expr.in.some(({ bkt, cmp }) => row.home?.bkt === bkt && row.home.cmp === cmp);
    case 'token':
      return row.tok?.some((token) => expr.in.includes(token)) === true;
    case 'has':
      return row.has?.some((parameter) => expr.in.includes(parameter)) === true;
    case 'span':
      return spansOf(row, expr.parameter).some((span) => expr.any.some((bounds) => bounds.every(within(span))));
    case 'charged':
      return row.charged?.some((one) => expr.by.includes(one)) === true;
    case 'current':
      return row.tok !== undefined;
    case 'impersonal':
      return !row.personal;
    case 'relationship':
      return row.personal && access !== undefined && (access.rel & expr.bits) !== 0;
    case 'undenied':
      return (
        access !== undefined &&
        !access.denyOrg.includes(row.org) &&
        (access.denyLab & labelled(row, expr.stale)) === 0 &&
        (access.denyCls & (1 << row.cls)) === 0
      );
    case 'within':
      return access?.about !== undefined && isOf(expr, access.about);
    case 'unrestricted':
      return access !== undefined && ((access.holdCls ?? 0) & (1 << row.cls)) === 0;
  }
}

/** What a row carries, with what it may carry as long as nobody has looked. A row that does not say was looked at. */
function labelled({ lab, labver }: PolicyRow, stale: readonly Stale[] = []): number {
  if (labver === undefined) return lab;
  return stale.reduce((bits, one) => (labver < one.before ? bits | one.bits : bits), lab);
}

type Span = { readonly lo: number; readonly hi: number };

/** The clinical date lies in the row itself; one without an end, or without a beginning, is there all the same. */
function spansOf({ at, till, spans = [] }: PolicyRow, parameter: 'clinical' | number): readonly Span[] {
  if (parameter !== 'clinical') return spans.filter((span) => span.parameter === parameter);
  if (till === undefined || till === Number.NEGATIVE_INFINITY) return [];
  return [{ lo: at ?? Number.NEGATIVE_INFINITY, hi: till }];
}

function within(span: Span): (bound: Bound) => boolean {
  return ({ end, is, than }) => {
    const one = span[end];
    if (is === '<') return one < than;
    if (is === '<=') return one <= than;
    return is === '>' ? one > than : one >= than;
  };
}
