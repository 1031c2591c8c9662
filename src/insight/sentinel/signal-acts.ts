import { type Access, dayWords, listed } from '#agreement';
import { accepted, type Outcome, refuse } from '#fhir';
import type { SaidReview } from './contract.ts';
import { commentFact, reviewFact } from './evaluate.ts';
import { followsFrom, tellUnheard, type Verdict, VERDICTS } from './follows.ts';
import { mayReview, ownOf } from './may.ts';
import {
  closeSignal,
  keepWord,
  readSentinels,
  readSignals,
  type Sentinel,
  type SignalRow,
} from './sentinel.queries.ts';
import type { Watching } from './watching.ts';
import { awaitedFor, commentDay, nameIn, partiesOfSignal } from './signal-view.ts';

/** One comment an organisation, by its staff, while the signal is open. */
export async function commentOn(
  watching: Watching,
  access: Access,
  signal: string,
  said: string,
): Promise<Outcome<true>> {
  const found = await ofOneOfTheTwo(watching, access, signal);
  if (!found.ok) return found;
  const words = wordsIn(said);
  if (!words.ok) return words;
  const { own, row } = found.value;
  if (row.words.some(({ kind, organization }) => kind === 'comment' && organization === own.organization)) {
    return refuse('conflict', 'insight.commented', `${own.name} has commented already. What was said stands.`);
  }
  const { store, now, obligations } = watching;
  await store.write(async (transaction) => {
    const word = { kind: 'comment', organization: own.organization, name: nameOf(access), words: words.value } as const;
    await keepWord(transaction, row.id, word, { principal: access.principal, at: new Date(now()) });
    await obligations?.fact(transaction, access, commentFact(row.id, own.organization));
  });
  return accepted(true);
}

/**
 * Keep, adjust or stop, with a reason: by whoever plans at the organisation whose change it is. It ends the signal. While somebody who was
 * asked can still comment, it says why it does not wait for that.
 */
export async function reviewOf(
  watching: Watching,
  access: Access,
  signal: string,
  said: SaidReview,
): Promise<Outcome<true>> {
  const found = await ofOneOfTheTwo(watching, access, signal);
  if (!found.ok) return found;
  const { own, row, sentinel } = found.value;
  if (!mayReview(access, sentinel) || own.organization !== sentinel.organization) {
    const text = 'Who plans at the organisation whose change it is says what follows. Yours can comment.';
    return refuse('forbidden', 'insight.not-reviewer', text);
  }
  const verdict = VERDICTS.find((one) => one === said.verdict);
  if (!verdict) return refuse('required', 'insight.verdict', 'Say whether the change is kept, adjusted or stopped.');
  const words = wordsIn(said.words);
  if (!words.ok) return words;
  const review = { sentinel, signal: row, verdict, words: words.value };
  const awaited = awaitedFor({ sentinel, signal: row, now: watching.now() });
  if (awaited.length === 0) return keepReview(watching, access, review);
  const early = lettersOf(said.early ?? '');
  if (early === undefined) return stillCommenting(watching, row, awaited);
  const told = awaited.filter((one) => one !== own.organization);
  return keepReview(watching, access, { ...review, early: { words: early, told, by: own.name } });
}

async function stillCommenting(
  { partners }: Watching,
  signal: SignalRow,
  awaited: readonly string[],
): Promise<Outcome<never>> {
  const all = await partners();
  const names = listed(awaited.map((one) => nameIn(all, one)));
  const text = `${names} ${awaited.length === 1 ? 'has' : 'have'} not commented yet, and can until ${dayWords(commentDay(signal))}. Say why it is decided without waiting for that, in 3 to ${LETTERS_MAX} letters; or decide afterwards.`;
  return refuse('required', 'insight.still-commenting', text);
}

type Review = {
  readonly sentinel: Sentinel;
  readonly signal: SignalRow;
  readonly verdict: Verdict;
  readonly words: string;
  /** Why it does not wait, who of the others is told so, and the name of whose decision it is. */
  readonly early?: { readonly words: string; readonly told: readonly string[]; readonly by: string };
};

async function keepReview(
  { store, now, obligations }: Watching,
  access: Access,
  { sentinel, signal, verdict, words, early }: Review,
): Promise<Outcome<true>> {
  const [{ id }, { organization }] = [signal, sentinel];
  const at = new Date(now());
  return store.write(async (transaction) => {
    if (!(await closeSignal(transaction, id, at))) {
      return refuse(
        'conflict',
        'insight.reviewed',
        'It was reviewed already. Open the page again to read what was decided.',
      );
    }
    await keepWord(
      transaction,
      id,
      { kind: verdict, organization, name: nameOf(access), words, ...(early ? { early: early.words } : {}) },
      { principal: access.principal, at },
    );
    await obligations?.fact(transaction, access, reviewFact(id));
    if (obligations) {
      const within = { obligations, transaction, by: access };
      await followsFrom(within, { sentinel, signal, verdict });
      if (early) await tellUnheard(within, { sentinel, signal, verdict, words, early });
    }
    return accepted(true as const);
  });
}

async function ofOneOfTheTwo(watching: Watching, access: Access, signal: string) {
  const [row] = await readSignals(watching.store, { id: signal });
  const [sentinel] = row ? await readSentinels(watching.store, row.sentinel) : [];
  const own = ownOf(await watching.partners(), access);
  if (
    !row ||
    !sentinel ||
    !own ||
    access.role === 'person' ||
    !partiesOfSignal({ sentinel, signal: row }).includes(own.organization)
  ) {
    return refuse('not-found', 'insight.no-signal', 'There is no such signal of your organisation.');
  }
  return accepted({ row, sentinel, own });
}

function wordsIn(said: string): Outcome<string> {
  const words = lettersOf(said);
  if (words !== undefined) return accepted(words);
  return refuse('required', 'insight.words', `Say what you know of it, in 3 to ${LETTERS_MAX} letters.`);
}

const LETTERS_MAX = 2_000;

function lettersOf(said: string): string | undefined {
  const words = said.trim();
  return words.length >= 3 && words.length <= LETTERS_MAX ? words : undefined;
}

function nameOf({ name, principal }: Access): string {
  return name ?? principal;
}
