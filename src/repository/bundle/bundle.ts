import { accepted, type Outcome, type Refusal } from '#fhir';
import type { BundleEntry, EntryAnswer, Repository, Written } from '../repository.ts';
import { type Caller, execute } from '../write/execute.ts';
import type { Item } from '../write/item.ts';
import { type Asked, askedBy } from './entries.ts';

/** What reads need of the repository that the bundle came to. */
export type Reads = Pick<Repository, 'read' | 'vread' | 'search'>;

const REFUSALS_TOLD = 20;

/** All or nothing. What cannot be understood is told for every entry at once, before anything is asked of the database. */
export async function transaction(
  caller: Caller,
  reads: Reads,
  entries: readonly BundleEntry[],
): Promise<Outcome<readonly EntryAnswer[]>> {
  const asked = entries.map((entry, at) => askedBy(entry, at, caller.context.admissions));
  const wrong = asked.flatMap((answer) => (answer.ok ? [] : answer.refusals)).slice(0, REFUSALS_TOLD);
  const [first, ...rest] = wrong as readonly Refusal[];
  if (first) return { ok: false, refusals: [first, ...rest] };
  const wanted = asked.flatMap((answer) => (answer.ok ? [answer.value] : []));
  const written = await execute(
    caller,
    wanted.flatMap((each): Item[] => (each.does === 'write' ? [each.item] : [])),
  );
  if (!written.ok) return written;
  const answers = written.value.values();
  const all: EntryAnswer[] = [];
  for (const each of wanted) {
    const answer =
      each.does === 'write' ? accepted({ written: answers.next().value as Written }) : await readFor(reads, each);
    if (!answer.ok) return answer;
    all.push(answer);
  }
  return accepted(all);
}

/** Each entry alone: one that is refused leaves the others as they are. */
export async function batch(
  caller: Caller,
  reads: Reads,
  entries: readonly BundleEntry[],
): Promise<readonly EntryAnswer[]> {
  const answers: EntryAnswer[] = [];
  for (const [at, entry] of entries.entries()) {
    const asked = askedBy(entry, at, caller.context.admissions);
    answers.push(asked.ok ? await answerFor(caller, reads, asked.value) : asked);
  }
  return answers;
}

async function answerFor(caller: Caller, reads: Reads, asked: Asked): Promise<EntryAnswer> {
  if (asked.does !== 'write') return readFor(reads, asked);
  const written = await execute(caller, [asked.item]);
  return written.ok ? accepted({ written: written.value[0] as Written }) : written;
}

async function readFor(reads: Reads, asked: Exclude<Asked, { does: 'write' }>): Promise<EntryAnswer> {
  if (asked.does === 'search') {
    const page = await reads.search(asked.request);
    return page.ok ? accepted({ page: page.value }) : page;
  }
  const { type, id, version } = asked;
  const found = version === undefined ? await reads.read(type, id) : await reads.vread(type, id, version);
  return found.ok ? accepted({ read: found.value }) : found;
}
