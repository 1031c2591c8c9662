import type { BorneCode } from '#repository';
import type { Reader, Store } from '#store';
import { type ApprovedRow, lastAct, readApproved } from './maps.queries.ts';

/** What a code ('system|code') of a sender counts as; undefined: as itself. */
export type Translate = (code: string) => string | undefined;

/** Mappings as they stood at an act. */
export type CodeMaps = {
  /** The number of the last act that is in here; 0 before the first. Later ones may be too. */
  readonly version: number;
  /** Of whose resources; undefined where nothing of theirs is mapped. */
  readonly of: (organization: number) => Translate | undefined;
  /** The id of the mapping by which a code of an organisation counts as another. */
  readonly mapping: (organization: number, code: string) => string | undefined;
  /** Codes that any act was ever about, withdrawn ones too: whoever reads by older mappings reads these otherwise. */
  readonly codes: readonly BorneCode[];
};

/** The one copy of a process and database. */
export type HeldMaps = {
  readonly now: () => CodeMaps;
  /** When it resolves, everything committed before the call counts. */
  readonly load: () => Promise<CodeMaps>;
  /** The same where an act has come since; by the eyes of a transaction. */
  readonly atLeast: (reader: Reader) => Promise<CodeMaps>;
};

/** Acts of this and other processes are heard here. */
export const MAPS_CHANNEL = 'concord_code_maps';

const kept = new WeakMap<Store, HeldMaps>();

/** Projections are there before anything is started, so that nobody can give them what is held: it is found by the database. */
export function mapsOf(store: Store): HeldMaps {
  const known = kept.get(store) ?? holdOn(store);
  kept.set(store, known);
  return known;
}

function holdOn(store: Store): HeldMaps {
  let held = mapsFrom(0, []);
  let [started, applied] = [0, 0];
  const load = async (reader: Reader): Promise<CodeMaps> => {
    const mine = ++started;
    // Before the rows: what comes between is in them, and is loaded once more.
    const version = await lastAct(reader);
    const read = mapsFrom(version, await readApproved(reader));
    if (mine < applied) return held; // a later reading is there already
    applied = mine;
    held = read;
    return held;
  };
  return {
    now: () => held,
    load: () => load(store),
    atLeast: async (reader) => ((await lastAct(reader)) > held.version ? load(reader) : held),
  };
}

/** Keeps what is held current from now on; answers a function that stops it. */
export async function hearMaps({ store }: { readonly store: Store }): Promise<() => Promise<void>> {
  const maps = mapsOf(store);
  // Where it fails the next batch of the feed, or the next look, loads them: nothing is read wrong for long.
  const unlisten = await store.listen(MAPS_CHANNEL, () => void maps.load().catch(() => undefined));
  await maps.load(); // what was decided before listening began
  return unlisten;
}

type Mapping = { readonly id: string; readonly target: string };
type ByCode = ReadonlyMap<string, Mapping>;

/** What is said of an organisation goes before what is said of every sender. */
export function mapsFrom(version: number, rows: readonly ApprovedRow[]): CodeMaps {
  const standing = rows.filter(({ withdrawn }) => !withdrawn);
  const everyone = byCode(standing.filter(({ org }) => org === null));
  const owners = [...new Set(standing.flatMap(({ org }) => org ?? []))];
  const own = new Map(owners.map((org) => [org, byCode(standing.filter((row) => row.org === org))]));
  const find = (organization: number, code: string) => own.get(organization)?.get(code) ?? everyone.get(code);
  const translates = new Map(owners.map((org): [number, Translate] => [org, (code) => find(org, code)?.target]));
  const others: Translate | undefined = everyone.size === 0 ? undefined : (code) => everyone.get(code)?.target;
  return {
    version,
    of: (organization) => translates.get(organization) ?? others,
    mapping: (organization, code) => find(organization, code)?.id,
    codes: [...new Map(rows.map((row) => [codeText(row), borne(row)])).values()],
  };
}

function byCode(rows: readonly ApprovedRow[]): ByCode {
  return new Map(rows.map((row) => [codeText(row), { id: row.id, target: row.target }]));
}

/** As the reader of resources writes a coding: one without a system too. */
export function codeText({ system, code }: { readonly system: string; readonly code: string }): string {
  return `${system === '' ? 'undefined' : system}|${code}`;
}

function borne({ system, code }: ApprovedRow): BorneCode {
  return system === '' ? { code } : { system, code };
}
