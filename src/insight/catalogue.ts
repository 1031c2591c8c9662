import { createHash } from 'node:crypto';
import { assert } from '#base';
import { type Counter, counterOf } from './counter.ts';
import { type Courser, courserOf } from './course.ts';
import type { Fact, Known } from './evaluate.ts';
import { type Unreadable, UNREAD_TYPES, unreadReader } from './coding/unread.ts';
import { factReader, MAPPED_PATHS, settle } from './fact.ts';
import { type MonthReader, monthReader } from './month-bits.ts';
import { type FactDefinition, type MeasureDefinition, neededBy, type Pack, readPack } from './pack.ts';
import { SHIPPED } from './shipped.ts';

/** A pack that can be counted. */
export type CountedPack = {
  /** Its place in the catalogue, from 1. */
  readonly number: number;
  /** 'diabetes-uk 2026.1', as agreements name it. */
  readonly key: string;
  readonly pack: Pack;
  readonly factNumber: (id: string) => number;
  /** The facts of the pack as `known` of a person, from all that were read. */
  readonly known: (facts: readonly Fact[], life: Omit<Known, 'facts'>) => Known;
  readonly count: Counter;
  readonly course: Courser;
  /** In which months something of each measure was recorded. */
  readonly months: MonthReader;
  /** Facts without which nobody is on the register; undefined where anybody may be. */
  readonly required: readonly number[] | undefined;
};

type Kinds = ReadonlyMap<string, number>;

/** Everything that follows from which packs there are. */
function madeOf(packs: readonly Pack[]) {
  // What is read from resources, each once however many packs read it, and its number in the database, which never changes.
  const kinds = new Map(
    packs.flatMap((pack) => pack.facts).map((fact) => [readingOf(fact), numberOf(readingOf(fact))]),
  );
  assert(new Set(kinds.values()).size === kinds.size, 'no two readings have one number');
  const definitions: readonly FactDefinition[] = [...kinds].map(([key, kind]) => ({
    ...(JSON.parse(key) as Omit<FactDefinition, 'id' | 'title'>),
    id: String(kind),
    title: '',
  }));
  const mapped = definitions.filter(({ path }) => MAPPED_PATHS.includes(path));
  const coded = codedIn(packs, kinds);
  return {
    catalogue: packs.map((pack, place) => counted(pack, place + 1, kinds)),
    readings: [...kinds.keys()],
    readFacts: factReader(definitions),
    codedFacts: coded,
    readUnread: unreadReader(coded),
    mapTargets: targetsIn(packs),
    mappedTypes: [...new Set(mapped.map(({ type }) => type))],
    readCodes: new Set(mapped.flatMap(({ codes }) => Object.values(codes).flat())),
    factTypes: [...new Set(definitions.map(({ type }) => type))],
  };
}

/** The packs that ship, whatever an installation adds. */
export const shippedPacks = SHIPPED.map(readPack);
let made = madeOf(shippedPacks);

/** The packs that ship, then those of the installation: all that can be counted. Which of them count is a matter of what was agreed. */
export let catalogue: readonly CountedPack[] = made.catalogue;
/** Those of them that are the installation's own. */
export let ownPacks: readonly Pack[] = [];
/** All that is read: another text is read anew. */
export let readings: readonly string[] = made.readings;
/** Facts of one resource, named by their numbers. */
export let readFacts = made.readFacts;
/** The readings whose codes and units practices are held against one another by. */
export let codedFacts: readonly Unreadable[] = made.codedFacts;
/** What no fact is read from, and looks as if one should be. */
export let readUnread = made.readUnread;
export const unreadTypes: readonly string[] = UNREAD_TYPES;
/** What codes of senders may be said to mean: by what it is called, the codes that measures read it by. What is sensitive is nobody's to choose. */
export let mapTargets: readonly MapTarget[] = made.mapTargets;
/** Types of resource that a mapped code reaches. */
export let mappedTypes: readonly string[] = made.mappedTypes;
/** Types of resource that facts are read from. */
export let factTypes: readonly string[] = made.factTypes;

/**
 * Adds packs of the installation's own, once, before anything is counted: what this module exports is another from then on. One of the id and version
 * of a pack that ships stands in its place. What they read that was not read before is read in the background, and everybody is counted anew (keeping.ts).
 */
export function knowPacks(own: readonly Pack[]): void {
  const keys = new Set(own.map(keyOf));
  ownPacks = own;
  made = madeOf([...shippedPacks.filter((pack) => !keys.has(keyOf(pack))), ...own]);
  ({ catalogue, readings, readFacts, codedFacts, readUnread, mapTargets, mappedTypes, factTypes } = made);
}

/** Whether any measure reads a code as it is. */
export function isReadCode(code: string): boolean {
  return made.readCodes.has(code);
}

/** What follows from the catalogue and is asked often: found again as long as it is the same. */
export function once<T>(make: (all: readonly CountedPack[]) => T): (all: readonly CountedPack[]) => T {
  let last: { readonly of: readonly CountedPack[]; readonly made: T } | undefined;
  return (all) => {
    if (last?.of !== all) last = { of: all, made: make(all) };
    return last.made;
  };
}

/** Bit of the register in the numbers that say what a person counts in; a measure's bit is its place from 1. */
export const REGISTER = 0;

export function packOf(key: string): CountedPack | undefined {
  return catalogue.find((one) => one.key === key);
}

/** The measures that dashboards and checks show; the others are variants of these. */
export function shownMeasures({ pack }: Pick<CountedPack, 'pack'>): readonly MeasureDefinition[] {
  return pack.measures.filter(({ variantOf }) => variantOf === undefined);
}

/** A pack made ready to be counted. `number` tells its figures from those of others. */
function counted(pack: Pack, number: number, kinds: Kinds): CountedPack {
  const numbers = new Map(pack.facts.map((fact) => [fact.id, kinds.get(readingOf(fact)) ?? 0]));
  const names = new Map<string, readonly string[]>();
  for (const [id, one] of numbers) names.set(String(one), [...(names.get(String(one)) ?? []), id]);
  const factNumber = (id: string) => {
    const found = numbers.get(id);
    assert(found !== undefined, `fact ${id} stands in the pack`);
    return found;
  };
  return {
    number,
    key: keyOf(pack),
    pack,
    factNumber,
    known: (facts, life) => {
      const own = facts.flatMap((fact) => (names.get(fact.fact) ?? []).map((id) => ({ ...fact, fact: id })));
      return { facts: settle(pack, own), ...life };
    },
    count: counterOf(pack, factNumber),
    course: courserOf(pack, factNumber),
    months: monthReader(pack, factNumber),
    required: neededBy(pack.register)?.map(factNumber),
  };
}

/** 'diabetes-uk 2026.1', as agreements name it. */
export function keyOf({ id, version }: Pack): string {
  return `${id} ${version}`;
}

/** What facts are called, and how they are read: the first reading of a title stands for it. What is sensitive is looked at by nobody. */
function codedIn(packs: readonly Pack[], kinds: Kinds): readonly Unreadable[] {
  const titled = new Map(
    packs
      .filter(({ sensitive }) => sensitive === undefined)
      .flatMap((pack) => pack.facts.map((fact) => [fact.title, fact] as const))
      .reverse(),
  );
  return [...titled.values()]
    .filter(({ type }) => UNREAD_TYPES.includes(type))
    .map((fact) => ({ ...fact, number: kinds.get(readingOf(fact)) ?? 0 }))
    .sort((a, b) => (a.title < b.title ? -1 : 1));
}

type MapTarget = { readonly title: string; readonly codes: readonly string[] };

function targetsIn(all: readonly Pack[]): readonly MapTarget[] {
  const found = new Map<string, Set<string>>();
  const facts = all.filter(({ sensitive }) => sensitive === undefined).flatMap((pack) => pack.facts);
  for (const { title, path, codes } of facts) {
    if (!MAPPED_PATHS.includes(path)) continue;
    const known = found.get(title) ?? new Set<string>();
    found.set(title, known);
    for (const code of Object.values(codes).flat()) known.add(code);
  }
  return [...found]
    .map(([title, codes]) => ({ title, codes: [...codes].sort() }))
    .sort((a, b) => (a.title < b.title ? -1 : 1));
}

function numberOf(reading: string): number {
  return createHash('sha256').update(reading).digest().readUInt32BE(0) >>> 1;
}

/** What of a definition decides which rows are read: the rest (titles, how several of a day settle) is the pack's own. */
function readingOf({ type, path, codes, value, second, on }: FactDefinition): string {
  return JSON.stringify({ type, path, codes, value, second, on });
}
