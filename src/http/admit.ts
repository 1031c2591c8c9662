import { monitorEventLoopDelay } from 'node:perf_hooks';
import { networkOf } from '#auth';
import { type Refused, refuse } from '#fhir';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type Budget, openBudgets } from './budget.ts';
import { BUNDLE_BYTES_MAX } from './interaction.ts';
import { isOverloaded, type Limits, LIMITS } from './limits.ts';
import type { Refusals } from './outcome.ts';
import type { ServerParts } from './parts.ts';
import { priceOf, priceOfBytes } from './price.ts';
import { sendRefusals } from './reply.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Never refused for haste or load: whoever watches the program has to get an answer. */
    unmetered?: true;
  }
  interface FastifyRequest {
    /** Whose budgets pay for the request, by key. */
    payers: readonly Payer[] | null;
    /** Counted among what runs at once since then; null where it is not. */
    since: number | null;
  }
}

type Payer = { readonly key: string; readonly budget: Budget };

type Meter = {
  readonly byAddress: (server: FastifyInstance) => void;
  readonly byCaller: (server: FastifyInstance) => void;
};

/**
 * Turns away whoever asks for more than a budget gives (429), and whoever comes while the program cannot keep up (503): before
 * anything is read, so that it costs next to nothing. `byAddress` comes before it is known who asks, `byCaller` after.
 */
export function meterOf(parts: Pick<ServerParts, 'limits' | 'queued'>): Meter {
  const limits = parts.limits ?? LIMITS;
  if (limits === 'off') return { byAddress: () => undefined, byCaller: () => undefined };
  const { spend, charge } = openBudgets();
  const pay = async (request: FastifyRequest, reply: FastifyReply, payer: Payer): Promise<FastifyReply | undefined> => {
    const waitS = spend(payer.key, priceOfRequest(request), payer.budget, performance.now());
    if (waitS > 0) return turnAway(tooMany(waitS), waitS, request, reply);
    request.payers = [...(request.payers ?? []), payer];
    return undefined;
  };
  return {
    byAddress: (server) => {
      server.decorateRequest('payers', null);
      watchLoad(server, limits, parts.queued);
      server.addHook('onRequest', async (request, reply) => {
        if (isFree(request)) return undefined;
        return pay(request, reply, { key: `address ${networkOf(String(request.ip))}`, budget: limits.address });
      });
      server.addHook('onSend', async (request, _reply, payload) => {
        const units = priceOfBytes(typeof payload === 'string' || Buffer.isBuffer(payload) ? payload.length : 0);
        if (units > 0)
          for (const { key, budget } of request.payers ?? []) charge(key, units, budget, performance.now());
        return payload;
      });
    },
    byCaller: (server) => {
      server.addHook('onRequest', async (request, reply) => {
        if (isFree(request) || !request.caller) return undefined;
        const { principal, role } = request.caller.access;
        // An app that somebody opened has their role, and with it a person's budget; a system with scopes is a system.
        const budget = role === 'system' ? limits.system : limits.person;
        return pay(request, reply, { key: `caller ${principal}`, budget });
      });
    },
  };
}

const BUSY_S = 2;
const LOOK_MS = 200;
const RESOLUTION_MS = 20;

/** Counts what runs, but not while a body is on its way: a slow line holds no place. */
function watchLoad(
  server: FastifyInstance,
  limits: Pick<Limits, 'requests' | 'bulk'>,
  queued: () => number = () => 0,
): void {
  const atOnce = { requests: 0, bulk: 0 };
  const pace = paceOf(() => atOnce.requests > 0);
  server.decorateRequest('since', null);
  const begun = (request: FastifyRequest): void => {
    if (isFree(request) || request.since !== null) return;
    request.since = performance.now();
    atOnce[laneOf(request)] += 1;
  };
  const paused = (request: FastifyRequest): number => {
    if (request.since === null) return 0;
    const ms = performance.now() - request.since;
    request.since = null;
    atOnce[laneOf(request)] -= 1;
    return ms;
  };
  const ended = (request: FastifyRequest): void => {
    if (request.since === null) return;
    const lane = laneOf(request);
    const ms = paused(request);
    if (lane === 'requests') pace.took(ms);
  };
  const isFull = (lane: Lane): boolean =>
    isOverloaded({ atOnce: atOnce[lane], ...pace.now(), queued: queued() }, limits[lane]);
  server.addHook('onRequest', async (request, reply) => {
    if (isFree(request)) return undefined;
    if (isFull(laneOf(request))) return turnAway(OVERLOADED, BUSY_S, request, reply);
    begun(request);
    // Whoever goes away early, and what is answered past us.
    reply.raw.once('close', () => ended(request));
    return undefined;
  });
  server.addHook('preParsing', async (request, _reply, payload) => {
    if (hasBody(request)) paused(request);
    return payload;
  });
  server.addHook('preValidation', async (request, reply) => {
    if (!reply.raw.closed) begun(request);
  });
  server.addHook('onSend', async (request, _reply, payload) => {
    ended(request);
    return payload;
  });
  server.addHook('onClose', async () => pace.stop());
}

type Lane = 'requests' | 'bulk';

/** Whatever may bring as much as a bundle is no request that somebody waits for at a screen. */
function laneOf({ routeOptions }: FastifyRequest): Lane {
  return (routeOptions.bodyLimit ?? 0) >= BUNDLE_BYTES_MAX ? 'bulk' : 'requests';
}

/** How late the program is, and how long answers take, looked at a few times a second. */
function paceOf(isBusy: () => boolean) {
  let lateMs = 0;
  let tookMs = 0;
  let [sumMs, count] = [0, 0];
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  delay.enable();
  const timer = setInterval(() => {
    lateMs = Math.max(0, delay.mean / 1e6 - RESOLUTION_MS);
    delay.reset();
    // While nothing at all was answered, what was true before still is.
    if (count > 0 || !isBusy()) tookMs = count > 0 ? sumMs / count : 0;
    [sumMs, count] = [0, 0];
  }, LOOK_MS).unref();
  return {
    now: () => ({ lateMs, tookMs }),
    took: (ms: number): void => {
      sumMs += ms;
      count += 1;
    },
    stop: (): void => {
      clearInterval(timer);
      delay.disable();
    },
  };
}

function hasBody({ headers }: FastifyRequest): boolean {
  return headers['transfer-encoding'] !== undefined || (headers['content-length'] ?? '0') !== '0';
}

function isFree(request: FastifyRequest): boolean {
  return request.routeOptions.config?.unmetered === true;
}

function priceOfRequest(request: FastifyRequest): number {
  const at = request.url.indexOf('?');
  const { config, url } = request.routeOptions;
  return priceOf({
    method: request.method,
    pattern: url,
    kind: config?.kind,
    query: at < 0 ? '' : request.url.slice(at + 1),
    bytes: Number(request.headers['content-length'] ?? 0) || 0,
  });
}

async function turnAway(
  { refusals }: Refused,
  waitS: number,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  void reply.header('retry-after', String(waitS));
  await sendRefusals({ refusalPage: plainPage }, refusals, request, reply);
  return reply;
}

/** A page that asks nothing of the database. The words are ours: nothing in them was sent by anybody. */
async function plainPage([{ text }]: Refusals): Promise<string> {
  return `<!doctype html><html lang="en"><title>Concord is busy</title><h1>Concord is busy</h1><p>${text}</p></html>`;
}

function tooMany(waitS: number): Refused {
  const seconds = waitS === 1 ? 'a second' : `${waitS} seconds`;
  return refuse(
    'throttled',
    'http.too-many',
    `This was asked for too fast. Nothing was done; try again in ${seconds}.`,
  );
}

const OVERLOADED = refuse(
  'transient',
  'http.overloaded',
  'More is asked for at the moment than can be done. Nothing was done; try again in a few seconds.',
);
