import type { Role } from '#agreement';
import type { Random } from '#base';
import { routesOf } from '../../src/app/smart/forging.testing.ts';
import type { Launching } from '../../src/app/smart/launching.testing.ts';
import type { Agreement } from '../matrix/agreements.ts';
import { withoutAlerts } from '../matrix/alerts.ts';
import { type Item, rewritten, STRANGER } from '../matrix/people.ts';
import type { Matrix } from '../matrix/run.ts';
import { isSeen } from '../matrix/truth.ts';
import { relate, sendAs } from '../matrix/world.ts';

/*
 * The two worlds one after the other: everything that a seat can open is opened; then what the seat may not see is taken out,
 * rewritten and added to; and it is opened again. Which addresses there are is read from the running server, so that a page that
 * is added is opened too.
 */
export type Difference = {
  readonly role: Role;
  readonly agreement: string;
  readonly path: string;
  readonly before: string;
  readonly after: string;
};

export type Opened = {
  readonly programs: number;
  readonly requests: number;
  readonly changed: number;
  /** Addresses that tell of looking itself, and so move by being opened. */
  readonly moving: ReadonlySet<string>;
  readonly differences: readonly Difference[];
};

/** What may differ, and why. Nothing else may. */
export const EXCEPTIONS: readonly { readonly path: RegExp; readonly because: string }[] = [];

/** Not asked: they do something, are the same for everybody, or are another channel's. */
const LEFT_OUT = /^\/(assets|healthz|smart|sign-in|sign-out|\.well-known|prove|still|apps\/open|fhir)/;

const PAGES_A_PROGRAM = 24;
const CHANGES = 60;

export type Trying = { readonly role: Role; readonly agreement: Agreement; readonly random: Random };

/** One program: a seat, an agreement, some addresses, and what they must not tell. */
export async function openTwice(matrix: Matrix, { role, agreement, random }: Trying): Promise<Opened> {
  const { world } = matrix;
  await world.agree(agreement);
  const at = below(random, world.people.length);
  const headers = await world.headersOf(role, 'session', at);
  const paths = pathsOf(matrix, random);
  const open = async (): Promise<ReadonlyMap<string, string>> => {
    const all = new Map<string, string>();
    for (const path of paths) all.set(path, await told(`${world.server.app.address}${path}`, headers));
    return all;
  };
  const first = await open();
  const before = await open();
  const moving = new Set(paths.filter((path) => first.get(path) !== before.get(path)).map(patternOf));
  const changed = await change(matrix, { role, agreement, at, random });
  const after = await open();
  const differences = paths.flatMap((path): readonly Difference[] => {
    const [one = '', other = ''] = [before.get(path), after.get(path)];
    if (one === other || moving.has(patternOf(path)) || EXCEPTIONS.some((exception) => exception.path.test(path)))
      return [];
    const from = Math.max(0, [...one].findIndex((letter, index) => letter !== other[index]) - 200);
    return [
      {
        role,
        agreement: agreement.name,
        path,
        before: one.slice(from, from + 500),
        after: other.slice(from, from + 500),
      },
    ];
  });
  return { programs: 1, requests: paths.length * 3, changed, moving, differences };
}

const below = (random: Random, end: number): number => Math.floor(random() * end);
const patternOf = (path: string): string => path.replace(/\?.*$/, '').replace(/\/[\w-]{20,}/g, '/…');

/** Addresses by the routes that there are, with people, agreements and measures in the places of their parameters. */
function pathsOf({ world, agreements }: Matrix, random: Random): readonly string[] {
  const launching = { server: world.server } as Launching;
  const someone = () => world.people[below(random, world.people.length)];
  const personId = () => world.persons.get(someone()?.patient.id ?? '') ?? 'x';
  const instrument = () => agreements[below(random, agreements.length)]?.stack[0]?.instrument.id ?? 'sharing';
  const patterns = routesOf(launching).flatMap(([method, path]) =>
    method === 'GET' && !LEFT_OUT.test(path) ? [path] : [],
  );
  const queries = [
    '',
    `?text=${someone()?.family ?? ''}`,
    '?text=Given',
    '?kind=problem',
    '?page=2',
    `?person=${personId()}`,
  ];
  return Array.from({ length: PAGES_A_PROGRAM }, () => {
    const pattern = patterns[below(random, patterns.length)] ?? '/people';
    const of = /^\/(people|audit|api\/people)/.test(pattern) ? personId() : instrument();
    return `${pattern.replaceAll('/one', `/${of}`)}${queries[below(random, queries.length)] ?? ''}`;
  });
}

async function told(address: string, headers: Readonly<Record<string, string>>): Promise<string> {
  const answer = await fetch(address, { headers, redirect: 'manual' });
  const text = await answer.text();
  const kept = ['etag', 'location', 'content-type'].map((name) => answer.headers.get(name) ?? '');
  // Drawn from chance at each answer: what a mistake is found by in the log, and the mark of the page.
  return `${answer.status} ${kept.join(' ')} ${withoutAlerts(text).replace(/"trace":"[^"]*"|data-mark="[^"]*"/g, '')}`;
}

type Changing = { readonly role: Role; readonly agreement: Agreement; readonly at: number; readonly random: Random };

/** Takes out, rewrites and adds what the seat may not see; answers how much. */
async function change({ world, ground }: Matrix, { role, agreement, at, random }: Changing): Promise<number> {
  const looking = { role, agreement, credential: 'session' } as const;
  const hidden = world.people.flatMap((someone, index) =>
    // A person sees their own record, and nobody else's.
    someone.items.filter((item) => (role === 'person' && index !== at) || !isSeen(ground, looking, someone, item)),
  );
  const chosen = Array.from(
    { length: Math.min(CHANGES, hidden.length) },
    () => hidden[below(random, hidden.length)] as Item,
  );
  const once = [...new Map(chosen.map((item) => [item.id, item])).values()];
  const changes = once.map((item, turn) => (turn % 2 === 0 ? rewritten(item, below(random, 1_000_000)) : item));
  for (const owner of new Set(changes.map((item) => item.owner)))
    await sendAs(
      world.server,
      owner,
      changes.filter((item, turn) => item.owner === owner && turn % 2 === 0),
    );
  for (const item of once.filter((_, turn) => turn % 2 === 1))
    await remove(world.server.base, await world.server.tokenFor('feed', item.owner), item);
  // What is kept about the person themself they may see, but for what protects them.
  const others = once.filter(({ id }) => role !== 'person' || !id.startsWith(`i${at}-`));
  await sendAs(
    world.server,
    STRANGER,
    others.slice(0, 10).map((item) => added(item, random)),
  );
  await world.server.app.caughtUp();
  await relate(world.store, world.people);
  return once.length + 10;
}

/** One more of a stranger, restricted: for nobody here. */
function added(item: Item, random: Random): Item {
  const id = `added-${below(random, 1_000_000_000)}`;
  const meta = { security: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-Confidentiality', code: 'V' }] };
  return { ...item, id, owner: STRANGER, body: { ...item.body, id, meta } };
}

async function remove(base: string, token: string, { type, id }: Item): Promise<void> {
  const answer = await fetch(`${base}/${type}/${id}`, {
    method: 'DELETE',
    headers: { authorization: `Bearer ${token}` },
  });
  if (answer.status >= 300) throw new Error(`${type}/${id}: ${answer.status}`);
}
