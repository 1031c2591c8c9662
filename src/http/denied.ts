import type { Access } from '#agreement';
import type { IssueType } from '#fhir';
import type { Audit, Reading } from './audit.ts';
import type { Method } from './interaction.ts';
import type { Refusals } from './outcome.ts';

/** What was not allowed, and what is hidden, which is told as absent. What was merely wrong is no attempt. */
const DENIALS: readonly IssueType[] = ['forbidden', 'security', 'suppressed', 'not-found'];

const ACTIONS: Readonly<Record<Method, Reading['action'] | undefined>> = {
  GET: undefined,
  POST: 'create',
  PUT: 'update',
  PATCH: 'update',
  DELETE: 'delete',
};

type Tried = {
  readonly method: Method;
  readonly path: string;
  readonly type: string;
  readonly id: string;
  readonly refusals: Refusals;
};

/** A write that was denied is in the audit, as one that was done is. Reads and searches say so themselves. */
export async function auditDeniedWrite(audit: Audit, access: Access | undefined, tried: Tried): Promise<void> {
  const { method, path, type, id, refusals } = tried;
  const action = ACTIONS[method];
  const isWrite = path === '/' || path === '/:type' || path === '/:type/:id';
  if (access === undefined || action === undefined || !isWrite) return;
  if (!refusals.some((refusal) => DENIALS.includes(refusal.type))) return;
  const about = { ...(type === '' ? {} : { type }), ...(id === '' ? {} : { id }) };
  await audit(access, { action, ...about, shown: [], outcome: 'refused' });
}

/** Somebody who is known tried a route that is not for their role: the route's pattern is kept, never the address. */
export async function auditDeniedRoute(audit: Audit, access: Access, method: string, pattern: string): Promise<void> {
  await audit(access, { action: 'denied', query: `${method} ${pattern}`, shown: [], outcome: 'refused' });
}
