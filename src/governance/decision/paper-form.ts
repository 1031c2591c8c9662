import type { Access, Amount } from '#agreement';
import { isDay } from '#base';
import { accepted, type Outcome, refuse } from '#fhir';
import type { OpenBook } from '../book.ts';
import type { Move, Paper } from './paper.ts';
import { underVersion } from './under.ts';

/** A paper as it was typed: words, which may be anything. */
export type TypedPaper = Readonly<Record<string, unknown>>;

const WORDS_MAX = 4_000;
const LINES_MAX = 50;

/** Read and checked: what is missing or cannot be is refused by name. */
export function paperFrom(typed: TypedPaper, book: OpenBook, access: Access): Outcome<Paper> {
  const title = text(typed['title']).slice(0, 200);
  const ask = text(typed['ask']).slice(0, WORDS_MAX);
  const effect = text(typed['effect']).slice(0, WORDS_MAX);
  const topic = text(typed['topic']);
  const reviewOn = text(typed['reviewOn']);
  if (title === '' || ask === '' || effect === '' || topic === '') {
    return refuse(
      'required',
      'governance.paper',
      'A paper says what it is about, what is asked, for which topic, and what is expected of it.',
    );
  }
  if (!isDay(reviewOn) || reviewOn <= book.today) {
    return refuse('value', 'governance.paper-review', 'Name a day to come on which somebody looks at what came of it.');
  }
  const partners = new Set(book.partners.map(({ organization }) => organization));
  const moves = movesFrom(typed['moves']);
  const named = [...strings(typed['organizations']), ...(moves ?? []).flatMap(({ from, to }) => [from, to])];
  if (!moves || named.some((one) => !partners.has(one))) {
    return refuse(
      'value',
      'governance.paper-moves',
      'What moves goes from one partner to another, so many a year, at a price each; minutes of staff time and people who move are whole numbers.',
    );
  }
  const amount = amountFrom(typed['amount']);
  const draft = draftFrom(typed['draft'], book, access);
  if (draft === null) return refuse('value', 'governance.no-version', 'There is no such version of an agreement.');
  return accepted({
    title,
    ask,
    topic,
    organizations: [...new Set(named)],
    suppliers: strings(typed['suppliers']),
    moves,
    effect,
    reviewOn,
    ...(amount ? { amount } : {}),
    ...draft,
  });
}

export function wordsOf(said: string): Outcome<string> {
  const words = said.trim();
  return words === '' || words.length > WORDS_MAX
    ? refuse('required', 'governance.decision-words', `Say it in words, of at most ${WORDS_MAX} characters.`)
    : accepted(words);
}

export function amountFrom(value: unknown): Amount | undefined {
  const { minor, currency } = members(value);
  return Number.isSafeInteger(minor) && typeof currency === 'string' && /^[A-Z]{3}$/.test(currency)
    ? { minor: Number(minor), currency }
    : undefined;
}

function movesFrom(value: unknown): readonly Move[] | undefined {
  const all = Array.isArray(value) ? value.slice(0, LINES_MAX) : [];
  const moves = all.flatMap((one): readonly Move[] => {
    const { what, from, to, perYear, price, minutes, workers } = members(one);
    const each = amountFrom(price);
    const staff = [minutes, workers].every((given) => given === undefined || isCount(given));
    const fits = staff && isCount(perYear) && perYear > 0 && each !== undefined && each.minor >= 0;
    return fits && text(what) !== '' && text(from) !== text(to)
      ? [
          {
            what: text(what).slice(0, 200),
            from: text(from),
            to: text(to),
            perYear,
            price: each,
            ...(isCount(minutes) ? { minutes } : {}),
            ...(isCount(workers) ? { workers } : {}),
          },
        ]
      : [];
  });
  return moves.length === all.length ? moves : undefined;
}

const COUNT_MAX = 1_000_000;

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 && value <= COUNT_MAX;
}

/** With what follows from it. Nothing where none is named, null where the seat sees no such version. */
function draftFrom(value: unknown, book: OpenBook, access: Access): Pick<Paper, 'draft' | 'under'> | null {
  const { instrument, version } = members(value);
  if (text(instrument) === '') return {};
  const draft = { instrument: text(instrument), version: Number(version) };
  const under = underVersion(book, access, draft);
  return under ? { draft, under } : null;
}

function strings(value: unknown): readonly string[] {
  return (Array.isArray(value) ? value : [])
    .map(text)
    .filter((one) => one !== '')
    .slice(0, LINES_MAX);
}

function members(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}

function text(value: unknown): string {
  return typeof value === 'string' ? value.trim() : '';
}
