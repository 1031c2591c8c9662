import type { Access, Expr } from '#agreement';
import { openServer } from '#http';
import type { TestServer } from '#testing/server';
import { auditOn } from '../../src/app/audit.ts';
import { CONTROLS as TWO_WORLDS } from '../two-world/controls.ts';
import type { Breaking } from '../two-world/world.ts';

/** How the product is broken on purpose; the matrix has to notice each. */
export type Control = {
  readonly name: string;
  readonly breaking: Breaking;
  /** Where the only channels that it breaks are few, and seldom show it: each three values of three factors are tried on these. */
  readonly channels?: readonly string[];
};

const dropping = (name: string, op: Expr['op']): Control => ({
  name,
  breaking: (bind, access) => bind({ ...access, filter: without(access.filter, op) }),
});

const scopeless: Breaking = (bind, { scopes: _scopes, ...access }: Access) => bind(access);

const ofTwoWorlds = (name: string): Control => {
  const breaking = TWO_WORLDS.find((one) => one.name === name)?.breaking;
  if (breaking === undefined) throw new Error(`there is no control "${name}"`);
  return { name, breaking };
};

export const CONTROLS: readonly Control[] = [
  dropping('what the person said is forgotten', 'undenied'),
  dropping('labels are forgotten', 'unlabelled'),
  dropping('relationships are forgotten', 'relationship'),
  dropping('classes of data are forgotten', 'class'),
  dropping('whose it is is forgotten', 'org'),
  dropping('what is kept back is forgotten', 'not'),
  // One role alone asks for payment: seen where it meets an agreement and a relationship that let it.
  { ...dropping('what is charged is forgotten', 'charged'), channels: ['search', 'read'] },
  { name: 'what an app was given is forgotten', breaking: scopeless },
  { ...ofTwoWorlds('an include is not filtered'), channels: ['include', 'reverse include'] },
  ofTwoWorlds('a total is counted without the policy'),
  ofTwoWorlds('a search is filtered after it was run'),
  ofTwoWorlds('unfiltered history'),
  ofTwoWorlds('unfiltered everything'),
];

/** The expression as it would be if one kind of rule were not there. */
function without(expr: Expr, op: Expr['op']): Expr {
  if (expr.op === op) return { op: 'always' };
  if (expr.op === 'and' || expr.op === 'or') return { ...expr, of: expr.of.map((part) => without(part, op)) };
  return expr;
}

/** A server on the same record whose repositories are broken. */
export async function brokenServer({ app }: TestServer, breaking: Breaking) {
  const { auth, once, services, log } = app.core;
  const broken = await openServer({
    auth,
    repository: (access) => breaking(services.repository as Parameters<Breaking>[0], access),
    audit: auditOn(services.ports.audit),
    once,
    routes: [],
    notReady: () => Promise.resolve(undefined),
    log,
    now: services.now,
    newId: services.newId,
    version: '0',
    refusalPage: () => Promise.resolve(''),
    limits: 'off',
  });
  const address = await broken.listen({ port: 0, host: '127.0.0.1' });
  return { address, close: () => broken.close() };
}
