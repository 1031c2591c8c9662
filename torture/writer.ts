import { type Random, seeded } from '#base';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Cluster } from './cluster.ts';
import type { Effect, Journal, Kind } from './journal.ts';

export const SYSTEM = 'urn:concord:torture';

type Operation = {
  readonly key: string;
  readonly kind: Kind;
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
  readonly identifiers: readonly string[];
};

export type Writers = {
  /** No new operation is begun; resolves when every begun one has settled (a server must be running by then). */
  readonly settle: () => Promise<void>;
  /** Operations that were answered at all since the start. */
  readonly answered: () => number;
};

const TIMEOUT_MS = 10_000;
const SETTLE_WITHIN_MS = 60_000;

/** Starts writers that work until told to settle. Each owns what it updates and deletes, so that its expectations are its own. */
export function startWriters(
  cluster: Cluster,
  journal: Journal,
  question: { readonly count: number; readonly seed: number },
): Writers {
  const stop = { asked: false };
  let answered = 0;
  const loops = Array.from({ length: question.count }, async (_, writer) => {
    const random = seeded(question.seed * 101 + writer);
    const owned: { reference: string; version: number }[] = [];
    for (let turn = 0; !stop.asked; turn += 1) {
      const operation = nextOperation(random, `${question.seed}-${writer}-${turn}`, owned);
      const line = await perform(cluster, operation);
      journal.write(line);
      answered += 1;
      follow(operation, line.effects, owned);
    }
  });
  return {
    answered: () => answered,
    settle: async () => {
      stop.asked = true;
      await Promise.all(loops);
    },
  };
}

/** Sends an operation until its outcome is known; 5xx and silence are unknown. */
export async function perform(cluster: Cluster, operation: Operation): Promise<Parameters<Journal['write']>[0]> {
  const began = Date.now();
  for (let tries = 1; ; tries += 1) {
    const answer = await send(cluster, operation).catch(() => undefined);
    const known = answer !== undefined && answer.status < 500;
    if (!known && Date.now() - began < SETTLE_WITHIN_MS) {
      await sleep(20 + Math.min(tries * 10, 200));
      continue;
    }
    const { key, kind, identifiers } = operation;
    const ok = known && answer.status < 300;
    return {
      key,
      kind,
      identifiers,
      began,
      tries,
      ended: Date.now(),
      outcome: known ? (ok ? 'ok' : 'fail') : 'unknown',
      status: answer?.status ?? 0,
      effects: ok ? effectsOf(operation, answer) : [],
    };
  }
}

type Answer = { readonly status: number; readonly headers: Headers; readonly text: string };

async function send(cluster: Cluster, operation: Operation): Promise<Answer> {
  const answer = await fetch(`${cluster.base()}/fhir/${operation.path}`, {
    method: operation.method,
    signal: AbortSignal.timeout(TIMEOUT_MS),
    headers: {
      authorization: `Bearer ${cluster.token}`,
      'content-type': 'application/fhir+json',
      'idempotency-key': operation.key,
      ...operation.headers,
    },
    ...(operation.body === undefined ? {} : { body: operation.body }),
  });
  return { status: answer.status, headers: answer.headers, text: await answer.text() };
}

function nextOperation(
  random: Random,
  key: string,
  owned: readonly { reference: string; version: number }[],
): Operation {
  const dice = random();
  const own = owned[Math.floor(random() * owned.length)];
  if (own && dice < 0.3) return updateOf(own, key);
  if (own && owned.length > 5 && dice < 0.37) {
    return {
      key,
      kind: 'delete',
      method: 'DELETE',
      path: own.reference,
      headers: {},
      body: undefined,
      identifiers: [],
    };
  }
  if (dice < 0.55) return bundleOf(key, 2 + Math.floor(random() * 6));
  if (dice < 0.65) return conditionalOf(key, `shared-${Math.floor(random() * 200)}`);
  return {
    key,
    kind: 'create',
    method: 'POST',
    path: 'Patient',
    headers: {},
    body: JSON.stringify(patient(key)),
    identifiers: [key],
  };
}

function updateOf(own: { reference: string; version: number }, key: string): Operation {
  const [, id] = own.reference.split('/');
  const body = JSON.stringify({ ...patient(`${key}-u`), id, birthDate: '1960-01-01' });
  return {
    key,
    kind: 'update',
    method: 'PUT',
    path: own.reference,
    headers: { 'if-match': `W/"${own.version}"` },
    body,
    identifiers: [`${key}-u`],
  };
}

function bundleOf(key: string, size: number): Operation {
  const names = Array.from({ length: size }, (_, index) => `${key}-${index}`);
  const entry = names.map((name, index) => ({
    fullUrl: `urn:uuid:00000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
    resource:
      index === 0
        ? patient(name)
        : {
            resourceType: 'Observation',
            status: 'final',
            identifier: [{ system: SYSTEM, value: name }],
            code: { text: 'torture' },
            subject: { reference: 'urn:uuid:00000000-0000-4000-8000-000000000000' },
            valueInteger: index,
          },
    request: { method: 'POST', url: index === 0 ? 'Patient' : 'Observation' },
  }));
  const body = JSON.stringify({ resourceType: 'Bundle', type: 'transaction', entry });
  return { key, kind: 'bundle', method: 'POST', path: '', headers: {}, body, identifiers: names };
}

function conditionalOf(key: string, shared: string): Operation {
  const headers = { 'if-none-exist': `identifier=${encodeURIComponent(`${SYSTEM}|${shared}`)}` };
  return {
    key,
    kind: 'conditional',
    method: 'POST',
    path: 'Patient',
    headers,
    body: JSON.stringify(patient(shared)),
    identifiers: [shared],
  };
}

function patient(name: string): object {
  return { resourceType: 'Patient', identifier: [{ system: SYSTEM, value: name }], name: [{ family: name }] };
}

function effectsOf(operation: Operation, answer: Answer): readonly Effect[] {
  if (operation.kind === 'delete') return [{ reference: operation.path, version: 0, deleted: true }];
  if (operation.kind === 'bundle') {
    const bundle = JSON.parse(answer.text) as { entry: { response: { location: string } }[] };
    return bundle.entry.map((entry) => located(entry.response.location));
  }
  const resource = JSON.parse(answer.text) as { resourceType: string; id: string; meta: { versionId: string } };
  return [
    {
      reference: `${resource.resourceType}/${resource.id}`,
      version: Number(resource.meta.versionId),
      body: answer.text,
    },
  ];
}

/** '.../Patient/7/_history/1' as reference and version. */
function located(location: string): Effect {
  const [, reference = '', version = '0'] = /([A-Za-z]+\/[A-Za-z0-9.-]+)\/_history\/(\d+)$/.exec(location) ?? [];
  return { reference, version: Number(version) };
}

function follow(
  operation: Operation,
  effects: readonly Effect[],
  owned: { reference: string; version: number }[],
): void {
  const [first] = effects;
  if (!first) return;
  const at = owned.findIndex((one) => one.reference === first.reference);
  if (operation.kind === 'delete' && at >= 0) owned.splice(at, 1);
  if (operation.kind === 'create') owned.push({ reference: first.reference, version: first.version });
  if (operation.kind === 'update' && at >= 0) owned[at] = { reference: first.reference, version: first.version };
}
