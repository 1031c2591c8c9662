import { type AccessRow, type Expr, type Place, type PolicyRow, RESTRICTED_USE, type Stale } from '#agreement';
import { day, plusDays, type Random } from '#base';

/** Random exprs, rows and access rows over few values, so that they meet often. Used by the property test and by torture. */

const below = (random: Random, end: number): number => Math.floor(random() * end);
const bits = (random: Random, width: number): number => below(random, 1 << width);
const some = (random: Random, end: number): readonly number[] =>
  Array.from({ length: below(random, 4) }, () => 1 + below(random, end));

export function randomExpr(random: Random, depth = 4): Expr {
  const kind = below(random, depth <= 0 ? 12 : 17);
  const part = () => randomExpr(random, depth - 1);
  const parts = () => Array.from({ length: below(random, 4) }, part);
  switch (kind) {
    case 0:
      return { op: 'org', in: some(random, 4) };
    case 1:
      return { op: 'basis', in: some(random, 3) };
    case 2:
      return { op: 'class', bits: bits(random, 15) };
    case 3:
      return { op: 'unlabelled', bits: labels(random), ...someStale(random) };
    case 4:
      return { op: 'impersonal' };
    case 5:
      return { op: 'relationship', bits: bits(random, 7) };
    case 6:
      return random() < 0.3 ? { op: 'unrestricted' } : { op: 'undenied', ...someStale(random) };
    case 7:
      return { op: random() < 0.5 ? 'always' : 'never' };
    case 8:
      return random() < 0.4 ? { op: 'charged', by: some(random, 4) } : { op: 'type', in: some(random, 4) };
    case 9:
      return { op: 'token', in: some(random, 4).map(String) };
    case 10:
      return { op: 'compartment', in: Array.from({ length: below(random, 30) }, () => randomPlace(random)) };
    case 11:
      return { op: 'dated', from: aDay(random), until: aDay(random) };
    case 12:
      return { op: 'not', of: part() };
    case 13:
    case 14:
      return { op: 'and', of: parts() };
    default:
      return { op: 'or', of: parts() };
  }
}

/** Populations, which look at other rows of the person: not among the expressions that are tried where nothing is known of anybody. */
export function randomWithin(random: Random): Expr {
  return {
    op: 'within',
    ...(random() < 0.6 ? { registered: some(random, 3).map((key) => 100 + key) } : {}),
    ...(random() < 0.4
      ? {
          born: {
            ...(random() < 0.7 ? { from: aDay(random) } : {}),
            ...(random() < 0.7 ? { before: aDay(random) } : {}),
          },
        }
      : {}),
    ...(random() < 0.4 ? { conditions: { codes: some(random, 3).map(codeOf), by: some(random, 3) } } : {}),
  };
}

/** A policy of which a part is about a population, for and against. */
export function randomGoverned(random: Random): Expr {
  const [asked, rest, other] = [randomWithin(random), randomExpr(random, 2), randomExpr(random, 1)];
  const one: Expr = { op: 'and', of: [rest, random() < 0.3 ? { op: 'not', of: asked } : asked] };
  return random() < 0.5 ? one : { op: 'or', of: [one, { op: 'and', of: [randomWithin(random), other] }] };
}

/** What is known of a person: registrations, dates of birth of one or two records, conditions. */
export function randomPerson(random: Random): NonNullable<AccessRow['about']> {
  return {
    registered: [...new Set(some(random, 3).map((key) => 100 + key))],
    born: random() < 0.2 ? [] : [aDay(random)],
    conditions: some(random, 3).map((code) => ({ code: codeOf(code), org: 1 + below(random, 3) })),
  };
}

const codeOf = (number: number) => `http://snomed.info/sct|${number}`;

export function randomRow(random: Random): PolicyRow {
  return {
    org: 1 + below(random, 4),
    basis: 1 + below(random, 3),
    cls: below(random, 15),
    lab: random() < 0.5 ? 0 : labels(random),
    labver: 1 + below(random, 4),
    personal: random() < 0.8,
    ...(random() < 0.8 ? { at: Date.parse('2026-01-01') + below(random, 40) * 21_600_000 } : {}),
    typ: 1 + below(random, 4),
    home: randomPlace(random),
    tok: some(random, 4).map(String),
    charged: [...new Set(some(random, 4))],
  };
}

/** Labels, and the mark of what is restricted, which stands far above them. */
const labels = (random: Random) => bits(random, 9) | (random() < 0.3 ? RESTRICTED_USE : 0);
/** Labels that grew with one or two versions, as they stand while rows are labelled anew. */
function someStale(random: Random): { readonly stale?: readonly Stale[] } {
  if (random() < 0.5) return {};
  return {
    stale: Array.from({ length: 1 + below(random, 2) }, () => ({
      before: 2 + below(random, 3),
      bits: bits(random, 9),
    })),
  };
}

const aDay = (random: Random) => plusDays(day('2026-01-01'), below(random, 12));

/** One of few: buckets and people meet often, and both must be the same. */
function randomPlace(random: Random): Place {
  return { bkt: 3 + below(random, 2), cmp: String(1 + below(random, 60)) };
}

export function randomAccessRow(random: Random): AccessRow {
  return {
    rel: bits(random, 7),
    denyOrg: random() < 0.6 ? [] : some(random, 4),
    denyLab: random() < 0.6 ? 0 : bits(random, 9),
    denyCls: random() < 0.6 ? 0 : bits(random, 15) & bits(random, 15),
    holdCls: random() < 0.6 ? 0 : bits(random, 15) & bits(random, 15),
  };
}
