import { type Random, seeded } from '#base';
import { typeName } from '#fhir';
import type { Ground, Pair } from './ground.ts';
import { type Known, learnt, NOTHING_KNOWN, randomRequest } from './program.ts';
import { type Recipe, randomRecipe, type Seen, seenBy, twinOf } from './twin.ts';
import { randomViewer, type Viewer } from './viewer.ts';
import { type Answer, type Breaking, buildWorld, type Request, type World } from './world.ts';

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
 * Builds a world from a seed and another, and runs programs of 10 to 30 requests in both. World B is world A without what the
 * viewer may not see. Answers must be equal to the byte: status, headers, body, order, totals, links. A failure of the server
 * (5xx) counts as a difference.
 */
export async function comparePair(
  ground: Ground,
  seed: number,
  programs = PROGRAMS_A_PAIR,
  control?: Control,
): Promise<Compared> {
  const random = seeded(seed);
  const viewer = randomViewer(random);
  const asking = control?.viewer ? control.viewer(viewer, random) : viewer;
  if (asking === undefined) return NOTHING;
  const recipe = randomRecipe(random, SIZE);
  const pair = await ground.pair(seed);
  try {
    return await compareIn(pair, { viewer, asking, recipe, seed, breaking: control?.breaking }, () =>
      drawn(random, programs),
    );
  } finally {
    await pair.close();
  }
}

type Asked = {
  readonly viewer: Viewer;
  /** The same, but where a control has broken what they may see. */
  readonly asking: Viewer;
  readonly recipe: Recipe;
  readonly seed: number;
  readonly breaking: Breaking | undefined;
};

async function compareIn(pair: Pair, asked: Asked, programs: () => readonly Program[]): Promise<Compared> {
  const { viewer, recipe, seed } = asked;
  const left = await buildWorld(pair.left, recipe, asked);
  const compareWith = async (first: Asker, seen: readonly Seen[], run: readonly Program[]): Promise<Compared> => {
    const right = await buildWorld(pair.right, twinOf(recipe, seen, { seed, filter: viewer.access.filter }), asked);
    return closing(right, () => compared({ first, second: asker(right) }, run, seed));
  };
  const done = await closing(left, async () => {
    const seen = await seenBy(pair.left.store, viewer, viewer.access.filter, typeName);
    if (!isTelling(seen)) return () => Promise.resolve(NOTHING);
    const run = programs();
    if (pair.isApart) {
      const found = await compareWith(asker(left), seen, run);
      return () => Promise.resolve(found);
    }
    const first = await recorded(left, run);
    return () => compareWith(first, seen, run);
  });
  return done();
}

async function closing<T>(world: World, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } finally {
    await world.close();
  }
}

/** A viewer who sees everything, or nothing, can be told nothing. */
function isTelling(seen: readonly Seen[]): boolean {
  const visible = seen.filter((one) => one.visible).length;
  return visible >= 5 && seen.length - visible >= 5;
}

/** A program as numbers: from each, and from what has been told until then, a request is made. */
type Program = readonly number[];

function drawn(random: Random, programs: number): readonly Program[] {
  return Array.from({ length: programs }, () => {
    const length = 10 + Math.floor(random() * 21);
    return Array.from({ length }, () => Math.floor(random() * 2 ** 32));
  });
}

/** A request as a world met it, and what that told, server ids renamed. */
type Told = { readonly request: Request; readonly status: number; readonly told: string };
/** Asks one world, by what that world has told. */
type Asker = {
  readonly forget: () => void;
  readonly ask: (place: number, chosen: number) => Promise<Told>;
};

/** Asks everything now, and tells it later, when that world is gone. */
async function recorded(world: World, programs: readonly Program[]): Promise<Asker> {
  const { ask, forget } = asker(world);
  const all: Told[] = [];
  for (const program of programs) {
    forget();
    for (const chosen of program) all.push(await ask(all.length, chosen));
  }
  const known = (place: number): Told => {
    const told = all[place];
    if (told === undefined) throw new Error(`request ${place} was never asked`);
    return told;
  };
  return { forget: () => undefined, ask: (place) => Promise.resolve(known(place)) };
}

/** Runs programs in both worlds until one tells something else. */
async function compared(
  { first, second }: { readonly first: Asker; readonly second: Asker },
  programs: readonly Program[],
  seed: number,
): Promise<Compared> {
  const answered: Request[] = [];
  let place = 0;
  for (const [program, requests] of programs.entries()) {
    first.forget();
    second.forget();
    for (const chosen of requests) {
      const [a, b] = await Promise.all([first.ask(place, chosen), second.ask(place, chosen)]);
      if (a.status === 200) answered.push(a.request);
      if (a.told !== b.told || a.status >= 500) {
        const difference = { seed, program, place, request: a.request, left: a.told, right: b.told };
        return { programs: program + 1, requests: place, differences: [difference], answered };
      }
      place += 1;
    }
  }
  return { programs: programs.length, requests: place, differences: [], answered };
}

function asker(world: World): Asker {
  const names = new Map<string, string>();
  let known: Known = NOTHING_KNOWN;
  return {
    forget: () => {
      known = NOTHING_KNOWN;
    },
    ask: async (place, chosen) => {
      const request = randomRequest(seeded(chosen), known);
      const answer = await world.ask(place, request);
      known = learnt(known, answer);
      return { request, status: answer.status, told: canonical(answer, names) };
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
