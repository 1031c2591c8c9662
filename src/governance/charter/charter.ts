import type { Holder, Role } from '#agreement';

/** What an organisation is to a step: it does it, answers for it, is asked, is told. */
export const PARTS = ['responsible', 'accountable', 'consulted', 'informed'] as const;
export type Part = (typeof PARTS)[number];

export type CharterSaid =
  | { readonly did: 'begun'; readonly name: string; readonly keeper: Holder }
  | { readonly did: 'step'; readonly id: string; readonly words: string }
  | { readonly did: 'part'; readonly step: string; readonly of: string; readonly part: Part }
  | { readonly did: 'no-part'; readonly step: string; readonly of: string }
  | { readonly did: 'priority'; readonly id: string; readonly words: string }
  | { readonly did: 'ranked'; readonly order: readonly string[] }
  | { readonly did: 'concern'; readonly id: string; readonly words: string; readonly unnamed: boolean }
  | { readonly did: 'reply'; readonly concern: string; readonly words: string };

export type CharterDeed = {
  readonly at: Date;
  readonly principal: string;
  readonly by: string;
  readonly organization: string;
  readonly role: Role;
  readonly said: CharterSaid;
};

export type KeptCharter = { readonly id: string; readonly deeds: readonly CharterDeed[] };

type Of<D extends CharterSaid['did']> = Extract<CharterSaid, { did: D }>;
type Who = Omit<CharterDeed, 'said'>;

export type Step = { readonly id: string; readonly words: string; readonly parts: ReadonlyMap<string, Part> };
export type Concern = Of<'concern'> & Who & { readonly replies: readonly (Of<'reply'> & Who)[] };

export type CharterState = {
  readonly name: string;
  readonly keeper: Holder;
  readonly steps: readonly Step[];
  readonly priorities: readonly Of<'priority'>[];
  /** The last order of each organisation. */
  readonly ranked: ReadonlyMap<string, readonly string[]>;
  readonly concerns: readonly Concern[];
};

export function charterState({ deeds }: Pick<KeptCharter, 'deeds'>): CharterState {
  const [first, ...rest] = deeds;
  if (first?.said.did !== 'begun') throw new Error('a charter begins by being begun');
  const { name, keeper } = first.said;
  const begun: CharterState = { name, keeper, steps: [], priorities: [], ranked: new Map(), concerns: [] };
  return rest.reduce(after, begun);
}

function after(state: CharterState, deed: CharterDeed): CharterState {
  const { said, ...who } = deed;
  switch (said.did) {
    case 'begun':
      return state;
    case 'step':
      return { ...state, steps: [...state.steps, { id: said.id, words: said.words, parts: new Map() }] };
    case 'part':
      return parts(state, said.step, (all) => all.set(said.of, said.part));
    case 'no-part':
      return parts(state, said.step, (all) => all.delete(said.of));
    case 'priority':
      return { ...state, priorities: [...state.priorities, said] };
    case 'ranked':
      return { ...state, ranked: new Map(state.ranked).set(who.organization, said.order) };
    case 'concern':
      return { ...state, concerns: [...state.concerns, { ...said, ...who, replies: [] }] };
    case 'reply': {
      const concerns = state.concerns.map((one) =>
        one.id === said.concern ? { ...one, replies: [...one.replies, { ...said, ...who }] } : one,
      );
      return { ...state, concerns };
    }
  }
}

function parts(state: CharterState, step: string, change: (all: Map<string, Part>) => unknown): CharterState {
  const steps = state.steps.map((one) => {
    if (one.id !== step) return one;
    const all = new Map(one.parts);
    change(all);
    return { ...one, parts: all };
  });
  return { ...state, steps };
}

/** Who answers for a step already: two never do. */
export function accountableFor({ parts: all }: Pick<Step, 'parts'>): string | undefined {
  return [...all].find(([, part]) => part === 'accountable')?.[0];
}

export type Rank = {
  readonly id: string;
  readonly words: string;
  /** The middle of its places, from 1; and how far apart the first and the last are. */
  readonly middle?: number;
  readonly spread?: number;
};

/** Priorities by the middle of what partners gave them; where they are far apart, that is what there is to talk about. */
export function ranksOf({ priorities, ranked }: CharterState): readonly Rank[] {
  const all = priorities.map(({ id, words }): Rank => {
    const places = [...ranked.values()]
      .map((order) => order.indexOf(id) + 1)
      .filter((place) => place > 0)
      .sort((a, b) => a - b);
    const [first, last] = [places[0], places.at(-1)];
    const middle = places[Math.floor((places.length - 1) / 2)];
    return first === undefined || last === undefined || middle === undefined
      ? { id, words }
      : { id, words, middle, spread: last - first };
  });
  return all.toSorted((a, b) => (a.middle ?? 1e9) - (b.middle ?? 1e9));
}

/** How often something changed hands, by who had it in order. */
export function bounces(owners: readonly string[]): number {
  return owners.filter((one, index) => index > 0 && one !== owners[index - 1]).length;
}

export const BOUNCES_MAX = 2;
