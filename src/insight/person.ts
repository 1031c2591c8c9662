import type { Day } from '#base';
import { evaluate, type Known } from './evaluate.ts';
import type { Pack } from './pack.ts';
import type { Belonging, PatientFacts } from './patient.ts';
import type { PackScope } from './scope.ts';
import { STRATA_DAYS } from './counter.ts';
import { nextBand, strataOf } from './strata.ts';
import { dayOf, NEVER } from './timeline.ts';

/** One Patient record of a person: who wrote it, and when it came. */
export type PatientRecord = PatientFacts & { readonly id: string; readonly org: number; readonly learned: number };

/** Where names of practices in Patient records lead. */
export type Directory = {
  readonly byName: ReadonlyMap<string, string>;
  readonly byKey: ReadonlyMap<number, string>;
};

export function directoryOf({ practices }: Pick<PackScope, 'practices'>): Directory {
  return {
    byName: new Map(practices.flatMap(({ id, names }) => names.map((name) => [name, id]))),
    byKey: new Map(practices.map(({ id, key }) => [key, id])),
  };
}

/** Where a person is counted, their birth and death, and by what they are told apart. */
export type Standing = {
  readonly place?: string;
  readonly born?: Day;
  readonly died?: Day;
  readonly belonging: Belonging;
};

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
  const belonging = belongingIn(ordered);
  return { ...(first ? { place: first.place } : {}), ...(born ? { born } : {}), ...(died ? { died } : {}), belonging };
}

/** Each from the first record that tells it. */
function belongingIn(ordered: readonly PatientRecord[]): Belonging {
  const told = (name: keyof Belonging) => {
    const value = ordered.find((record) => record[name] !== undefined)?.[name];
    return value === undefined ? {} : { [name]: value };
  };
  return { ...told('sex'), ...told('ethnicity'), ...told('language'), ...told('deprivation') };
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
  /** Where they belong as at the first days, one text a dimension: those of the first day, then those of the second. */
  readonly strata: readonly string[];
  /** The first day on which time alone changes the first of them. */
  readonly next?: Day;
};

/** What `counterOf` compiles, told by the rules as they stand: what it answers is held against this. */
export function count(pack: Pack, known: Known, who: Belonging, days: readonly Day[]): Counted | undefined {
  const results = days.map((day) => evaluate(pack, known, day));
  const bitsOf = (part: 'counted' | 'met') =>
    results.map((result) =>
      result.onRegister
        ? pack.measures.reduce((bits, { id }, place) => bits | bit(result.measures.get(id)?.[part], place), 1)
        : 0,
    );
  const [counted, met] = [bitsOf('counted'), bitsOf('met')];
  const flips = results[0]?.flips;
  if (counted.every((bits) => bits === 0) && flips === undefined) return undefined;
  const frailty = known.facts.filter(({ fact }) => fact === 'frailty').sort((a, b) => (a.at < b.at ? -1 : 1));
  const strata = days.slice(0, STRATA_DAYS).flatMap((day) => {
    const latest = frailty.findLast(({ at }) => at <= day)?.value;
    return strataOf(pack, { ...who, born: known.born, frailty: latest }, day);
  });
  const today = days[0] as Day;
  const frailer = pack.strata.includes('frailty') ? frailty.find(({ at }) => at > today)?.at : undefined;
  const band = nextBand(pack, known.born, today);
  const moves = counted[0] === 0 ? [] : [frailer, band === NEVER ? undefined : dayOf(band)];
  const next = [flips, ...moves].filter((day) => day !== undefined).sort()[0];
  return { counted, met, strata, ...(next ? { next } : {}) };
}

function bit(yes: boolean | undefined, place: number): number {
  return yes ? 1 << (place + 1) : 0;
}
