import { exactMinor, type Holder, ROLES } from '#agreement';
import { type Day, isDay } from '#base';
import { accepted, type Outcome, refuse } from '#fhir';
import type { OpenBook } from '../book.ts';
import { bodiesToday } from '../decision/body.ts';
import type { ProgrammeState } from './programme.ts';
import { type Context, CONTEXT, CONTEXT_FIELDS, LEVELS, type NewProgramme } from './said.ts';

/** A form or a JSON body as it was typed: words, which may be anything. */
export type Typed = Readonly<Record<string, string | readonly string[]>>;

const WORDS_MAX = 2_000;
export const PARTS_MAX = 200;

/** Reads what was typed, one thing after the other; the first that cannot be is refused by name. */
export type Reading = {
  readonly text: (name: string, what: string) => string;
  readonly optional: (name: string) => string;
  readonly day: (name: string, what: string) => Day;
  readonly number: (name: string, what: string, most: number) => number;
  readonly money: (name: string, currency: string) => number;
  readonly holder: (name: string) => Holder;
  readonly many: (name: string) => readonly string[];
};

type Missing = { readonly missing: string };

/** Runs a reader over what was typed; whatever it could not read becomes one refusal. */
export function readTyped<T>(typed: Typed, book: OpenBook, read: (reading: Reading) => T): Outcome<T> {
  const stop = (missing: string): never => {
    throw Object.assign(new Error(missing), { missing } satisfies Missing);
  };
  try {
    return accepted(read(readingOf(typed, book, stop)));
  } catch (error) {
    if (error instanceof Error && 'missing' in error) {
      return refuse('value', 'governance.programme-typed', `${error.message}.`);
    }
    throw error;
  }
}

function readingOf(typed: Typed, book: OpenBook, stop: (missing: string) => never): Reading {
  const many = (name: string): readonly string[] => {
    const value = typed[name];
    return (typeof value === 'string' ? [value] : (value ?? [])).map((one) => one.trim()).slice(0, PARTS_MAX);
  };
  const optional = (name: string): string => (many(name)[0] ?? '').slice(0, WORDS_MAX);
  const whole = (text: string) => (/^\d{1,9}$/.test(text) ? Number(text) : undefined);
  return {
    many,
    optional,
    text: (name, what) => optional(name) || stop(`Say ${what}`),
    day: (name, what) => {
      const value = optional(name);
      return isDay(value) ? value : stop(`Name the day ${what}`);
    },
    number: (name, what, most) => {
      const value = whole(optional(name).replaceAll(',', '') || '0');
      return value !== undefined && value <= most ? value : stop(`Write ${what} as a whole number, up to ${most}`);
    },
    money: (name, currency) => {
      const minor = exactMinor(optional(name) || '0', currency);
      return minor !== undefined && minor <= BigInt(Number.MAX_SAFE_INTEGER)
        ? Number(minor)
        : stop('Write the amount in digits, such as 1,250.50');
    },
    holder: (name) => holderFrom(optional(name), book) ?? stop('Choose an organisation and a role of its staff'),
  };
}

/** 'Organization/icb|commissioner', of a partner. */
export function holderFrom(text: string, { partners }: OpenBook): Holder | undefined {
  const [of = '', typedRole = ''] = text.split('|', 2);
  const partner = partners.find(({ organization }) => organization === of);
  const role = ROLES.find((one) => one === typedRole && one !== 'person' && one !== 'system');
  return partner && role ? { organization: partner.organization as Holder['organization'], role } : undefined;
}

export function newProgrammeFrom(typed: Typed, book: OpenBook): Outcome<NewProgramme> {
  const read = readTyped(typed, book, ({ text, optional, holder }) => ({
    name: text('name', 'what the programme is called').slice(0, 200),
    aim: text('aim', 'what will be better, for whom, by when'),
    measure: text('measure', 'which measure says that the aim is reached'),
    board: optional('board'),
    lead: holder('lead'),
    currency: optional('currency') || 'GBP',
  }));
  if (!read.ok) return read;
  return bodiesToday(book).some(({ id }) => id === read.value.board)
    ? read
    : refuse(
        'value',
        'governance.programme-board',
        'Name the board or group that decides about it: it is told when it goes wrong.',
      );
}

/** Only what is one of the words for it. */
export function contextFrom(typed: Typed): Context {
  const found = CONTEXT_FIELDS.flatMap((field) => {
    const words: readonly string[] = CONTEXT[field];
    const value = typed[field];
    return typeof value === 'string' && words.includes(value) ? [[field, value]] : [];
  });
  return Object.fromEntries(found) as Context;
}

export function levelFrom(text: string) {
  return LEVELS.find((one) => one === text);
}

/** 'c3': the next of its kind. */
export function nextId(prefix: string, all: readonly unknown[]): string {
  return `${prefix}${all.length + 1}`;
}

export function known(state: ProgrammeState, id: string): boolean {
  return [
    state.drivers,
    state.changes,
    state.milestones,
    state.means,
    state.shocks,
    state.promises,
    state.lessons,
  ].some((all) => all.some((one) => one.id === id));
}
