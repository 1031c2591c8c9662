import type { Access } from '#agreement';
import { accepted, type Outcome, refuse } from '#fhir';
import type { OddShown } from './contract.ts';
import { mayDeclare, ownOf } from './may.ts';
import { closeOdd, keepOdd, type OddRow, readOdd } from './odd.queries.ts';
import { readSentinels } from './sentinel.queries.ts';
import type { Watching } from './watching.ts';

/** Anybody who is signed in, staff or person, says what they noticed. */
export async function reportOdd(
  { store, now, partners }: Watching,
  access: Access,
  { words: said, place }: { readonly words: string; readonly place: string },
): Promise<Outcome<true>> {
  const words = said.trim();
  if (words.length < 3 || words.length > 2_000 || place.length > 200) {
    return refuse(
      'required',
      'insight.words',
      'Say what you noticed, in 3 to 2000 letters, and where, in at most 200.',
    );
  }
  const own = ownOf(await partners(), access);
  await keepOdd(store, {
    words,
    place: place.trim(),
    organization: own?.organization ?? '',
    name: access.name ?? access.principal,
    principal: access.principal,
    at: new Date(now()),
  });
  return accepted(true);
}

/** What I reported, with what became of it. */
export async function myOdd({ store }: Watching, { principal, role }: Access): Promise<readonly OddShown[]> {
  // Declared changes are for staff, so a person is told the answer and no address of one.
  return (await readOdd(store, { principal })).map((row) =>
    shown(role === 'person' ? { ...row, sentinel: null } : row, false),
  );
}

/** What staff reads: who answers sees all and by whom, others what they reported themselves. */
export async function oddFor({ store }: Watching, access: Access): Promise<readonly OddShown[]> {
  if (mayDeclare(access)) return (await readOdd(store)).map((row) => shown(row, true));
  return (await readOdd(store, { principal: access.principal })).map((row) => shown(row, false));
}

/** Answered once, in words that its reporter reads; linked to the declared change that it may come from. */
export async function answerOdd(
  { store, now }: Watching,
  access: Access,
  id: string,
  { words: said, sentinel }: { readonly words: string; readonly sentinel?: string },
): Promise<Outcome<true>> {
  if (!mayDeclare(access)) {
    const text = 'Programme leads, commissioners and practice managers answer what was reported.';
    return refuse('forbidden', 'insight.planners-only', text);
  }
  const words = said.trim();
  if (words.length < 3 || words.length > 2_000) {
    return refuse(
      'required',
      'insight.words',
      'Say what becomes of it, in 3 to 2000 letters: who reported it reads this.',
    );
  }
  if (sentinel && (await readSentinels(store, sentinel)).length === 0) {
    return refuse('not-found', 'insight.no-sentinel', 'There is no such declared change.');
  }
  const by = access.name ?? access.principal;
  const done = await closeOdd(store, { id, words, by, at: new Date(now()), ...(sentinel ? { sentinel } : {}) });
  return done
    ? accepted(true)
    : refuse('not-found', 'insight.no-odd', 'There is no such report, or it was answered already.');
}

function shown(
  { id, words, place, name, at, sentinel, answer, answeredBy, answered }: OddRow,
  named: boolean,
): OddShown {
  return {
    id,
    words,
    place,
    at: at.toISOString(),
    ...(named ? { by: name } : {}),
    ...(sentinel ? { sentinel } : {}),
    ...(answer && answered ? { answer: { words: answer, by: answeredBy ?? '', at: answered.toISOString() } } : {}),
  };
}
