import { classBits, DEEDS, type Deed, type Expr, type Place, type Scopes } from '#agreement';
import { type Outcome, refuse, typeNumber } from '#fhir';
import { compartmentOf, identifierTokens, restrictionOf } from '#repository';
import { readScopes, type Scope, type ScopeContext } from './scope.ts';

/** What a token speaks of: whom, and on whose behalf. */
export type Reach = {
  /** The scopes as granted. */
  readonly scopes: string;
  /** 'patient' and 'user' for an app that somebody opened, 'system' for a backend system. */
  readonly contexts: readonly ScopeContext[];
  /** The records of the person that the app was opened for. */
  readonly people: readonly Place[];
  /** 'Practitioner/<id>' or 'Patient/<id>' that the app was told its user is: it may read whom it was told of. */
  readonly user?: string;
};

/** System of the identifier by which a Practitioner is known as who is signed in. */
export const WHO = 'urn:concord:who';

/** What the scopes let through, an expression for each deed. What no scope names is let through by none. */
export function scopesOf(reach: Reach): Scopes {
  const granted = readScopes(reach.scopes).filter(({ context }) => reach.contexts.includes(context));
  const of = (deed: Deed): Expr => ({
    op: 'or',
    of: [
      ...granted.filter(({ deeds }) => deeds.includes(deed)).map((scope) => rowsOf(scope, reach.people)),
      ...(deed === 'read' && reach.user !== undefined ? [rowOf(reach.user)] : []),
    ],
  });
  return Object.fromEntries(DEEDS.map((deed) => [deed, of(deed)])) as Scopes;
}

/** Whether a token speaks of the record at all, in the name of somebody whom it can speak for. */
export function reachesRecord({ scopes, contexts }: Reach): boolean {
  return readScopes(scopes).some(({ context }) => contexts.includes(context));
}

/**
 * A scope of one person covers their records, and the directory that these name: organisations, staff and places are about
 * nobody and open to every seat.
 */
function rowsOf({ context, type, restriction }: Scope, people: readonly Place[]): Expr {
  const directory: Expr = { op: 'and', of: [{ op: 'impersonal' }, { op: 'class', bits: classBits('directory') }] };
  const whose: readonly Expr[] =
    context === 'patient' ? [{ op: 'or', of: [{ op: 'compartment', in: people }, directory] }] : [];
  const types: readonly Expr[] = type === '*' ? [] : [{ op: 'type', in: [typeNumber(type)] }];
  return { op: 'and', of: [...types, ...whose, ...(restriction === undefined ? [] : [restricted(type, restriction)])] };
}

function rowOf(user: string): Expr {
  const [type = '', id = ''] = user.split('/');
  const own: Expr =
    type === 'Patient'
      ? { op: 'compartment', in: [compartmentOf(user)] }
      : { op: 'token', in: identifierTokens(type, WHO, id) };
  return { op: 'and', of: [{ op: 'type', in: [typeNumber(type)] }, own] };
}

/** Each parameter of the search narrows; one that cannot be held to lets nothing through. */
function restricted(type: string, restriction: string): Expr {
  const held = heldTo(type, restriction);
  return held.ok ? held.value : { op: 'never' };
}

function heldTo(type: string, restriction: string): Outcome<Expr> {
  // Lines of the audit are no stored resources: they have nothing to be held to.
  if (type !== '*' && type !== 'AuditEvent') return restrictionOf(type, restriction);
  const text = `${type === '*' ? 'Every type at once' : type} cannot be limited by a search: ask for the types one by one, or for all of it.`;
  return refuse('not-supported', 'auth.scope-unlimited', text);
}

/** Why a restriction cannot be held to, naming it; such a scope is not granted. Undefined where it can. */
export function whyNotHeld({ type, restriction }: Scope): string | undefined {
  if (restriction === undefined) return undefined;
  const held = heldTo(type, restriction);
  return held.ok ? undefined : held.refusals.map(({ text }) => text).join(' ');
}
