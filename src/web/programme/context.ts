import type { Context, ContextField } from '#governance/contract';
import { capital } from '../parts/words.ts';

/** What each thing of the context is called on screens, and what it can be. */
export const CONTEXT_WORDS: Readonly<Record<ContextField, string>> = {
  setting: 'town or country',
  shape: 'shape of the partnership',
  money: 'how money is held',
  record: 'how records are kept',
  size: 'people served',
  history: 'how partners got on before',
  clinicians: 'part of the clinicians',
};

const WORDS: { readonly [F in ContextField]: Readonly<Record<NonNullable<Context[F]>, string>> } = {
  setting: { town: 'town', country: 'country', mixed: 'town and country' },
  shape: { 'new-organisation': 'one new organisation', federation: 'a federation', contract: 'a contract' },
  money: { pooled: 'pooled', aligned: 'aligned', separate: 'separate' },
  record: { shared: 'one shared record', 'partly-shared': 'partly shared', separate: 'separate' },
  size: { 'under-50000': 'under 50,000', '50000-to-300000': '50,000 to 300,000', 'over-300000': 'over 300,000' },
  history: { 'worked-together': 'worked together', 'first-time': 'for the first time', conflict: 'with conflict' },
  clinicians: { lead: 'they lead', 'take-part': 'they take part', 'stand-aside': 'they stand aside' },
};

const FIELDS = Object.keys(CONTEXT_WORDS) as readonly ContextField[];

export const CONTEXT_CHOICES = FIELDS.map(
  (field) => [field, Object.entries(WORDS[field]).map(([value, words]) => ({ value, words }))] as const,
);

/** 'Town or country: town and country. How money is held: pooled.' */
export function contextWords(context: Context): string {
  const said = FIELDS.flatMap((field) => {
    const value = context[field];
    const words: Readonly<Record<string, string>> = WORDS[field];
    return value === undefined ? [] : [`${capital(CONTEXT_WORDS[field])}: ${words[value] ?? value}.`];
  });
  return said.length === 0 ? 'Nobody has said yet.' : said.join(' ');
}
