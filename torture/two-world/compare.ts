import { type Random, seeded } from '#base';
import { typeName } from '#fhir';
import type { Store } from '#store';
import { type Known, learnt, NOTHING_KNOWN, randomRequest } from './program.ts';
import { randomRecipe, type Seen, seenBy, twinOf } from './twin.ts';
import { randomViewer, type Viewer } from './viewer.ts';
import { type Answer, type Breaking, buildWorld, type Request, type World } from './world.ts';

/** Two empty databases. */
export type Pair = { readonly left: Store; readonly right: Store };

/** Where the two worlds answered differently: what policy hides has been told. */
export type Difference = {
  readonly seed: number;
  readonly program: number;
  readonly place: number;
  readonly request: Request;
  /** What each world told, server ids renamed. */
  readonly left: string;
  readonly right: string;
};

/** A control: how the product is broken, and with what access the viewer asks instead. */
export type Control = {
  readonly name: string;
  readonly breaking?: Breaking;
  /** Undefined where this viewer cannot be broken so. */
  readonly viewer?: (viewer: Viewer, random: Random) => Viewer | undefined;
};

const SIZE = 70;
/** A world costs as much to build as some programs cost to run. */
const PROGRAMS_A_PAIR = 40;

/** What a pair of worlds was asked. */
export type Compared = {
  readonly programs: number;
  readonly requests: number;
  readonly differences: readonly Difference[];
  /** Searches that were answered, and not refused. */
  readonly answered: readonly Request[];
};

const NOTHING: Compared = { programs: 0, requests: 0, differences: [], answered: [] };

/**
 * Builds a pair of worlds from a seed and runs programs of 10 to 30 requests in both. World B is world A without what the
 * viewer may not see. Answers must be equal to the byte: status, headers, body, order, totals, links. A failure of the server
 * (5xx) counts as a difference.
 */
export async function comparePair(
  pair: Pair,
  seed: number,
  programs = PROGRAMS_A_PAIR,
  control?: Control,
): Promise<Compared> {
  const random = seeded(seed);
  const viewer = randomViewer(random);
  const asking = control?.viewer ? control.viewer(viewer, random) : viewer;
  const recipe = randomRecipe(random, SIZE);
  const breaking = control?.breaking;
  if (asking === undefined) return NOTHING;
  const left = await buildWorld(pair.left, recipe, { viewer: asking, seed, breaking });
  const seen = await seenBy(left.store, viewer, viewer.access.filter, typeName);
  if (!isTelling(seen)) {
    await left.close();
    return NOTHING;
  }
  const right = await buildWorld(pair.right, twinOf(recipe, seen, seed), { viewer: asking, seed, breaking });
  try {
    return await runPrograms({ left, right }, random, { seed, programs });
  } finally {
    await Promise.all([left.close(), right.close()]);
  }
}

/** A viewer who sees everything, or nothing, can be told nothing. */
function isTelling(seen: readonly Seen[]): boolean {
  const visible = seen.filter((one) => one.visible).length;
  return visible >= 5 && seen.length - visible >= 5;
}

type Worlds = { readonly left: World; readonly right: World };
type Run = { readonly seed: number; readonly programs: number };

async function runPrograms(worlds: Worlds, random: Random, { seed, programs }: Run): Promise<Compared> {
  const differences: Difference[] = [];
  const answered: Request[] = [];
  const left = asker(worlds.left);
  const right = asker(worlds.right);
  let place = 0;
  let program = 0;
  for (; program < programs && differences.length === 0; program += 1) {
    left.forget();
    right.forget();
    const length = 10 + Math.floor(random() * 21);
    for (let step = 0; step < length; step += 1, place += 1) {
      const chosen = Math.floor(random() * 2 ** 32);
      const [a, b] = await Promise.all([left.ask(place, chosen), right.ask(place, chosen)]);
      if (a.answer.status === 200) answered.push(a.request);
      if (a.told === b.told && a.answer.status < 500) continue;
      differences.push({ seed, program, place, request: a.request, left: a.told, right: b.told });
      break;
    }
  }
  return { programs: program, requests: place, differences, answered };
}

/** Asks one world, by what that world has told. */
function asker(world: World) {
  const names = new Map<string, string>();
  let known: Known = NOTHING_KNOWN;
  return {
    forget: (): void => {
      known = NOTHING_KNOWN;
    },
    ask: async (place: number, chosen: number) => {
      const request = randomRequest(seeded(chosen), known);
      const answer = await world.ask(place, request);
      known = learnt(known, answer);
      return { request, answer, told: canonical(answer, names) };
    },
  };
}

const SERVER_ID = /\b[0-9a-hjkmnp-tv-z]{22}\b/g;

/**
 * The answer with the server's ids called by the order in which they were met: entries of a batch run side by side, and which
 * of them draws the first chance is a matter of timing. In the place of a next page they stand inside, so that is opened.
 */
function canonical(answer: Answer, names: Map<string, string>): string {
  return (
    JSON.stringify(answer)
      // A time of writing is as long as its fraction of a second; the body itself is compared.
      .replace(/"content-length":"\d+"/, '"content-length":""')
      .replace(
        /_page=([\w-]+)\.[\w-]+/g,
        (_, payload: string) => `_page=${Buffer.from(payload, 'base64url').toString()}`,
      )
      .replace(SERVER_ID, (id) => {
        const name = names.get(id) ?? `id ${names.size + 1}`;
        names.set(id, name);
        return name;
      })
  );
}
