import type { Holder } from '#agreement';
import type { Day } from '#base';
import { type Outcome, refuse } from '#fhir';
import type { OpenBook } from '../book.ts';
import { standingVersions } from '../book.ts';
import type { ProgrammeState } from '../programme/programme.ts';
import { holderFrom, type Reading, readTyped, type Typed } from '../programme/typed.ts';
import {
  type AboutAll,
  type AboutOne,
  GATHERINGS,
  GRADES,
  KINDS,
  STANCES,
  type StakeholderSaid,
  WAYS,
  WEIGHTS,
} from './said.ts';
import type { Circle, Stakeholder } from './stakeholder.ts';

export type Setting = {
  readonly circle: Circle;
  readonly programme: ProgrammeState;
  readonly book: OpenBook;
  readonly typed: Typed;
};

const STAKEHOLDERS_MAX = 300;
const PARTS_MAX = 500;

/** What is done to the programme's circle as a whole. */
export function allFrom(did: string, setting: Setting): Outcome<AboutAll> {
  const { circle, book, typed } = setting;
  return readTyped(typed, book, (reading) => {
    const { text, day, number, optional } = reading;
    switch (did) {
      case 'cadence':
        return {
          did,
          silent: number('silent', 'the days', 3_650) || 45,
          kept: number('kept', 'the days', 3_650) || 730,
          most: number('most', 'the contacts', 1_000) || 4,
          agreement: text('agreement', 'which agreement says so'),
          paragraph: text('paragraph', 'in which paragraph it stands'),
        } as const;
      case 'gathering':
        return {
          did,
          what: oneOf(GATHERINGS, optional('what')) ?? 'locality-meeting',
          on: day('on', 'of it'),
          words: text('words', 'what it is, in a few words').slice(0, 200),
        } as const;
      default:
        return {
          did: 'newsletter',
          id: `n${circle.newsletters.length + 1}`,
          title: text('title', 'what it is called').slice(0, 200),
          words: text('words', 'what it says'),
        } as const;
    }
  });
}

/** Only an agreement that runs can say otherwise, and it is named with its paragraph. */
export function restsOn(book: OpenBook, said: AboutAll): boolean {
  if (said.did !== 'cadence') return true;
  return standingVersions(book).some(
    ({ standing, instrument }) =>
      standing === 'in-effect' &&
      instrument.id === said.agreement &&
      instrument.text.some(({ id }) => id === said.paragraph),
  );
}

/** Somebody new. Who the person is that sits in the place is found by the caller, who may ask for it. */
export function enteredFrom({
  circle,
  book,
  programme,
  typed,
}: Setting): Outcome<AboutOne & { readonly did: 'entered' }> {
  if (circle.stakeholders.length >= STAKEHOLDERS_MAX)
    return refuse(
      'too-costly',
      'governance.stakeholders-full',
      `A programme has up to ${STAKEHOLDERS_MAX} stakeholders.`,
    );
  return readTyped(typed, book, ({ text, optional, many }) => {
    const place = many('place').flatMap((one) => holderFrom(one, book) ?? [])[0];
    const person = optional('person');
    return {
      did: 'entered',
      kind: oneOf(KINDS, optional('kind')) ?? 'person',
      name: text('name', 'who it is').slice(0, 200),
      stake: text('stake', 'what is at stake for them'),
      tender: many('tender').flatMap((one) => holderFrom(one, book) ?? [])[0] ?? programme.lead,
      ...(place ? { place } : {}),
      ...(/^Person\/[A-Za-z0-9.-]{1,64}$/.test(person) ? { person } : {}),
    } as const;
  });
}

/** What is said of one: mostly one thing; a contact and what was promised in it are written down at once. */
export function oneFrom(did: string, one: Stakeholder, setting: Setting): Outcome<readonly AboutOne[]> {
  const { book, typed } = setting;
  if ([one.contacts, one.promises, one.replies, one.grades].some(({ length }) => length >= PARTS_MAX))
    return refuse(
      'too-costly',
      'governance.stakeholder-full',
      `Of one stakeholder up to ${PARTS_MAX} things of a kind are kept.`,
    );
  if (!Object.hasOwn(READERS, did))
    return refuse('not-found', 'governance.stakeholder-deed', 'Nothing of that name is said of a stakeholder.');
  const read = readTyped(typed, book, (reading) => READERS[did as keyof typeof READERS](reading, one, setting));
  if (!read.ok) return read;
  return read.value.every((said) => isThere(said, one, setting.programme)) ? read : noPart();
}

type Reader = (reading: Reading, one: Stakeholder, setting: Setting) => readonly AboutOne[];

const READERS: Readonly<Record<Exclude<AboutOne['did'], 'entered'>, Reader>> = {
  graded: ({ text, optional }, _, { book }) => [
    {
      did: 'graded',
      weight: oneOf(WEIGHTS, optional('weight')) ?? 'power',
      grade: oneOf(GRADES, optional('grade')) ?? 'medium',
      on: dayOr(optional('on'), book),
      evidence: text('evidence', 'what shows it'),
    },
  ],
  stance: ({ text, optional }, _, { book }) => [
    {
      did: 'stance',
      stance: oneOf(STANCES, optional('stance')) ?? 'neutral',
      on: dayOr(optional('on'), book),
      evidence: text('evidence', 'what shows it'),
    },
  ],
  tended: ({ holder }) => [{ did: 'tended', tender: holder('tender') }],
  contact: contactFrom,
  promised: (reading, one, setting) => [promiseFrom(reading, one, setting, {})],
  done: ({ text }) => [
    { did: 'done', promise: text('promise', 'which promise'), words: text('words', 'what was done') },
  ],
  planned: ({ day, optional }) => [
    { did: 'planned', way: oneOf(WAYS, optional('way')) ?? 'visit', on: day('on', 'on which it is planned') },
  ],
  reply: ({ text }, one) => [
    {
      did: 'reply',
      id: `r${one.replies.length + 1}`,
      consultation: text('consultation', 'what they were asked about').slice(0, 200),
      words: text('words', 'what they replied'),
    },
  ],
  answered: ({ text, optional }) => [
    {
      did: 'answered',
      reply: text('reply', 'which reply'),
      words: text('words', 'what came of it, or why nothing did'),
      ...(optional('change') === '' ? {} : { change: optional('change') }),
    },
  ],
  'own-view': ({ text }) => [{ did: 'own-view', words: text('words', 'how you see it') }],
};

/** Whom, how, one line, what was promised by when: twenty seconds. */
function contactFrom(reading: Reading, one: Stakeholder, setting: Setting): readonly AboutOne[] {
  const { text, optional } = reading;
  const id = `c${one.contacts.length + 1}`;
  const contact = {
    did: 'contact',
    id,
    way: oneOf(WAYS, optional('way')) ?? 'met',
    on: dayOr(optional('on'), setting.book),
    words: text('words', 'in one line what it was about'),
  } as const;
  if (optional('promise') === '') return [contact];
  return [contact, promiseFrom(reading, one, setting, { contact: id })];
}

function promiseFrom(
  { text, optional, many, day }: Reading,
  one: Stakeholder,
  { book }: Setting,
  of: { readonly contact?: string },
): AboutOne {
  const side = optional('side') === 'them' ? 'them' : 'us';
  // What they promised they owe themselves where they sit at a partner; else it is asked for by who looks after them.
  const theirs: Holder = one.place ?? one.tender;
  return {
    did: 'promised',
    id: `p${one.promises.length + 1}`,
    ...of,
    side,
    words: text('promise', 'what was promised'),
    owner: many('owner').flatMap((typed) => holderFrom(typed, book) ?? [])[0] ?? (side === 'us' ? one.tender : theirs),
    until: day('until', 'by which it was promised'),
  };
}

/** What is said of something that is not there is refused. */
function isThere(said: StakeholderSaid, one: Stakeholder, { changes }: ProgrammeState): boolean {
  if (said.did === 'done') return one.promises.some(({ id, done }) => id === said.promise && !done);
  if (said.did !== 'answered') return true;
  const change = said.change === undefined || changes.some(({ id }) => id === said.change);
  return change && one.replies.some(({ id }) => id === said.reply);
}

export function noPart(): Outcome<never> {
  return refuse(
    'not-found',
    'governance.no-stakeholder',
    'There is no such stakeholder, or no such part of what is said of them.',
  );
}

function dayOr(typed: string, { today }: OpenBook): Day {
  return /^\d{4}-\d{2}-\d{2}$/.test(typed) && typed <= today ? (typed as Day) : today;
}

function oneOf<T extends string>(words: readonly T[], typed: string): T | undefined {
  return words.find((one) => one === typed);
}
