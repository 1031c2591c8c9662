import type { Access } from '#agreement';
import { accepted, type Outcome, type Scan } from '#fhir';
import type { Transaction } from '#store';
import type { Context, Writing } from '../context.ts';
import { acknowledgesBeforeCommit, fault } from '../fault.ts';
import { mayNotWrite, noneMatches } from '../refusals.ts';
import type { Compartment, Written } from '../repository.ts';
import { bringBinaries } from '../reindex/homes.ts';
import { apply } from './apply.ts';
import { askRules } from './asking.ts';
import { assignIds } from './assign.ts';
import { mayNarrow, narrow } from './at-once.ts';
import { guardsOf, identifierGuards, isConditional, isPlain } from './conditions.ts';
import { createLone, isLone } from './create.ts';
import { nameOf } from './current.ts';
import { type Decision, decideCreate, decideDelete, decidePut, decideText, same } from './decide.ts';
import { takeGuards } from './guards.ts';
import { type Item, typeOf } from './item.ts';
import { conditionsOf, withinConditions } from './limits.ts';
import { mayTake, mayTakeAtGate, takeAtGate } from './permission.ts';
import { prepare } from './prepare.ts';
import { type Rewording, rewordingFor } from '../wording/sent.ts';
import { answerQuestions, type Names, namesFor, rewritten } from './references.ts';
import { bury, move, supersede } from './supersede.ts';
import { findTargets, type Target } from './targets.ts';
import { movesOthers, placeThrough } from './through-others.ts';
import { again } from './tie.ts';

/** Whose write it is, and the transaction it is part of where there is one already. */
export type Caller = { readonly context: Context; readonly access: Access; readonly within?: Transaction };

/** Writes all the items or none; the answers stand in the order of the items. */
export async function execute(caller: Caller, items: readonly Item[]): Promise<Outcome<readonly Written[]>> {
  const { context, access, within } = caller;
  if (access.writes === 'none') return mayNotWrite();
  const apart = items.some((item) => mayNarrow(context, item) || movesOthers(item));
  const alone = within === undefined && !acknowledgesBeforeCommit && !apart;
  const lone = alone && isLone(items) ? items[0] : undefined;
  const limited = lone ? accepted(true) : withinConditions(conditionsOf(items));
  if (!limited.ok) return limited;
  const { organization, basis } = access;
  const by = { organization, basis, viewer: await context.viewerOf(organization), access };
  const writing = (transaction: Transaction): Writing => {
    return { context, access, by, now: new Date(context.now()), transaction };
  };
  const run = (transaction: Transaction) => writeAll(writing(transaction), items);
  if (within) return run(within);
  const answer = await again(() => {
    if (lone) return createLone(writing(context.store), lone);
    return alone && items.every(isPlain) ? run(context.store) : context.store.write(run);
  });
  if (answer.ok && answer.value.some(({ effect }) => effect !== 'same')) context.committed();
  fault('after-commit-before-ack');
  return answer;
}

type Placed = readonly [place: number, item: Item];
type Decisions = Map<number, Decision>;

/** The order is that of https://hl7.org/fhir/R4/http.html#trules: deletes, then creates, then updates. */
async function writeAll(writing: Writing, items: readonly Item[]): Promise<Outcome<readonly Written[]>> {
  fault('after-begin');
  const held = items.some(isConditional) ? items.flatMap(guardsOf) : [];
  if (held.length > 0) await takeGuards(writing.transaction, held);
  const placed = items.map((item, place): Placed => [place, item]);
  const decisions: Decisions = new Map();
  const removed = await removeAll(
    writing,
    placed.filter(([, item]) => isRemoval(item)),
    decisions,
  );
  if (!removed.ok) return removed;
  const apart = await standApart(writing, placed, removed.value);
  if (!apart.ok) return apart;
  await bury(
    writing,
    [...decisions.values()].flatMap(({ superseded }) => (superseded ? [superseded] : [])),
  );
  const kept = await decideAll(
    writing,
    placed.filter(([, item]) => !isRemoval(item)),
    decisions,
  );
  if (!kept.ok) return kept;
  const rows = kept.value.flatMap(({ row }) => (row ? [row] : []));
  // A statement is a transaction of its own: plain creates need no other around it, and go through the gate with others.
  const gated = writing.transaction === writing.context.store;
  const allowed = gated ? await mayTakeAtGate(writing, rows) : await mayTake(writing, rows);
  if (!allowed.ok) return allowed;
  const fits = await askRules(writing, kept.value);
  if (!fits.ok) return fits;
  await supersede(
    writing,
    kept.value.flatMap(({ superseded }) => (superseded ? [superseded] : [])),
  );
  await move(
    writing,
    kept.value.flatMap(({ moved }) => (moved ? [moved] : [])),
  );
  fault('mid-bundle');
  await writing.context.keepTerms(writing.transaction, rows);
  const taken = new Set(held);
  const guards = rows
    .flatMap(({ type, resource }) => identifierGuards(type, resource))
    .filter((guard) => !taken.has(guard));
  if (allowed.value !== true) {
    const written = await takeAtGate(writing, rows, { guards, people: allowed.value });
    if (!written.ok) return written;
  } else {
    await apply({ ...writing.context, ...writing }, rows, guards);
    await bringBinaries(writing, rows);
    await narrow(writing, decisions.values());
  }
  fault('before-commit');
  return accepted(items.map((_, place) => (decisions.get(place) as Decision).written));
}

function isRemoval({ does }: Item): boolean {
  return does === 'delete' || does === 'delete-matching';
}

/** What is removed, by name. */
async function removeAll(
  writing: Writing,
  placed: readonly Placed[],
  decisions: Decisions,
): Promise<Outcome<ReadonlySet<string>>> {
  if (placed.length === 0) return accepted(new Set<string>());
  const targets = await findTargets(writing, placed, new Set());
  if (!targets.ok) return targets;
  for (const [place, item] of placed) {
    const { id, known } = targets.value.get(place) as Target;
    const decided =
      id === undefined
        ? nothingToDelete(writing, typeOf(item))
        : decideDelete({ type: typeOf(item), id }, known, { ...writing, ...conditionOf(item) });
    if (!decided.ok) return decided;
    decisions.set(place, decided.value);
  }
  return accepted(new Set([...decisions.values()].map(({ written }) => nameOf(written))));
}

/**
 * A condition of an update that finds what the same bundle removes: once that is gone it would find nothing and make it anew, so
 * it is asked before (https://hl7.org/fhir/R4/http.html#trules: identities that overlap).
 */
async function standApart(
  writing: Writing,
  placed: readonly Placed[],
  removed: ReadonlySet<string>,
): Promise<Outcome<unknown>> {
  const asking = placed.filter(([, { does }]) => does === 'put-matching' || does === 'change-matching');
  if (removed.size === 0 || asking.length === 0) return accepted(true);
  return findTargets(writing, asking, removed);
}

function nothingToDelete({ now }: Writing, type: string): Outcome<Decision> {
  return accepted({ written: { type, id: '', version: 0, updated: now, effect: 'same' } });
}

async function decideAll(
  writing: Writing,
  placed: readonly Placed[],
  decisions: Decisions,
): Promise<Outcome<readonly Decision[]>> {
  const removed = new Set([...decisions.values()].map(({ written }) => nameOf(written)));
  const targets = await findTargets(writing, placed, removed);
  if (!targets.ok) return targets;
  const named = await nameAll(writing, placed, targets.value);
  if (!named.ok) return named;
  const { names, ids } = named.value;
  const through = await placeThrough(writing, placed, { targets: targets.value, names, ids });
  const there = [...targets.value.values()].flatMap(({ known }) => known.current ?? []);
  const rewording = await rewordingFor(writing, there);
  for (const [place, item] of placed) {
    const target = targets.value.get(place) as Target;
    const decided = decideOne(writing, item, {
      target,
      names,
      id: ids.get(place),
      through: through.get(place),
      rewording,
    });
    if (!decided.ok) return decided;
    decisions.set(place, decided.value);
  }
  return accepted(placed.map(([place]) => decisions.get(place) as Decision));
}

type Place = {
  readonly target: Target;
  readonly names: Names;
  readonly id: string | undefined;
  readonly through: readonly Compartment[] | undefined;
  readonly rewording: Rewording | undefined;
};

function decideOne(writing: Writing, item: Item, { target, names, id, through, rewording }: Place): Outcome<Decision> {
  if (item.does === 'change' || item.does === 'change-matching') {
    return decideChange(writing, item, { target, names, through, rewording });
  }
  const type = typeOf(item);
  const { scan } = (item as Extract<Item, { prepared: unknown }>).prepared;
  if (item.does === 'create' && target.known.current) return accepted({ written: same(target.known.current) });
  const text = rewritten(scan, names);
  if (id !== undefined) return accepted(decideCreate(text, { type, id, through }, writing));
  const key = { type, id: target.id as string, through };
  const kept = keptWords(text, type, { target, rewording });
  if (!kept.ok) return kept;
  return decidePut(kept.value, key, target.known, { ...writing, ...conditionOf(item) });
}

/** What the writer was told instead of what would tell is not taken for a change of it. */
function keptWords(sent: Scan, type: string, { target, rewording }: Pick<Place, 'target' | 'rewording'>) {
  const { current } = target.known;
  return rewording && current ? rewording.kept(sent, type, current) : accepted(sent);
}

type Change = Extract<Item, { does: 'change' | 'change-matching' }>;

function decideChange(
  writing: Writing,
  item: Change,
  { target, names, through, rewording }: Omit<Place, 'id'>,
): Outcome<Decision> {
  const { id, known } = target;
  if (id === undefined) return noneMatches(item.type, 'criteria' in item ? item.criteria : '');
  const key = { type: item.type, id, through };
  const text = decideText(key, known);
  if (!text.ok) return text;
  const { current } = known;
  const changed = item.change(rewording && current ? rewording.shown(current) : text.value);
  if (!changed.ok) return changed;
  const prepared = prepare(item.type, changed.value, writing.context.admissions);
  if (!prepared.ok) return prepared;
  const kept = keptWords(rewritten(prepared.value.scan, names), item.type, { target, rewording });
  if (!kept.ok) return kept;
  return decidePut(kept.value, key, known, { ...writing, ...conditionOf(item) });
}

function conditionOf(item: Item) {
  return {
    ...('ifMatch' in item && item.ifMatch !== undefined ? { ifMatch: item.ifMatch } : {}),
    ...('ifNoneMatch' in item && item.ifNoneMatch ? { ifNoneMatch: item.ifNoneMatch } : {}),
  };
}

type Named = { readonly names: Names; readonly ids: ReadonlyMap<number, string> };

/** Gives new resources their ids, and finds what every reference of the bundle stands for. */
async function nameAll(
  writing: Writing,
  placed: readonly Placed[],
  targets: ReadonlyMap<number, Target>,
): Promise<Outcome<Named>> {
  const scans = placed.flatMap(([, item]): Scan[] => {
    if ('prepared' in item) return [item.prepared.scan];
    return 'patch' in item && item.patch ? [item.patch] : [];
  });
  const answers = await answerQuestions(writing, scans);
  if (!answers.ok) return answers;
  const names = new Map(answers.value);
  const newcomers: (readonly [number, Extract<Item, { prepared: unknown }>])[] = [];
  for (const [place, item] of placed) {
    if (!('prepared' in item)) continue;
    const { id } = targets.get(place) as Target;
    if (id === undefined) newcomers.push([place, item]);
    else for (const [name, reference] of namesFor(item.fullUrl, typeOf(item), id)) names.set(name, reference);
  }
  const made = assignIds(
    writing,
    newcomers.map(([, { prepared, fullUrl }]) => ({ ...prepared, ...(fullUrl === undefined ? {} : { fullUrl }) })),
    names,
  );
  const ids = new Map(newcomers.map(([place], index) => [place, made[index] as string]));
  for (const [place, item] of newcomers) {
    for (const [name, reference] of namesFor(item.fullUrl, typeOf(item), ids.get(place) as string))
      names.set(name, reference);
  }
  return accepted({ names, ids });
}
