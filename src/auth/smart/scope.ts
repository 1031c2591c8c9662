import { DEEDS, type Deed } from '#agreement';
import { isResourceType } from '#fhir';

/** Whose records a scope speaks of: one person's, all that the user may see, or all that a system may see. */
export type ScopeContext = 'patient' | 'user' | 'system';

/** One scope of SMART App Launch 2: 'patient/Observation.rs?category=laboratory'. */
export type Scope = {
  readonly context: ScopeContext;
  /** Type of resource, or '*'. */
  readonly type: string;
  readonly deeds: readonly Deed[];
  /** A search that narrows it, as it was written: 'category=laboratory'. */
  readonly restriction?: string;
};

const SHAPE =
  /^(patient|user|system)\/(\*|[A-Z][A-Za-z]+)\.(read|write|\*|c?r?u?d?s?)(?:\?([\x21\x23-\x5b\x5d-\x7e]+))?$/;

/** The words of the first version of SMART, which apps still use. */
const FIRST_VERSION: Readonly<Record<string, string>> = { read: 'rs', write: 'cud', '*': 'cruds' };

const LETTERS: Readonly<Record<Deed, string>> = { create: 'c', read: 'r', update: 'u', delete: 'd', search: 's' };

/** Undefined where it is no scope of the record: of whoever is signed in, of the launch, or nothing that is known. */
export function readScope(text: string): Scope | undefined {
  const [, context, type = '', letters = '', restriction] = SHAPE.exec(text) ?? [];
  if (context === undefined || letters === '' || (type !== '*' && !isResourceType(type))) return undefined;
  const given = FIRST_VERSION[letters] ?? letters;
  const deeds = DEEDS.filter((deed) => given.includes(LETTERS[deed]));
  const scope = { context: context as ScopeContext, type, deeds };
  return restriction === undefined ? scope : { ...scope, restriction };
}

/** As it is written; equal scopes are equal texts, whichever version of SMART they came in. */
export function scopeText({ context, type, deeds, restriction }: Scope): string {
  const letters = DEEDS.filter((deed) => deeds.includes(deed)).map((deed) => LETTERS[deed]);
  return `${context}/${type}.${letters.join('')}${restriction === undefined ? '' : `?${restriction}`}`;
}

/** The scopes of the record in a list as OAuth writes one; what is not known is passed over, and so gives nothing. */
export function readScopes(text: string): readonly Scope[] {
  return text.split(' ').flatMap((one) => readScope(one) ?? []);
}

/** Whether what an app was registered for covers what it asks for. */
export function covers(registered: readonly Scope[], wanted: Scope): boolean {
  return wanted.deeds.every((deed) =>
    registered.some(
      ({ context, type, deeds, restriction }) =>
        context === wanted.context &&
        (type === '*' || type === wanted.type) &&
        deeds.includes(deed) &&
        narrows(restriction, wanted.restriction),
    ),
  );
}

/** Whether all that the one search finds the other finds too, as far as their texts tell. */
function narrows(wide: string | undefined, narrow: string | undefined): boolean {
  if (wide === undefined || wide === narrow) return true;
  if (narrow === undefined) return false;
  const own = [...new URLSearchParams(narrow)];
  return [...new URLSearchParams(wide)].every(([name, value]) =>
    own.some(([other, values]) => other === name && (name.includes(':') ? values === value : isWithin(values, value))),
  );
}

/** Fewer of the values, any of which may match. Where a comma may be part of a value, the same values. */
function isWithin(narrow: string, wide: string): boolean {
  if (narrow === wide) return true;
  if (`${narrow}${wide}`.includes('\\')) return false;
  const all = wide.split(',');
  return narrow.split(',').every((value) => all.includes(value));
}

/** Scopes that are not about the record: who is signed in, for how long, and in which place of work the app was opened. */
export const OTHER_SCOPES = [
  'openid',
  'fhirUser',
  'profile',
  'launch',
  'launch/patient',
  'offline_access',
  'online_access',
] as const;

/**
 * What a backend system is registered with that answers for another API of the same people and asks here whether a token that it
 * was shown is one, whose, and for what. It is never part of a token.
 */
export const INTROSPECTION = 'introspection';

export function isOtherScope(text: string): boolean {
  return (OTHER_SCOPES as readonly string[]).includes(text);
}

/** What of a request can be given to an app that was registered for so much. The rest is passed over, as OAuth has it. */
export function grantable(requested: string, registered: string): readonly string[] {
  const most = readScopes(registered);
  const others = new Set(registered.split(' '));
  return [...new Set(requested.split(' '))].filter((text) => {
    if (isOtherScope(text)) return others.has(text);
    const scope = readScope(text);
    return scope !== undefined && covers(most, scope);
  });
}
