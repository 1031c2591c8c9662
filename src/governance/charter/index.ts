import type { Access } from '#agreement';
import { accepted, type Outcome } from '#fhir';
import type { Acting } from '../acts.ts';
import { nameOf, partnerOf } from '../decision/who.ts';
import { placesOn } from '../places.ts';
import { act, begin, isKeeper, mayWrite, noCharter } from './charter-acts.ts';
import { allCharters, changedHands, liveSteps, readCharter } from './charter.queries.ts';
import { accountableFor, BOUNCES_MAX, bounces, type CharterState, charterState, ranksOf } from './charter.ts';
import type { CharterAnswers, CharterSummary, CharterView, BoxConcern } from './contract.ts';
import { alike } from './issues.ts';

const MONTHS_MS = 92 * 86_400_000;

/** Who does what in a pathway, as pages and routes ask for it. */
export function charterAnswers(acting: Acting): CharterAnswers {
  return {
    all: (access) => all(acting, access),
    one: (access, id) => one(acting, access, id),
    begin: (access, typed) => begin(acting, access, typed),
    act: (access, id, done) => act(acting, access, id, done),
  };
}

async function all(acting: Acting, access: Access): Promise<readonly CharterSummary[]> {
  if (!partnerOf(acting.current.book(), access)) return [];
  const kept = await allCharters(acting.store);
  return Promise.all(kept.map((charter) => summaryOf(acting, charter.id, charterState(charter))));
}

async function summaryOf(acting: Acting, id: string, state: CharterState): Promise<CharterSummary> {
  return {
    id,
    name: state.name,
    keeper: await placesOn(acting, acting.current.book())(state.keeper),
    steps: state.steps.length,
    open: state.steps.filter((step) => accountableFor(step) === undefined).length,
    concerns: state.concerns.filter(({ replies }) => replies.length === 0).length,
  };
}

async function one(acting: Acting, access: Access, id: string): Promise<Outcome<CharterView>> {
  const { store, now, current } = acting;
  const book = current.book();
  const kept = partnerOf(book, access) && (await readCharter(store, id));
  if (!kept) return noCharter();
  const state = charterState(kept);
  const keeps = isKeeper(book, access, state);
  const moved = await changedHands(store, new Date(now() - MONTHS_MS));
  const issues = moved.filter(({ owners }) => bounces(owners) > BOUNCES_MAX).map(({ step }) => step);
  const live = await liveSteps(store);
  return accepted({
    ...(await summaryOf(acting, id, state)),
    stepList: state.steps.map((step) => {
      const accountable = accountableFor(step);
      return {
        id: step.id,
        words: step.words,
        parts: [...step.parts].map(([organization, part]) => ({
          organization,
          name: nameOf(book, organization),
          part,
        })),
        ...(accountable === undefined ? {} : { accountable: nameOf(book, accountable) }),
        issue: issues.some((words) => alike(words, step.words)),
      };
    }),
    unnamed: live.map(({ step }) => step).filter((step) => !state.steps.some(({ words }) => alike(words, step))),
    ranks: ranksOf(state),
    rankedBy: [...state.ranked.keys()].map((organization) => nameOf(book, organization)),
    concernList: state.concerns
      .map((concern) => concernView(concern, keeps || concern.principal === access.principal))
      .toReversed(),
    partners: book.partners.map(({ organization, name }) => ({ organization, name })),
    may: { write: mayWrite(book, access), keep: keeps },
  });
}

function concernView(concern: CharterState['concerns'][number], known: boolean): BoxConcern {
  return {
    id: concern.id,
    words: concern.words,
    // The day alone: an instant would tell who was there.
    on: concern.at.toISOString().slice(0, 10),
    ...(concern.unnamed && !known ? {} : { by: concern.by }),
    replies: concern.replies.map(({ words, by, at }) => ({ words, by, on: at.toISOString().slice(0, 10) })),
  };
}
