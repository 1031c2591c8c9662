import type { Holder } from '#agreement';
import type { Day } from '#base';

export const OPENINGS = ['money', 'mandate', 'sponsor', 'deadline'] as const;
export type Opening = (typeof OPENINGS)[number];

export const RESTS = ['programme', 'fund', 'duty', 'report'] as const;
export type Rest = (typeof RESTS)[number];

export type PolicySaid =
  | {
      readonly did: 'entered';
      readonly name: string;
      /** Where it can be read. */
      readonly source: string;
      readonly from: Day;
      readonly until?: Day;
      readonly objectives: readonly string[];
    }
  | { readonly did: 'opens'; readonly what: Opening; readonly words: string; readonly until?: Day }
  | {
      readonly did: 'rests';
      readonly id: string;
      readonly kind: Rest;
      readonly words: string;
      /** The programme, where it is one. */
      readonly programme?: string;
      readonly owner: Holder;
    }
  | { readonly did: 'withdrawn'; readonly on: Day; readonly why: string };

export type Of<D extends PolicySaid['did']> = Extract<PolicySaid, { did: D }>;

export type PolicyState = Omit<Of<'entered'>, 'did'> & {
  readonly id: string;
  readonly opens: readonly Omit<Of<'opens'>, 'did'>[];
  readonly rests: readonly Omit<Of<'rests'>, 'did'>[];
  readonly withdrawn?: Pick<Of<'withdrawn'>, 'on' | 'why'>;
};

export function policyOf(id: string, all: readonly PolicySaid[]): PolicyState | undefined {
  const [first, ...rest] = all;
  if (first?.did !== 'entered') return undefined;
  return rest.reduce<PolicyState>(
    (one, said) => {
      if (said.did === 'opens') return { ...one, opens: [...one.opens, said] };
      if (said.did === 'rests') return { ...one, rests: [...one.rests, said] };
      return said.did === 'withdrawn' ? { ...one, withdrawn: said } : one;
    },
    { ...first, id, opens: [], rests: [] },
  );
}

export type PolicyStanding = 'coming' | 'in-effect' | 'ended' | 'withdrawn';

export function standingOf({ from, until, withdrawn }: PolicyState, today: Day): PolicyStanding {
  if (withdrawn && withdrawn.on <= today) return 'withdrawn';
  if (until !== undefined && until < today) return 'ended';
  return from > today ? 'coming' : 'in-effect';
}

export type Hook = { readonly policy: string; readonly name: string; readonly words: readonly string[] };

const HOOKS = 3;
const LETTERS_MIN = 5;

/**
 * The policies whose objectives share most words with what is being done: counted, and the words named. Of equals the first by name, so
 * that the same asked twice answers the same. What shares no word is no hook.
 */
export function nearestHooks(text: string, policies: readonly PolicyState[], today: Day): readonly Hook[] {
  const own = wordsOf(text);
  return policies
    .filter((one) => ['in-effect', 'coming'].includes(standingOf(one, today)))
    .map(({ id, name, objectives }) => ({
      policy: id,
      name,
      words: [...wordsOf(objectives.join(' '))].filter((word) => own.has(word)).toSorted(),
    }))
    .filter(({ words }) => words.length > 0)
    .toSorted(
      (a, b) =>
        b.words.length - a.words.length || a.name.localeCompare(b.name, 'en') || a.policy.localeCompare(b.policy, 'en'),
    )
    .slice(0, HOOKS);
}

function wordsOf(text: string): ReadonlySet<string> {
  return new Set(
    text
      .toLowerCase()
      .split(/[^\p{L}]+/u)
      .filter((word) => word.length >= LETTERS_MIN),
  );
}
