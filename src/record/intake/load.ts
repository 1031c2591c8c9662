import { type Outcome, accepted, refuse, type Refused } from '#fhir';
import type { Repository } from '#repository';
import type { IntakeReport } from '../contract.ts';
import { readFhir } from './bundle.ts';
import { readCsv } from './csv.ts';
import { loadMessages } from './hl7v2/load.ts';
import type { Received } from './hl7v2/receive.ts';
import { beginsAsHl7 } from './hl7v2/split.ts';
import type { Bad, Format, Found } from './item.ts';
import type { Mapping } from './mapping.ts';
import { nameOf, prepare, type Prepared } from './prepare.ts';
import type { Came } from './provenance.ts';
import { repeats } from './repeats.ts';
import { take, type Taken } from './take.ts';

export type IntakeFile = {
  /** Its name, for the report and the provenance. */
  readonly name: string;
  readonly content: AsyncIterable<string | Uint8Array>;
  /** Size in bytes where it is known, for the progress. */
  readonly bytes?: number;
  /** For CSV: how its columns become resources. Without it the file is read as FHIR. */
  readonly mapping?: Mapping;
};

export type IntakeProgress = {
  readonly records: number;
  readonly refused: number;
  readonly bytes: number;
  readonly total?: number;
};

export type IntakeContext = {
  /** Bound to a system's Access that writes for the contributing organisation, under its feed. */
  readonly repository: Repository;
  /** 'Organization/<id>' of the contributor. */
  readonly organization: string;
  /** Organisations of the partnership ('Organization/<id>'): literal references to them are kept. */
  readonly partners: ReadonlySet<string>;
  readonly now: () => number;
  /** Takes one HL7 v2 message. */
  readonly receive: (message: Uint8Array) => Promise<Outcome<Received>>;
  /** This very file was taken in before: only what is missing is written, so that it cannot undo what later files changed. */
  readonly again?: boolean;
  readonly progress?: (done: IntakeProgress) => void;
};

/** Characters that tell an HL7 v2 file, and blank ones that are looked through for them. */
const ENOUGH = 4;
const MOST_BLANK = 1024;
/** Records a transaction: few enough for a quick answer, many enough for one round trip to matter. */
const BATCH = 200;
/** Characters a transaction, whatever the number of records. */
const BATCH_LENGTH = 4 * 1024 * 1024;
/** Transactions under way at once: the store works on one while the next is put together and another ends. */
const IN_FLIGHT = 2;
/** Refusals that a report names; past it they are counted. */
const MOST_NAMED = 10_000;

/**
 * Takes one file of an organisation into the record. What is bad is refused by name and the rest goes on; the same file twice
 * changes nothing. Refused as a whole only where nothing in it could be read.
 */
export async function load(given: IntakeFile, context: IntakeContext): Promise<Outcome<IntakeReport>> {
  const { begun, content } = await opened(given.content);
  const file = { ...given, content };
  if (!file.mapping && (beginsAsHl7(begun) || /\.hl7(?:\.gz)?$/i.test(file.name))) {
    const { organization, progress, receive } = context;
    return loadMessages({ ...file, organization, receive, ...(progress ? { progress } : {}) });
  }
  const loading = begin(file, context);
  const found: AsyncIterable<Found> = file.mapping
    ? readCsv(counted(file.content, loading), file.mapping)
    : readFhir(counted(file.content, loading));
  try {
    for await (const one of found) {
      if ('format' in one) loading.format = one.format;
      else if ('bad' in one) note(loading, one.bad);
      else {
        add(loading, one.item);
        if (loading.batch.length >= BATCH || loading.length >= BATCH_LENGTH) await flush(loading);
      }
    }
    await flush(loading);
  } finally {
    // Also after a fault nothing is left under way: whoever loads again at once meets what was written, not what is being written.
    await Promise.allSettled(loading.writing);
  }
  if (loading.fault) throw loading.fault.fault;
  return reported(loading);
}

/** How a file begins, as far as its first bytes tell, and all of it. */
async function opened(
  content: AsyncIterable<string | Uint8Array>,
): Promise<{ readonly begun: string; readonly content: AsyncIterable<string | Uint8Array> }> {
  const rest = content[Symbol.asyncIterator]();
  const first: (string | Uint8Array)[] = [];
  let begun = '';
  while (begun.trim().length < ENOUGH) {
    const next = await rest.next();
    if (next.done) break;
    first.push(next.value);
    begun += typeof next.value === 'string' ? next.value : Buffer.from(next.value).toString('utf8');
    if (begun.length > MOST_BLANK) break;
  }
  return { begun, content: onwards(first, rest) };
}

async function* onwards(
  first: readonly (string | Uint8Array)[],
  rest: AsyncIterator<string | Uint8Array>,
): AsyncGenerator<string | Uint8Array> {
  yield* first;
  yield* { [Symbol.asyncIterator]: () => rest };
}

type Loading = {
  readonly file: IntakeFile;
  readonly context: IntakeContext;
  readonly came: Came;
  readonly seen: ReturnType<typeof repeats>;
  format: Format | undefined;
  batch: Prepared[];
  length: number;
  bytes: number;
  taken: number;
  unchanged: number;
  bad: Bad[];
  unnamed: number;
  /** Transactions under way. No two of them hold the same record: a file's repetitions are left out before. */
  readonly writing: Set<Promise<void>>;
  /** What went wrong in one of them: nothing more is begun. */
  fault: { readonly fault: unknown } | undefined;
};

function begin(file: IntakeFile, context: IntakeContext): Loading {
  const { organization, partners, now } = context;
  return {
    file,
    context,
    came: {
      organization,
      feed: `urn:concord:feed:${organization.replace(/^Organization\//, '')}`,
      keeps: (reference) => partners.has(reference),
      file: file.name,
      at: new Date(now()).toISOString(),
    },
    seen: repeats(),
    format: undefined,
    batch: [],
    length: 0,
    bytes: 0,
    taken: 0,
    unchanged: 0,
    bad: [],
    unnamed: 0,
    writing: new Set(),
    fault: undefined,
  };
}

function add(loading: Loading, item: Parameters<typeof prepare>[0]): void {
  const made = prepare(item, loading.came);
  if (!made.ok) return note(loading, { line: item.line, record: nameOf(item), because: made });
  const { value } = made;
  const before = loading.seen(`${value.type}/${value.id}`, value.print);
  if (before === 'other') return note(loading, { line: value.line, record: value.record, because: contradiction() });
  if (before === 'same') return;
  loading.batch.push(value);
  loading.length += value.text.length;
}

/** Hands the batch to the store; waits while enough is under way. */
async function flush(loading: Loading): Promise<void> {
  const { batch, context, came, writing } = loading;
  loading.batch = [];
  loading.length = 0;
  if (batch.length === 0) return;
  while (writing.size >= IN_FLIGHT) await Promise.race(writing);
  const { bytes } = loading;
  const one = take(context, batch, came)
    .then((taken) => tally(loading, taken, bytes))
    .finally(() => writing.delete(one));
  writing.add(one);
  // The failure is for who awaits it next; until then it must not count as unhandled.
  one.catch((fault: unknown) => {
    loading.fault ??= { fault };
  });
  if (loading.fault) throw loading.fault.fault;
}

function tally(loading: Loading, { changed, same, refused }: Taken, bytes: number): void {
  loading.taken += changed;
  loading.unchanged += same;
  for (const bad of refused) note(loading, bad);
  const total = loading.file.bytes;
  const records = loading.taken + loading.unchanged;
  const refusals = loading.bad.length + loading.unnamed;
  loading.context.progress?.({ records, refused: refusals, bytes, ...(total === undefined ? {} : { total }) });
}

function note(loading: Loading, bad: Bad): void {
  if (loading.bad.length < MOST_NAMED) loading.bad.push(bad);
  else loading.unnamed += 1;
}

function reported({ file, context, format, taken, unchanged, bad, unnamed }: Loading): Outcome<IntakeReport> {
  if (format === undefined) return bad[0]?.because ?? empty(file.name);
  return accepted({
    organization: context.organization,
    file: file.name,
    format,
    taken,
    unchanged,
    refused: [...bad]
      .sort((one, other) => one.line - other.line)
      .map(({ line, record, because }) => {
        const [{ code, text, expression }] = because.refusals;
        return { line, record, code, why: expression && !text.includes(expression) ? `${expression}: ${text}` : text };
      }),
    ...(unnamed > 0 ? { refusedUnnamed: unnamed } : {}),
  });
}

async function* counted(
  content: AsyncIterable<string | Uint8Array>,
  loading: Loading,
): AsyncGenerator<string | Uint8Array> {
  for await (const chunk of content) {
    loading.bytes += chunk.length;
    yield chunk;
  }
}

function empty(name: string): Refused {
  return refuse(
    'structure',
    'intake.empty',
    `There is no record in ${name}. Send FHIR JSON, NDJSON, HL7 v2, or CSV with a mapping.`,
  );
}

function contradiction(): Refused {
  const text =
    'The file has another record of this name, which says something else. The first was taken; send one of them.';
  return refuse('duplicate', 'intake.contradiction', text);
}
