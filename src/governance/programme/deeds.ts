import { ROLES } from '#agreement';
import { accepted, type Outcome, refuse } from '#fhir';
import type { OpenBook } from '../book.ts';
import type { ProgrammeState } from './programme.ts';
import { lackingOf } from './rules.ts';
import type { Did, Of, ProgrammeSaid } from './said.ts';
import {
  contextFrom,
  holderFrom,
  known,
  levelFrom,
  nextId,
  PARTS_MAX,
  type Reading,
  readTyped,
  type Typed,
} from './typed.ts';

type Setting = { readonly state: ProgrammeState; readonly book: OpenBook; readonly typed: Typed };

/** What was typed, as a deed of the programme as it stands. A deed about something that is not there is refused. */
export function deedFrom(did: string, setting: Setting): Outcome<ProgrammeSaid> {
  const { state, book, typed } = setting;
  const reader = READERS[did as Did];
  if (!Object.hasOwn(READERS, did) || !reader)
    return refuse('not-found', 'governance.programme-deed', 'Nothing of that name is done to a programme.');
  const read = readTyped(typed, book, (reading) => reader(reading, setting));
  if (!read.ok) return read;
  const about = aboutOf(read.value);
  if (about.some((id) => !known(state, id))) return noPart();
  if (tooMany(state)) {
    return refuse(
      'too-costly',
      'governance.programme-full',
      `A programme has up to ${PARTS_MAX} parts of a kind. Begin another for the rest.`,
    );
  }
  if (read.value.did === 'feared') return mayFear(read.value, state);
  return read.value.did === 'started' ? mayStart(read.value, state) : read;
}

/** A change without an owner or a measure does not start, and none does before the board has agreed why and what else could be done. */
const FEARS_MAX = 12;

/** What began is watched as it was said before: another fear is declared beside it, with its own day. */
function mayFear(said: Of<'feared'>, { changes }: ProgrammeState): Outcome<ProgrammeSaid> {
  const change = changes.find(({ id }) => id === said.change);
  if (change?.started) return refuse('conflict', 'governance.change-started', 'It has started already.');
  return (change?.feared.length ?? 0) < FEARS_MAX
    ? accepted(said)
    : refuse('too-costly', 'governance.change-fears', `Of one change up to ${FEARS_MAX} things are feared.`);
}

function mayStart(said: Of<'started'>, { changes, gate, name }: ProgrammeState): Outcome<ProgrammeSaid> {
  const change = changes.find(({ id }) => id === said.change);
  const lacks = change ? lackingOf(change) : [];
  if (lacks.length > 0) {
    const text = `“${change?.words ?? ''}” cannot start yet: it lacks ${lacks.join(' and ')}. The lead of the programme adds it beside the change.`;
    return refuse('business-rule', 'governance.change-lacks', text);
  }
  if (!gate) {
    const text = `“${change?.words ?? ''}” cannot start yet: the case for change of ${name} has not gone through. Its lead writes it under “Case for change”; the board agrees to it.`;
    return refuse('business-rule', 'governance.change-before-case', text);
  }
  return change?.started ? refuse('conflict', 'governance.change-started', 'It has started already.') : accepted(said);
}

type Reader = (reading: Reading, setting: Setting) => ProgrammeSaid;

const READERS: Partial<Readonly<Record<Did, Reader>>> = {
  context: (_, { typed }) => ({ did: 'context', context: contextFrom(typed) }),
  driver: ({ text }, { state }) => ({
    did: 'driver',
    id: nextId('d', state.drivers),
    words: text('words', 'what drives the aim'),
  }),
  change: ({ text, day }, { state }) => ({
    did: 'change',
    id: nextId('c', state.changes),
    driver: text('driver', 'which driver it moves'),
    words: text('words', 'what will be done otherwise'),
    starts: day('starts', 'on which it is to start'),
  }),
  'measured-by': ({ text }) => ({
    did: 'measured-by',
    change: text('change', 'which change'),
    measure: text('measure', 'by which measure it shows').slice(0, 200),
  }),
  feared: ({ text, optional }, { book }) => {
    const at = book.partners.find(({ organization }) => organization === optional('organization'));
    return {
      did: 'feared',
      change: text('change', 'which change'),
      series: text('series', 'what would show it').slice(0, 100),
      way: optional('way') === 'down' ? 'down' : 'up',
      ...(at ? { organization: at.organization } : {}),
    };
  },
  owned: ({ text, holder }) => ({ did: 'owned', change: text('change', 'which change'), owner: holder('owner') }),
  effect: effectFrom,
  started: ({ text }) => ({ did: 'started', change: text('change', 'which change') }),
  milestone: ({ text, day }, { state }) => ({
    did: 'milestone',
    id: nextId('m', state.milestones),
    words: text('words', 'what will be there'),
    on: day('on', 'on which it will be there'),
  }),
  moved: ({ text, day }) => ({
    did: 'moved',
    milestone: text('milestone', 'which milestone'),
    on: day('on', 'to which it moves'),
    why: text('why', 'why it moves'),
  }),
  reached: ({ text, day }) => ({
    did: 'reached',
    milestone: text('milestone', 'which milestone'),
    on: day('on', 'on which it was reached'),
  }),
  baseline: ({ text }) => ({ did: 'baseline', name: text('name', 'what this baseline is called').slice(0, 200) }),
  sponsor: ({ text, optional, day }) => ({
    did: 'sponsor',
    name: text('name', 'who stands for it in public').slice(0, 200),
    office: text('office', 'in which office').slice(0, 200),
    ...(optional('until') === '' ? {} : { until: day('until', 'on which that office ends') }),
  }),
  'sponsor-act': ({ text, day }, { book }) => {
    const on = day('on', 'on which it was seen');
    return { did: 'sponsor-act', on: on > book.today ? book.today : on, words: text('words', 'what was seen') };
  },
  'sponsor-ended': ({ text }, { book }) => ({ did: 'sponsor-ended', on: book.today, why: text('why', 'how it ended') }),
  means: ({ text, day, number, money }, { state }) => ({
    did: 'means',
    id: nextId('b', state.means),
    words: text('words', 'who or what it is'),
    from: day('from', 'from which it counts'),
    until: day('until', 'on which it ends'),
    hours: number('hours', 'the hours', 1_000_000),
    minor: money('money', state.currency),
  }),
  used: ({ text, day, number, money }, { state, book }) => {
    const on = day('on', 'up to which it was used');
    return {
      did: 'used',
      means: text('means', 'of which line'),
      on: on > book.today ? book.today : on,
      hours: number('hours', 'the hours', 1_000_000),
      minor: money('money', state.currency),
    };
  },
  shock: ({ text, number, many }, { state, book }) => ({
    did: 'shock',
    id: nextId('s', state.shocks),
    words: text('words', 'what happened'),
    on: book.today,
    weeks: number('weeks', 'the weeks', 520),
    milestones: many('milestones'),
    message: text('message', 'what the teams are told'),
    tellers: many('tellers').flatMap((one) => holderFrom(one, book) ?? []),
  }),
  hours: ({ text, number }) => ({
    did: 'hours',
    shock: text('shock', 'because of what'),
    hours: number('hours', 'the hours', 100_000),
    words: text('words', 'whose hours, and on what'),
  }),
  promised: ({ text, optional, day, money }, { state }) => ({
    did: 'promised',
    id: nextId('p', state.promises),
    from: text('from', 'who promised it').slice(0, 200),
    words: text('words', 'what was promised'),
    minor: money('money', state.currency),
    until: day('until', 'by which it was to be there'),
    ...(optional('shock') === '' ? {} : { shock: optional('shock') }),
  }),
  arrived: ({ text }) => ({
    did: 'arrived',
    promise: text('promise', 'which promise'),
    words: text('words', 'what arrived'),
  }),
  lesson: ({ text }, { state }) => ({
    did: 'lesson',
    id: nextId('l', state.lessons),
    words: text('words', 'what it is about').slice(0, 200),
    expected: text('expected', 'what was expected'),
    happened: text('happened', 'what happened'),
    advice: text('advice', 'what others should do'),
  }),
  weighed: ({ text, optional }) => ({
    did: 'weighed',
    programme: text('programme', 'of which programme'),
    lesson: text('lesson', 'which lesson'),
    takes: optional('takes') === 'true',
    words: text('words', 'what you make of it'),
  }),
};

function effectFrom({ text, day, optional }: Reading, { state }: Setting): ProgrammeSaid {
  const change = text('change', 'which change');
  const level = levelFrom(text('level', 'where it is felt')) ?? 'system';
  // For one person it is said to a role, so that everybody in it finds it under their own name.
  const whom = level === 'individual' ? (ROLES.find((one) => one === optional('role')) ?? '') : optional('whom');
  const starts = state.changes.find(({ id }) => id === change)?.starts;
  return {
    did: 'effect',
    change,
    level,
    whom: whom === '' ? text('whom', 'for whom') : whom,
    words: text('words', 'what it means for them'),
    from: optional('from') === '' && starts !== undefined ? starts : day('from', 'from which it is so'),
  };
}

/** What a deed is about: it has to be there. */
function aboutOf(said: ProgrammeSaid): readonly string[] {
  switch (said.did) {
    case 'change':
      return [said.driver];
    case 'measured-by':
    case 'feared':
    case 'owned':
    case 'effect':
    case 'started':
      return [said.change];
    case 'moved':
    case 'reached':
      return [said.milestone];
    case 'used':
      return [said.means];
    case 'hours':
      return [said.shock];
    case 'shock':
      return said.milestones;
    case 'promised':
      return said.shock === undefined ? [] : [said.shock];
    case 'arrived':
      return [said.promise];
    default:
      return [];
  }
}

function tooMany(state: ProgrammeState): boolean {
  const { drivers, changes, milestones, means, shocks, promises, lessons, baselines, sponsors } = state;
  return [drivers, changes, milestones, means, shocks, promises, lessons, baselines, sponsors].some(
    (all) => all.length >= PARTS_MAX,
  );
}

export function noPart(): Outcome<never> {
  return refuse('not-found', 'governance.programme-part', 'That is not a part of this programme.');
}
