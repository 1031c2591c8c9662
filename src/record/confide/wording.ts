import { type Access, labelBits, type Role, type Stigmatised } from '#agreement';

/** Who greets, books, counts, pays and plans, and need not know what a person has. */
const NEED_NOT_KNOW: readonly Role[] = [
  'receptionist',
  'practice-manager',
  'financial-assessor',
  'finance-lead',
  'payment-clerk',
  'safety-officer',
  'commissioner',
  'programme-lead',
  'board-member',
  'signatory',
];

export function needsNotKnow(role: Role): boolean {
  return NEED_NOT_KNOW.includes(role);
}

/** Who need not know, and whoever sits in somebody's place and does not see what carries such a label: no text tells them what no item does. */
export function isWorded(
  { role, narrowed }: Pick<Access, 'role' | 'narrowed'>,
  of: Pick<Stigmatised, 'labels'>,
): boolean {
  return needsNotKnow(role) || ((narrowed?.labels ?? 0) & labelBits(...of.labels)) !== 0;
}

/**
 * A text of an item as somebody reads it who need not know: where it would tell a stigmatised condition, the whole of it is what the person
 * wants it to be called. What stood around the word goes too, since it would tell as much.
 */
export function worded(text: string, { tells }: Pick<Stigmatised, 'tells'>, called: string): string {
  return tellsAnything(text, tells) ? capital(called) : text;
}

export function tellsAnything(text: string, tells: readonly string[]): boolean {
  return tells.length > 0 && patternOf(tells).test(text);
}

const patterns = new WeakMap<readonly string[], RegExp>();

/** Made once a list: it is asked of every text that somebody who need not know is told. */
function patternOf(tells: readonly string[]): RegExp {
  const words = () => tells.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/\s+/g, '\\s+'));
  const pattern =
    patterns.get(tells) ?? new RegExp(`(?<![\\p{L}\\p{N}])(?:${words().join('|')})(?![\\p{L}\\p{N}])`, 'iu');
  patterns.set(tells, pattern);
  return pattern;
}

export function capital(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}

/** Every text of a value as it would be read, but references, instants and what else is no language. */
export function wordedAll<T>(value: T, stigmatised: Pick<Stigmatised, 'tells'>, called: string): T {
  if (typeof value === 'string') return worded(value, stigmatised, called) as T;
  if (Array.isArray(value)) return value.map((one) => wordedAll<unknown>(one, stigmatised, called)) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [
      name,
      KEPT.has(name) ? one : wordedAll<unknown>(one, stigmatised, called),
    ]),
  ) as T;
}

/** Names of organisations stand as they are: they are whose an item is, and stand in the directory. */
const KEPT = new Set(['reference', 'at', 'recorded', 'organization', 'kind', 'person', 'code', 'name', 'state']);
