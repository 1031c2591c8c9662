import type { Access, Role } from '#agreement';
import type { Outcome } from '#fhir';
import type { Repository } from '#repository';

/** Who may call a route. A route without one fails start-up. */
export type RoutePolicy =
  | { readonly allow: 'public'; readonly why: string }
  | { readonly allow: 'signed-in' }
  | { readonly allow: 'roles'; readonly roles: readonly Role[] }
  | { readonly allow: 'system' };

export type Call = {
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** Parsed JSON, form fields, or undefined, as the route's `body` says. */
  readonly body: unknown;
  readonly access: Access;
  readonly repository: Repository;
};

/** A JSON route of a joint. FHIR interactions are http's own. */
export type Route = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly policy: RoutePolicy;
  readonly body?: 'json' | 'none';
  readonly handle: (call: Call) => Promise<Outcome<unknown>>;
};
