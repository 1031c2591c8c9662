import type { Day } from '#base';
import { evaluate, type Known } from './evaluate.ts';
import type { Pack } from './pack.ts';
import type { PatientFacts } from './patient.ts';
import type { Scope } from './scope.ts';

/** One Patient record of a person: who wrote it, and when it came. */
export type PatientRecord = PatientFacts & { readonly id: string; readonly org: number; readonly learned: number };

/** Where names of practices in Patient records lead. */
export type Directory = {
  readonly byName: ReadonlyMap<string, string>;
  readonly byKey: ReadonlyMap<number, string>;
};

export function directoryOf({ practices }: Pick<Scope, 'practices'>): Directory {
  return {
    byName: new Map(practices.flatMap(({ id, names }) => names.map((name) => [name, id]))),
    byKey: new Map(practices.map(({ id, key }) => [key, id])),
  };
}

/** Where a person is counted, and their birth and death. */
export type Standing = { readonly place?: string; readonly born?: Day; readonly died?: Day };

/**
 * Whose list a person is on. A practice's own record of somebody on its list goes before what others have heard; among
 * several the one that came last. A practice's record that names no practice is of somebody on its own list.
 */
export function standingOf(records: readonly PatientRecord[], directory: Directory): Standing {
  const claims = records.flatMap((record) => claimsOf(record, directory)).sort(strongest);
  const [first] = claims;
  const newest = [...records].sort(newestFirst);
  const ordered = first ? [first.record, ...newest] : newest;
  const born = ordered.find((record) => record.born !== undefined)?.born;
  const died = records
    .flatMap((record) => record.died ?? [])
    .sort()
    .at(0);
  return { ...(first ? { place: first.place } : {}), ...(born ? { born } : {}), ...(died ? { died } : {}) };
}

type Claim = { readonly place: string; readonly rank: number; readonly record: PatientRecord };

function claimsOf(record: PatientRecord, { byName, byKey }: Directory): readonly Claim[] {
  const writer = byKey.get(record.org);
  if (record.practices.length === 0) return writer === undefined ? [] : [{ place: writer, rank: 1, record }];
  return record.practices.flatMap((name) => {
    const place = byName.get(name);
    return place === undefined ? [] : [{ place, rank: place === writer ? 2 : 0, record }];
  });
}

function strongest(a: Claim, b: Claim): number {
  if (a.rank !== b.rank) return b.rank - a.rank;
  return newestFirst(a.record, b.record);
}

function newestFirst(a: PatientRecord, b: PatientRecord): number {
  return b.learned - a.learned || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}

/** What a person counts in on each of some days, as bits: the register, then the measures in the order of the pack. */
export type Counted = {
  readonly counted: readonly number[];
  readonly met: readonly number[];
  /** The first day on which time alone changes the first of them. */
  readonly next?: Day;
};

/** What `counterOf` compiles, told by the rules as they stand: what it answers is held against this. */
export function count(pack: Pack, known: Known, days: readonly Day[]): Counted | undefined {
  const results = days.map((day) => evaluate(pack, known, day));
  const counted = results.map((result) =>
    result.onRegister
      ? pack.measures.reduce((bits, { id }, place) => bits | bit(result.measures.get(id)?.counted, place), 1)
      : 0,
  );
  const met = results.map((result) =>
    result.onRegister
      ? pack.measures.reduce((bits, { id }, place) => bits | bit(result.measures.get(id)?.met, place), 1)
      : 0,
  );
  const next = results[0]?.flips;
  if (counted.every((bits) => bits === 0) && next === undefined) return undefined;
  return { counted, met, ...(next ? { next } : {}) };
}

function bit(yes: boolean | undefined, place: number): number {
  return yes ? 1 << (place + 1) : 0;
}
