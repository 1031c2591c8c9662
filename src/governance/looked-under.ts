import {
  type Access,
  compile,
  type Policy,
  type Purpose,
  PURPOSES,
  relationshipBits,
  type Role,
  ROLES,
  ways,
} from '#agreement';
import type { Day } from '#base';
import { lawIn } from '#joint';
import { stackOf } from './book.ts';
import type { Current } from './current.ts';
import { maySee } from './may.ts';

/** Somebody's look at a record: in which seat, on which day, and whether the record was opened in an emergency. */
export type Look = {
  readonly organization: number;
  readonly role: string;
  readonly purpose: string;
  readonly on: Day;
  readonly emergency: boolean;
};

/** On what basis a seat was shown something: in words, and where they stand. */
export type LookBasis = { readonly words: string; readonly where?: string };

const EMERGENCY = relationshipBits('emergency');

/**
 * On what basis each of these looks was possible: the legal basis as the agreements of that day state it, the duty by which an organisation uses
 * its own records, the person's right to theirs, the law for an emergency. Of instruments that whoever asks may read.
 */
export function lookedUnder(
  current: Current,
  access: Access,
  looks: readonly Look[],
): readonly (readonly LookBasis[])[] {
  const policies = new Map<Day, Policy>();
  const known = new Map<string, readonly LookBasis[]>();
  const policyOn = (on: Day): Policy => {
    const book = current.book();
    const policy =
      policies.get(on) ??
      (on === book.today ? current.policy() : compile(stackOf(book, book.zone), on, lawIn(book.zone)));
    policies.set(on, policy);
    return policy;
  };
  const readable = readableBy(current, access);
  return looks.map((look) => {
    const key = [look.organization, look.role, look.purpose, look.on, look.emergency].join('|');
    const found = known.get(key) ?? basesOf(policyOn(look.on), look, { current, readable });
    known.set(key, found);
    return found;
  });
}

type Reading = { readonly current: Current; readonly readable: ReadonlySet<string> };

function basesOf(
  policy: Policy,
  { organization, role, purpose, emergency }: Look,
  { current, readable }: Reading,
): readonly LookBasis[] {
  const seat = { organization, role: role as Role, purpose: purpose as Purpose };
  // The log keeps what was true when it was written; a role may have gone since, and a system looks by its connection alone.
  if (!ROLES.includes(seat.role) || !PURPOSES.includes(seat.purpose) || role === 'system') return [];
  const bases = ways(policy, seat, current.keyOf).flatMap(({ kind, words, origin }): readonly LookBasis[] => {
    if (kind === 'own' || kind === 'self') return [{ words }];
    if (origin?.basis === undefined) return [];
    if (kind === 'floor')
      return emergency && 'despiteObjection' in origin && (origin.relationships & EMERGENCY) !== 0
        ? [{ words: origin.basis.text, where: origin.basis.paragraph }]
        : [];
    if (kind !== 'shared' || !readable.has(`${origin.instrument} ${origin.version}`)) return [];
    const where = `${origin.title}, version ${origin.version}, paragraph ${origin.basis.paragraph}`;
    return [{ words: origin.basis.text, where }];
  });
  return [...new Map(bases.map((one) => [`${one.where ?? ''} ${one.words}`, one])).values()];
}

function readableBy(current: Current, access: Access): ReadonlySet<string> {
  const book = current.book();
  const seen = stackOf(book, book.zone).filter((entry) => maySee(book, access, entry));
  return new Set(seen.map(({ instrument: { id, version } }) => `${id} ${version}`));
}
