import type { Access, Role } from '#agreement';
import type { Outcome } from '#fhir';
import type { Repository } from '#repository';

/** Who may call a route. A route without one fails start-up. */
export type RoutePolicy =
  | { readonly allow: 'public'; readonly why: string }
  | ({ readonly allow: 'signed-in' } & Narrowed)
  | ({ readonly allow: 'roles'; readonly roles: readonly Role[] } & Narrowed)
  | { readonly allow: 'system' };

type Narrowed = {
  /** Open also to who sits in the place of somebody who decides some matters themself: it tells nothing of what is kept back from them. */
  readonly narrowed?: true;
  /** Open to the tokens of apps too: it looks at what their scopes leave by itself. */
  readonly apps?: true;
};

export type Call = {
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** Parsed JSON; the bytes as they arrive (`AsyncIterable<Uint8Array>`); or undefined: as the route's `body` says. */
  readonly body: unknown;
  readonly access: Access;
  readonly repository: Repository;
};

/**
 * An answer that is sent while it is made, one JSON line a value (application/x-ndjson). The status is 200 from its first line
 * on, so what goes wrong later is a line of its own.
 */
export type Lines = { readonly lines: AsyncIterable<unknown> };

/** A file to keep, sent while it is made: a spreadsheet, a journal. */
export type TextFile = {
  readonly text: AsyncIterable<string>;
  readonly type: 'text/csv' | 'text/plain' | 'application/xml';
  readonly name: string;
};

/** A file whose bytes are made whole, such as a spreadsheet. */
export type BytesFile = { readonly bytes: Uint8Array; readonly type: string; readonly name: string };

/** An answer in a sender's own language: the acknowledgement of an HL7 v2 message. */
export type Acknowledgement = { readonly answer: string; readonly type: 'x-application/hl7-v2+er7' };

/**
 * A JSON route of a joint. FHIR interactions are http's own. The accepted value is the JSON body, `Lines`, a `TextFile`, a `BytesFile` or an
 * `Acknowledgement`.
 */
export type Route = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly policy: RoutePolicy;
  readonly body?: 'json' | 'stream' | 'none';
  /** An operation of the FHIR API: it answers a resource and refuses with an OperationOutcome. Apps' tokens reach it where its policy says so. */
  readonly speaks?: 'fhir';
  readonly handle: (call: Call) => Promise<Outcome<unknown>>;
};
