import { accepted, type Outcome, type Refusal } from '#fhir';
import type { BundleEntry, EntryAnswer, Repository, Written } from '../repository.ts';
import { type Caller, execute } from '../write/execute.ts';
import type { Item } from '../write/item.ts';
import { again, apart } from '../write/tie.ts';
import { type Asked, askedBy } from './entries.ts';
import { withinFound, withinLimits } from './limits.ts';

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
  const limited = withinLimits(asked);
  if (!limited.ok) return limited;
  const wanted = asked.flatMap((answer) => (answer.ok ? [answer.value] : []));
  const written = await execute(
    caller,
    wanted.flatMap((each): Item[] => (each.does === 'write' ? [each.item] : [])),
  );
  if (!written.ok) return written;
  const answers = written.value.values();
  const all: EntryAnswer[] = [];
  const bounded = boundedBy(reads);
  for (const each of wanted) {
    const answer =
      each.does === 'write' ? accepted({ written: answers.next().value as Written }) : await readFor(bounded, each);
    if (!answer.ok) return answer;
    all.push(answer);
  }
  return accepted(all);
}

/**
 * Each entry alone: one that is refused leaves the others as they are. Deletes, creates, updates and reads follow each other as
 * in a transaction; within a kind the order means nothing, so some are under way at once.
 */
export async function batch(
  caller: Caller,
  reads: Reads,
  entries: readonly BundleEntry[],
): Promise<readonly EntryAnswer[]> {
  const asked = entries.map((entry, at) => askedBy(entry, at, caller.context.admissions));
  const limited = withinLimits(asked);
  if (!limited.ok) return asked.map(() => limited);
  const bounded = boundedBy(reads);
  const answers: EntryAnswer[] = asked.map((one) => (one.ok ? accepted({}) : one));
  const phases = [0, 1, 2, 3].map((phase) =>
    asked.flatMap((one, place) => (one.ok && phaseOf(one.value) === phase ? [{ place, one: one.value }] : [])),
  );
  for (const phase of phases) {
    // One transaction is one conversation with the database: what is part of one goes entry by entry.
    await inLanes(caller.within ? 1 : LANES, phase, async ({ place, one }) => {
      answers[place] = await answerFor(caller, bounded, one);
    });
  }
  return answers;
}

const LANES = 8;

function phaseOf(asked: Asked): number {
  if (asked.does !== 'write') return 3;
  if (asked.item.does === 'create') return 1;
  return asked.item.does.startsWith('delete') ? 0 : 2;
}

async function inLanes<T>(lanes: number, all: readonly T[], work: (one: T) => Promise<void>): Promise<void> {
  const rest = all.values();
  const lane = async (): Promise<void> => {
    for (const one of rest) await work(one);
  };
  await Promise.all(Array.from({ length: lanes }, lane));
}

async function answerFor(caller: Caller, reads: Reads, asked: Asked): Promise<EntryAnswer> {
  if (asked.does !== 'write') return readFor(reads, asked);
  const { within } = caller;
  const write = () => execute(caller, [asked.item]);
  const written = within ? await again(() => apart(within, write)) : await write();
  return written.ok ? accepted({ written: written.value[0] as Written }) : written;
}

/** Reads that end when the searches among them have found enough for one answer. */
function boundedBy(reads: Reads): Reads {
  let found = 0;
  return {
    ...reads,
    search: async (request) => {
      const within = withinFound(found);
      if (!within.ok) return within;
      const page = await reads.search(request);
      if (page.ok) found += page.value.entries.length;
      return page;
    },
  };
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
