import { accepted, type Outcome, parseSearch, refused } from '#fhir';
import type { Reader } from '#store';
import type {
  Compartment,
  EntryAnswer,
  Repository,
  SearchEntry,
  SearchPage,
  SearchRequest,
  Written,
} from '../repository.ts';
import { PAGE_PARAMETER } from '../search/page-token.ts';
import { asksByWords } from './asked.ts';
import { tellsIn, wordedText } from './texts.ts';
import type { Wording } from './wording.ts';

/**
 * The record as it is told to somebody who need not know: the one place through which every answer of a repository goes, so that no way
 * to read can forget it. What lies in nobody's record stays as it is.
 */
export function wordedReads(repository: Repository, reader: Reader, wording: Wording): Repository {
  const all = <Item extends Told>(items: readonly Item[]) => toldAll(items, reader, wording);
  const one = async <Item extends Told>(found: Outcome<Item>): Promise<Outcome<Item>> =>
    found.ok ? accepted((await all([found.value]))[0] as Item) : found;
  const page = async <Page extends { readonly entries: readonly SearchEntry[] }>(found: Outcome<Page>) =>
    found.ok ? accepted(await pageTold(found.value, all)) : found;
  const written = async (done: Outcome<Written>) =>
    done.ok ? accepted(await writtenTold(done.value, { repository, wording, all })) : done;
  const answers = (found: readonly EntryAnswer[]) =>
    Promise.all(found.map((each) => answerTold(each, { repository, wording, all })));
  return {
    ...repository,
    read: async (type, id) => one(await repository.read(type, id)),
    vread: async (type, id, version) => one(await repository.vread(type, id, version)),
    readMany: async (references) => all(await repository.readMany(references)),
    compartments: async (of, question) => all(await repository.compartments(of, question)),
    sweep: async (request) => all(await repository.sweep(request)),
    // What joints show beside the record is found by another matcher than the search.
    search: async (request) => {
      const wordy = asksForWords(request, wording);
      return wordy ? refused(wordy) : page(await repository.search(request));
    },
    searchAcross: async (request) => page(await repository.searchAcross(request)),
    everything: async (request) => page(await repository.everything(request)),
    history: async (request) => {
      const found = await repository.history(request);
      return found.ok ? accepted({ ...found.value, entries: await all(found.value.entries) }) : found;
    },
    metas: async (type) => {
      const found = await repository.metas(type);
      return found.ok ? accepted(found.value.map((meta) => wordedText(meta, wording.tells, wording.usual))) : found;
    },
    create: async (...asked) => written(await repository.create(...asked)),
    update: async (...asked) => written(await repository.update(...asked)),
    change: async (...asked) => written(await repository.change(...asked)),
    changeMatching: async (...asked) => written(await repository.changeMatching(...asked)),
    updateMatching: async (...asked) => written(await repository.updateMatching(...asked)),
    transaction: async (entries) => {
      const done = await repository.transaction(entries);
      return done.ok ? accepted(await answers(done.value)) : done;
    },
    batch: async (entries) => answers(await repository.batch(entries)),
  };
}

function asksForWords({ type, parameters, handling }: SearchRequest, { tells }: Wording) {
  const asked = parameters.filter(([name]) => name !== PAGE_PARAMETER);
  const parsed = parseSearch(type, asked, handling);
  return parsed.ok ? asksByWords([parsed.value], tells) : undefined;
}

type Told = Compartment & { readonly body?: string };
type TellAll = <Item extends Told>(items: readonly Item[]) => Promise<readonly Item[]>;

const NOBODYS = '0';

/** What it is called is asked only about those of whose items one would tell: few. */
async function toldAll<Item extends Told>(
  items: readonly Item[],
  reader: Reader,
  { tells, called }: Wording,
): Promise<readonly Item[]> {
  const telling = items.filter(({ cmp, body }) => cmp !== NOBODYS && body !== undefined && tellsIn(body, tells));
  if (telling.length === 0) return items;
  const words = await called(
    reader,
    telling.map(({ bkt, cmp }) => ({ bkt, cmp })),
  );
  const said = new Map(
    telling.map((item, at) => [item, { ...item, body: wordedText(item.body ?? '', tells, words[at] ?? '') }]),
  );
  return items.map((item) => said.get(item) ?? item);
}

async function pageTold<Page extends { readonly entries: readonly SearchEntry[] }>(
  page: Page,
  all: TellAll,
): Promise<Page> {
  const told = await all(page.entries.map(({ resource }) => resource));
  return { ...page, entries: page.entries.map((entry, at) => ({ ...entry, resource: told[at] ?? entry.resource })) };
}

type Telling = { readonly repository: Repository; readonly wording: Wording; readonly all: TellAll };

/** What was written says whose it is only where it is read again. */
async function writtenTold(done: Written, { repository, wording, all }: Telling): Promise<Written> {
  const { type, id, version, body } = done;
  if (body === undefined || !tellsIn(body, wording.tells)) return done;
  const found = await repository.vread(type, id, version);
  const [told] = found.ok ? await all([found.value]) : [];
  return { ...done, body: told?.body ?? wordedText(body, wording.tells, wording.usual) };
}

async function answerTold(answer: EntryAnswer, telling: Telling): Promise<EntryAnswer> {
  if (!answer.ok) return answer;
  const { written, read, page } = answer.value;
  const [told] = read ? await telling.all([read]) : [];
  const set: SearchPage | undefined = page && (await pageTold(page, telling.all));
  return accepted({
    ...(written ? { written: await writtenTold(written, telling) } : {}),
    ...(told ? { read: told } : {}),
    ...(set ? { page: set } : {}),
  });
}
