import type { Access } from '#agreement';
import { accepted, type Outcome, refuse } from '#fhir';
import { commentFact, reviewFact } from './evaluate.ts';
import { followsFrom, type Verdict, VERDICTS } from './follows.ts';
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
import { partiesOfSignal } from './signal-view.ts';

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

/** Keep, adjust or stop, with a reason: by whoever plans at the organisation whose change it is. It ends the signal. */
export async function reviewOf(
  watching: Watching,
  access: Access,
  signal: string,
  said: { readonly verdict: string; readonly words: string },
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
  return keepReview(watching, access, { sentinel, signal: row, verdict, words: words.value });
}

type Review = {
  readonly sentinel: Sentinel;
  readonly signal: SignalRow;
  readonly verdict: Verdict;
  readonly words: string;
};

async function keepReview(
  { store, now, obligations }: Watching,
  access: Access,
  { sentinel, signal, verdict, words }: Review,
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
      { kind: verdict, organization, name: nameOf(access), words },
      { principal: access.principal, at },
    );
    await obligations?.fact(transaction, access, reviewFact(id));
    if (obligations) await followsFrom({ obligations, transaction, by: access }, { sentinel, signal, verdict });
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
  const words = said.trim();
  if (words.length >= 3 && words.length <= 2_000) return accepted(words);
  return refuse('required', 'insight.words', 'Say what you know of it, in 3 to 2000 letters.');
}

function nameOf({ name, principal }: Access): string {
  return name ?? principal;
}
