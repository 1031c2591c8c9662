import balancing from '#packs/balancing/pack.json' with { type: 'json' };
import cascadeDiabetes from '#packs/cascade-diabetes/pack.json' with { type: 'json' };
import cascadeHiv from '#packs/cascade-hiv/pack.json' with { type: 'json' };
import cascadeHypertension from '#packs/cascade-hypertension/pack.json' with { type: 'json' };
import cascadeTuberculosis from '#packs/cascade-tuberculosis/pack.json' with { type: 'json' };
import diabetesUk from '#packs/diabetes-uk/pack.json' with { type: 'json' };
import donorHivTbNcd from '#packs/donor-hiv-tb-ncd/pack.json' with { type: 'json' };
import experience from '#packs/experience/pack.json' with { type: 'json' };
import frailtyDischarge from '#packs/frailty-discharge/pack.json' with { type: 'json' };
import hypertensionControl from '#packs/hypertension-control/pack.json' with { type: 'json' };
import ministryHivTbNcd from '#packs/ministry-hiv-tb-ncd/pack.json' with { type: 'json' };
import nda201617 from '#packs/nda-2016-17/pack.json' with { type: 'json' };
import nda202021 from '#packs/nda-2020-21/pack.json' with { type: 'json' };
import ndaCurrent from '#packs/nda-current/pack.json' with { type: 'json' };
import ownWords from '#packs/own-words/pack.json' with { type: 'json' };
import sameClinic from '#packs/same-clinic/pack.json' with { type: 'json' };
import ukQofDm2023 from '#packs/uk-qof-dm-2023/pack.json' with { type: 'json' };
import ukQofHyp2023 from '#packs/uk-qof-hyp-2023/pack.json' with { type: 'json' };
import { createHash } from 'node:crypto';
import { assert } from '#base';
import { type Counter, counterOf } from './counter.ts';
import { type Courser, courserOf } from './course.ts';
import type { Fact, Known } from './evaluate.ts';
import { type Unreadable, UNREAD_TYPES, unreadReader } from './coding/unread.ts';
import { factReader, MAPPED_PATHS, settle } from './fact.ts';
import { type MonthReader, monthReader } from './month-bits.ts';
import { type FactDefinition, type MeasureDefinition, neededBy, type Pack, readPack } from './pack.ts';

/** The packs that ship. Which of them count is a matter of what was agreed; nothing else tells them apart. */
const SHIPPED: readonly unknown[] = [
  diabetesUk,
  ndaCurrent,
  nda202021,
  nda201617,
  ukQofDm2023,
  ukQofHyp2023,
  hypertensionControl,
  cascadeDiabetes,
  cascadeHypertension,
  cascadeHiv,
  frailtyDischarge,
  balancing,
  sameClinic,
  experience,
  ownWords,
  ministryHivTbNcd,
  donorHivTbNcd,
  cascadeTuberculosis,
];

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

const packs = SHIPPED.map(readPack);

/** What is read from resources, each once however many packs read it, and its number in the database, which never changes. */
const kinds = new Map(packs.flatMap((pack) => pack.facts).map((fact) => [readingOf(fact), numberOf(readingOf(fact))]));
assert(new Set(kinds.values()).size === kinds.size, 'no two readings have one number');

export const catalogue: readonly CountedPack[] = packs.map((pack, place) => counted(pack, place + 1));

/** All that is read: another text is read anew. */
export const readings: readonly string[] = [...kinds.keys()];

const definitions: readonly FactDefinition[] = readings.map((key) => ({
  ...(JSON.parse(key) as Omit<FactDefinition, 'id' | 'title'>),
  id: String(kinds.get(key)),
  title: '',
}));

/** Facts of one resource, named by their numbers. */
export const readFacts = factReader(definitions);

/** What facts are called, and how they are read: the first reading of a title stands for it. What is sensitive is looked at by nobody. */
const titled = new Map(
  packs
    .filter(({ sensitive }) => sensitive === undefined)
    .flatMap((pack) => pack.facts.map((fact) => [fact.title, fact] as const))
    .reverse(),
);

/** The readings whose codes and units practices are held against one another by. */
export const codedFacts: readonly Unreadable[] = [...titled.values()]
  .filter(({ type }) => UNREAD_TYPES.includes(type))
  .map((fact) => ({ ...fact, number: kinds.get(readingOf(fact)) ?? 0 }))
  .sort((a, b) => (a.title < b.title ? -1 : 1));

/** What no fact is read from, and looks as if one should be. */
export const readUnread = unreadReader(codedFacts);
export const unreadTypes: readonly string[] = UNREAD_TYPES;

/** What codes of senders may be said to mean: by what it is called, the codes that measures read it by. What is sensitive is nobody's to choose. */
export const mapTargets: readonly { readonly title: string; readonly codes: readonly string[] }[] = targetsIn(packs);

/** Types of resource that a mapped code reaches. */
export const mappedTypes: readonly string[] = [
  ...new Set(definitions.filter(({ path }) => MAPPED_PATHS.includes(path)).map(({ type }) => type)),
];

/** Whether any measure reads a code as it is. */
export function isReadCode(code: string): boolean {
  return readCodes.has(code);
}
const readCodes = new Set(
  definitions.filter(({ path }) => MAPPED_PATHS.includes(path)).flatMap(({ codes }) => Object.values(codes).flat()),
);

/** Types of resource that facts are read from. */
export const factTypes: readonly string[] = [...new Set(definitions.map((fact) => fact.type))];

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
function counted(pack: Pack, number: number): CountedPack {
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
    key: `${pack.id} ${pack.version}`,
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

function targetsIn(all: readonly Pack[]): typeof mapTargets {
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
