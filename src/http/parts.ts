import type { Access } from '#agreement';
import type { Auth } from '#auth';
import type { Repository } from '#repository';
import type { FastifyRequest } from 'fastify';
import type { Audit } from './audit.ts';
import type { Limits } from './limits.ts';
import type { ServerLog } from './log.ts';
import type { Once } from './once.ts';
import type { Refusals } from './outcome.ts';
import type { Route } from './route.ts';

export type ServerParts = {
  readonly auth: Auth;
  readonly repository: (access: Access) => Repository;
  readonly audit: Audit;
  readonly once: Once;
  readonly routes: readonly Route[];
  /** Why the program is not ready to serve; undefined when it is. */
  readonly notReady: () => Promise<string | undefined>;
  readonly log: ServerLog;
  readonly now: () => number;
  readonly newId: () => string;
  readonly version: string;
  /** The address people reach the program by, where it stands behind a proxy; else what each request says. */
  readonly publicAddress?: string;
  /** How many proxies it stands behind then; 1 where nothing is said. */
  readonly proxies?: number;
  /** As in limits.ts where nothing is said. */
  readonly limits?: Limits | 'off';
  /** How many statements wait for a connection to the database. */
  readonly queued?: () => number;
  /** The page that tells a person why something was not done. */
  readonly refusalPage: (refusals: Refusals, request: FastifyRequest) => Promise<string>;
};
