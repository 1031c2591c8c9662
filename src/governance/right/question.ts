import type { Amount } from '#agreement';

/** What somebody asked in their own words: 'who can approve £60,000 for a data feed at Vale Hospitals?' */
export type ReadQuestion = {
  readonly topic?: string;
  readonly organization?: string;
  readonly amount?: Amount;
};

type Known = {
  readonly topics: readonly string[];
  readonly organizations: readonly { readonly organization: string; readonly name: string }[];
};

/**
 * Reads topic, organisation and amount out of a question. A topic has to be named with all its words, singular or plural; of
 * organisations the one whose name shares most words with what was asked, words that several share counting for less.
 */
export function readQuestion(asked: string, { topics, organizations }: Known): ReadQuestion {
  const words = new Set(wordsIn(asked));
  const topic = topics
    .map((one) => ({ one, parts: wordsIn(one.replaceAll('-', ' ')) }))
    .filter(({ parts }) => parts.length > 0 && parts.every((part) => words.has(part)))
    .sort((a, b) => b.parts.length - a.parts.length)[0]?.one;
  const amount = amountIn(asked);
  const organization = organizationIn(words, organizations);
  return {
    ...(topic === undefined ? {} : { topic }),
    ...(organization === undefined ? {} : { organization }),
    ...(amount === undefined ? {} : { amount }),
  };
}

function organizationIn(words: ReadonlySet<string>, all: Known['organizations']): string | undefined {
  const counts = new Map<string, number>();
  for (const { name } of all) for (const word of new Set(wordsIn(name))) counts.set(word, (counts.get(word) ?? 0) + 1);
  const scored = all
    .map(({ organization, name }) => ({
      organization,
      score: [...new Set(wordsIn(name))]
        .filter((word) => words.has(word))
        .reduce((sum, word) => sum + 1 / (counts.get(word) ?? 1), 0),
    }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score);
  const [first, second] = scored;
  return first !== undefined && first.score > (second?.score ?? 0) ? first.organization : undefined;
}

const CURRENCIES: Readonly<Record<string, string>> = { '£': 'GBP', '€': 'EUR', $: 'USD' };

function amountIn(asked: string): Amount | undefined {
  const found = /([£€$])\s?(\d{1,3}(?:,\d{3})+|\d{1,9})(?:\.(\d\d))?\s?(k\b|m\b)?/i.exec(asked);
  if (!found) return undefined;
  const [, sign = '', digits = '', pence = '0', scale = ''] = found;
  const times = { '': 1, k: 1_000, m: 1_000_000 }[scale.toLowerCase()] ?? 1;
  return {
    minor: (Number(digits.replaceAll(',', '')) * 100 + Number(pence)) * times,
    currency: CURRENCIES[sign] ?? '',
  };
}

/** Words of at least two letters, without the s of a plural. */
function wordsIn(text: string): readonly string[] {
  return (text.toLowerCase().match(/[\p{L}\p{N}]{2,}/gu) ?? []).map((word) =>
    word.length > 3 ? word.replace(/s$/, '') : word,
  );
}
