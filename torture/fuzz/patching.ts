import { type Answer, type Case, FHIR_JSON } from './case.ts';
import { type Fault, faultsOf } from './judge.ts';
import { patchCase, type Target } from './patches.ts';
import type { Pick } from './pick.ts';
import type { Wire } from './wire.ts';

export type Patched = {
  readonly one: Case;
  readonly answer: Answer;
  readonly faults: readonly Fault[];
  readonly before: Target;
};

const LONGEST = 200_000;
const PATCHES_EACH = 12;
const LOOKED_AT = 0.1;

/** Patches resources one after another: each lane has one of its own, which it changes until it is worn out. */
export function openPatching(from: readonly object[]) {
  const held = new Map<Wire, { target: Target; left: number }>();
  let made = 0;
  return async (wire: Wire, pick: Pick): Promise<Patched> => {
    const known = held.get(wire);
    const target =
      known !== undefined && known.left > 0 ? known.target : await freshTarget(wire, pick, from, (made += 1));
    const one = patchCase(pick, target, from);
    const answer = await wire.ask(one);
    const isChanged = answer.status === 200 && answer.body !== '';
    const faults = [...faultsOf(one, answer), ...(isChanged ? ownedFaults(target, answer) : [])];
    const now = isChanged ? { ...target, body: answer.body } : target;
    if (pick.chance(LOOKED_AT)) faults.push(...(await storedFaults(wire, now)));
    const left =
      now.body.length > LONGEST || faults.length > 0
        ? 0
        : (known?.target.id === target.id ? known.left : PATCHES_EACH) - 1;
    held.set(wire, { target: now, left });
    return { one, answer, faults, before: target };
  };
}

async function freshTarget(wire: Wire, pick: Pick, from: readonly object[], number: number): Promise<Target> {
  for (;;) {
    const resource = pick.one(from) as Readonly<Record<string, unknown>>;
    const [type, id] = [String(resource['resourceType']), `fuzz-${number}`];
    const answer = await put(wire, { type, id, body: JSON.stringify({ ...resource, id }) });
    if (answer.status < 300) return { type, id, body: answer.body };
  }
}

/** Makes a resource what it was before a patch. */
export function put(wire: Wire, { type, id, body }: Target): Promise<Answer> {
  return wire.ask({
    kind: 'resource',
    method: 'PUT',
    target: `/${type}/${id}`,
    headers: { 'content-type': FHIR_JSON },
    body: Buffer.from(body),
  });
}

type Owned = {
  readonly resourceType?: unknown;
  readonly id?: unknown;
  readonly meta?: { readonly versionId?: unknown; readonly lastUpdated?: unknown };
};

/** Type and id stay; version and time are those the server gives, and go up. */
export function ownedFaults(target: Target, { body, headers }: Answer): readonly Fault[] {
  const [before, after] = [JSON.parse(target.body) as Owned, JSON.parse(body) as Owned];
  const version = Number(/"(\d+)"/.exec(headers.get('etag') ?? '')?.[1]);
  const step = version - Number(before.meta?.versionId);
  const time = Date.parse(String(after.meta?.lastUpdated));
  const modified = Date.parse(headers.get('last-modified') ?? '');
  const wrong = [
    ...(after.resourceType === target.type && after.id === target.id ? [] : ['type or id']),
    ...(after.meta?.versionId === String(version) && (step === 0 || step === 1) ? [] : ['version']),
    ...(time >= Date.parse(String(before.meta?.lastUpdated)) &&
    Math.floor(time / 1_000) === Math.floor(modified / 1_000)
      ? []
      : ['time']),
  ];
  return wrong.map((text) => ({
    rule: 'owned',
    text: `${text} of ${JSON.stringify([before.meta, after.id, after.meta])}`,
  }));
}

/** What lies in the store is what the last answer said. */
async function storedFaults(wire: Wire, target: Target): Promise<readonly Fault[]> {
  const read = await wire.ask({ kind: 'search', method: 'GET', target: `/${target.type}/${target.id}` });
  return read.body === target.body ? [] : [{ rule: 'stored', text: `${read.status} ${read.body.slice(0, 300)}` }];
}
