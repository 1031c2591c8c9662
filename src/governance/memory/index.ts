import type { Access } from '#agreement';
import { dayIn } from '#base';
import type { Acting } from '../acts.ts';
import { standingVersions } from '../book.ts';
import { readMeeting, readPaper } from '../decision/decision.queries.ts';
import { paperState } from '../decision/paper.ts';
import { nameOf, partnerOf } from '../decision/who.ts';
import { maySee } from '../may.ts';
import { programmeState } from '../programme/programme.ts';
import { readProgramme } from '../programme/programme.queries.ts';
import type { MemoryAnswers, MemoryFound, Remembered } from './contract.ts';
import { type Hit, hits, restingOn } from './memory.queries.ts';

const ASKED_MAX = 300;
const FOUND_MAX = 20;
const SAID_MAX = 4;
const WORDS_MAX = 400;

/** Why it is as it is: found by the words of a question. */
export function memoryAnswers(acting: Acting): MemoryAnswers {
  return { remember: (access, asked) => remember(acting, access, asked) };
}

async function remember(acting: Acting, access: Access, asked: string): Promise<readonly MemoryFound[]> {
  const book = acting.current.book();
  const question = asked.trim().slice(0, ASKED_MAX);
  if (!partnerOf(book, access) || question === '') return [];
  const readable = standingVersions(book)
    .filter((one) => maySee(book, access, one))
    .map(({ instrument }) => instrument.id);
  const groups = byPlace(await hits(acting.store, question, [...new Set(readable)]));
  const found = await Promise.all(groups.slice(0, FOUND_MAX).map((group) => foundIn(acting, group)));
  return found.flatMap((one) => one ?? []);
}

/** Most words of the question first; what holds less than half of them is no answer to it. */
function byPlace(all: readonly Hit[]): readonly (readonly Hit[])[] {
  const places = new Map<string, Hit[]>();
  for (const hit of all) {
    const place = `${hit.source === 'case' ? 'programme' : hit.source} ${hit.id}`;
    places.set(place, [...(places.get(place) ?? []), hit]);
  }
  const words = (group: readonly Hit[]) => new Set(group.flatMap(({ found }) => found)).size;
  return [...places.values()]
    .filter((group) => words(group) * 2 >= (group[0]?.asked ?? 1))
    .toSorted((a, b) => words(b) - words(a) || weight(b) - weight(a));
}

/** What was decided answers why sooner than what was minuted about it, and that sooner than what a plan says. */
function weight([first]: readonly Hit[]): number {
  return first?.source === 'paper' ? 2 : first?.source === 'meeting' ? 0 : 1;
}

async function foundIn(acting: Acting, group: readonly Hit[]): Promise<MemoryFound | undefined> {
  const [first] = group;
  if (!first) return undefined;
  const { zone } = acting;
  const said = group.slice(0, SAID_MAX).map((hit) => rememberedOf(acting, hit));
  const { id } = first;
  const on = dayIn(zone, first.at.getTime());
  if (first.source === 'paper') return paperFound(acting, id, said);
  if (first.source === 'meeting') {
    const meeting = await readMeeting(acting.store, id);
    // Minutes are read on their page, as they were sealed.
    return (
      meeting && {
        source: 'meeting',
        id,
        title: `Minutes of ${meeting.name}`,
        page: `/meetings/${id}`,
        on: meeting.day,
        said: [],
      }
    );
  }
  const kept = await readProgramme(acting.store, id);
  const title = kept && programmeState(kept).name;
  const page = said.every(({ kind }) => kind === 'lesson') ? `/programmes/${id}/lessons` : `/programmes/${id}`;
  return title === undefined ? undefined : { source: first.source, id, title, page, on, said };
}

async function paperFound(
  { store, zone, current }: Acting,
  id: string,
  said: readonly Remembered[],
): Promise<MemoryFound | undefined> {
  const kept = await readPaper(store, id);
  if (!kept) return undefined;
  const { paper, putBy, closed, votes, body } = paperState(kept);
  const on = dayIn(zone, (closed?.at ?? putBy.at).getTime());
  const found = { source: 'paper' as const, id, title: paper.title, page: `/papers/${id}`, on, said };
  if (!closed) return found;
  const rests = (await restingOn(store, id)).map((one) => ({
    words: `The case for change of ${one.name}`,
    page: `/programmes/${one.programme}/case`,
  }));
  const moves = paper.moves.map(({ what, from, to }) => ({
    words: `${what}: from ${nameOf(current.book(), from)} to ${nameOf(current.book(), to)}`,
    page: `/papers/${id}`,
  }));
  return {
    ...found,
    decision: {
      outcome: closed.outcome,
      words: closed.words,
      body: body.name,
      by: closed.by,
      dissent: votes
        .filter(({ vote }) => vote === 'against')
        .map(({ by, reason }) => ({ name: by, ...(reason ? { reason } : {}) })),
      rests: [...rests, ...moves, { words: paper.effect, page: `/papers/${id}` }],
      reviewOn: paper.reviewOn,
    },
  };
}

function rememberedOf({ current }: Acting, { kind, at, by, organization, words }: Hit): Remembered {
  const short = words.length > WORDS_MAX ? `${words.slice(0, WORDS_MAX)}…` : words;
  return { kind, at: at.toISOString(), by, organization: nameOf(current.book(), organization), words: short };
}
