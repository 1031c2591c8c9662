import { likeness, oneSlip } from './likeness.ts';
import { nicknames } from './nickname.ts';
import type { Side } from './side.ts';
import { sound } from './sound.ts';
import { CERTAIN, DOUBTFUL, type Field, LEVELS, type Level, weightOf } from './weight.ts';

export type Reason = { readonly field: Field; readonly agreement: string; readonly weight: number };
export type Verdict = 'certain' | 'doubtful' | 'different';
export type Score = { readonly score: number; readonly verdict: Verdict; readonly reasons: readonly Reason[] };

const NAMES: readonly Field[] = ['family', 'given', 'swapped'];

type Found = { readonly field: Field; readonly name: string; readonly level: Level };

/** How likely two records are of one person, and why, field by field. What is missing on either side counts for nothing. */
export function score(left: Side, right: Side): Score {
  const found = [
    nhsLevel(left, right),
    identifierLevel(left, right),
    ...nameLevels(left, right),
    bornLevel(left.born, right.born),
    genderLevel(left, right),
    postcodeLevel(left, right),
    addressLevel(left, right),
    phoneLevel(left, right),
  ].filter((one) => one !== undefined);
  const reasons = found.map(({ field, level }) => ({ field, agreement: level.agreement, weight: weightOf(level) }));
  const total = Math.round(reasons.reduce((sum, { weight }) => sum + weight, 0) * 10) / 10;
  return { score: total, verdict: verdictOf(total, found), reasons };
}

/**
 * What the sum may not do by itself:
 * - identifiers never link where names and birth date both disagree (a card used by somebody else, a mistyped number);
 *   an identifier with the full birth date and one of the names does: the cross-check that NHS number tracing asks for;
 * - two different valid NHS numbers, or given names that differ (twins, namesakes in one house), wait for a human; both
 *   together are two people;
 * - without a shared identifier, names and birth date must agree and something else beside them, two things where one of
 *   the names is missing or another (a married name), or the given name agrees only as a short form, an initial or by ear.
 */
function verdictOf(total: number, found: readonly Found[]): Verdict {
  const is = (field: Field, ...names: readonly string[]) =>
    found.some((one) => one.field === field && names.includes(one.name));
  const identified = is('nhs', 'same') || is('identifier', 'same');
  const named = is('swapped', 'same') ? 2 : agreeingNames(found);
  const bornAgrees = is('born', 'same', 'swapped', 'slip');
  if (!identified && !bornAgrees && named < 2) return 'different';
  if (is('nhs', 'different') && is('given', 'different')) return 'different';
  if (identified && (bornAgrees || named > 0) && total < CERTAIN) return 'doubtful';
  if (total < DOUBTFUL) return 'different';
  if (total < CERTAIN || is('nhs', 'different', 'slip')) return 'doubtful';
  const oneName = found.some(({ field, name }) => NAMES.includes(field) && name !== 'different');
  if (identified && is('born', 'same') && oneName) return 'certain';
  if (named === 0) return 'doubtful';
  if (identified) return bornAgrees || (named === 2 && !is('born', 'different')) ? 'certain' : 'doubtful';
  const beside = [is('postcode', 'same', 'slip'), is('address', 'same', 'partial'), is('phone', 'same')];
  const weak = is('given', 'nickname', 'sound', 'initial') ? 1 : 0;
  return bornAgrees && beside.filter(Boolean).length >= 3 - named + weak ? 'certain' : 'doubtful';
}

/** How many of the two names agree; none where a given name is another one: twins share everything else. */
function agreeingNames(found: readonly Found[]): number {
  const names = found.filter(({ field }) => NAMES.includes(field));
  if (names.some(({ field, name }) => field === 'given' && name === 'different')) return 0;
  return names.filter(({ name }) => name !== 'different').length;
}

function nhsLevel({ nhs: left }: Side, { nhs: right }: Side): Found | undefined {
  if (!left || !right) return undefined;
  if (left === right) return level('nhs', 'same');
  return level('nhs', oneSlip(left, right) ? 'slip' : 'different');
}

function identifierLevel(left: Side, right: Side): Found | undefined {
  return left.identifiers.some((one) => right.identifiers.includes(one)) ? level('identifier', 'same') : undefined;
}

function nameLevels(left: Side, right: Side): readonly (Found | undefined)[] {
  const family = best(left.family, right.family, familyLevel);
  const given = best(left.given, right.given, givenLevel);
  const disagrees = (found: string | undefined) => found === undefined || found === 'different';
  const crossed = meet(left.family, right.given) && meet(left.given, right.family);
  if (crossed && disagrees(family) && disagrees(given)) return [level('swapped', 'same')];
  return [family ? level('family', family as 'same') : undefined, given ? level('given', given as 'same') : undefined];
}

/** The strongest agreement between any name of one side and any of the other. */
function best(
  left: readonly string[],
  right: readonly string[],
  compare: (left: string, right: string) => string,
): string | undefined {
  const order = ['same', 'nickname', 'slip', 'near', 'sound', 'initial', 'different'];
  const found = left.flatMap((one) => right.map((other) => order.indexOf(compare(one, other))));
  return found.length === 0 ? undefined : order[Math.min(...found)];
}

function familyLevel(left: string, right: string): string {
  if (left === right) return 'same';
  if (Math.min(left.length, right.length) > 3 && oneSlip(left, right)) return 'slip';
  if (likeness(left, right) >= 0.9) return 'near';
  return sound(left) === sound(right) ? 'sound' : 'different';
}

function givenLevel(left: string, right: string): string {
  if (left === right) return left.length > 1 ? 'same' : 'initial';
  if (nicknames(left, right)) return 'nickname';
  if (left.length === 1 || right.length === 1) return left[0] === right[0] ? 'initial' : 'different';
  return familyLevel(left, right);
}

function meet(left: readonly string[], right: readonly string[]): boolean {
  return left.some((one) => one.length > 1 && right.some((other) => one === other || likeness(one, other) >= 0.88));
}

function bornLevel(left: string | undefined, right: string | undefined): Found | undefined {
  if (!left || !right) return undefined;
  if (left.length < 10 || right.length < 10) {
    const known = Math.min(left.length, right.length);
    return level('born', left.slice(0, known) === right.slice(0, known) ? 'partial' : 'different');
  }
  if (left === right) return level('born', 'same');
  const [year, month, date] = left.split('-');
  if (`${year}-${date}-${month}` === right) return level('born', 'swapped');
  const differing = [...left].filter((digit, at) => digit !== right[at]).length;
  if (differing === 1 || oneSlip(left.replaceAll('-', ''), right.replaceAll('-', ''))) return level('born', 'slip');
  return level('born', left.slice(0, 4) === right.slice(0, 4) ? 'year' : 'different');
}

function genderLevel({ gender: left }: Side, { gender: right }: Side): Found | undefined {
  if (!left || !right || left === 'other' || right === 'other') return undefined;
  return level('gender', left === right ? 'same' : 'different');
}

function postcodeLevel({ postcode: left }: Side, { postcode: right }: Side): Found | undefined {
  if (!left || !right) return undefined;
  if (left === right) return level('postcode', 'same');
  return level('postcode', oneSlip(left, right) ? 'slip' : 'different');
}

/** Share of the shorter address's words that the longer one has too. */
function addressLevel({ address: left }: Side, { address: right }: Side): Found | undefined {
  const fewest = Math.min(left.length, right.length);
  if (fewest === 0) return undefined;
  const alike = left.filter((word) => right.some((other) => word === other || likely(word, other))).length / fewest;
  if (alike >= 0.75) return level('address', 'same');
  return level('address', alike >= 0.4 ? 'partial' : 'different');
}

function likely(left: string, right: string): boolean {
  return left.length > 3 && right.length > 3 && oneSlip(left, right);
}

function phoneLevel(left: Side, right: Side): Found | undefined {
  return left.phones.some((one) => right.phones.includes(one)) ? level('phone', 'same') : undefined;
}

function level<F extends Field>(field: F, name: keyof (typeof LEVELS)[F] & string): Found {
  return { field, name, level: LEVELS[field][name] as Level };
}
