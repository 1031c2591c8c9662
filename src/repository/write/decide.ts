import { RESTRICTED_USE } from '#agreement';
import { accepted, type Keys, type Outcome, refuse, type Scan, withIdentity } from '#fhir';
import type { Writing } from '../context.ts';
import { NOBODY } from '../place/compartment.ts';
import { alreadyThere, deleted, erased, notFound, otherOrganization, stale } from '../refusals.ts';
import type { Compartment, Written } from '../repository.ts';
import type { Current, Known } from './current.ts';
import { type Row, rowOf } from './row.ts';
import type { Moved, Superseded } from './supersede.ts';

/** What one item comes to: a row to write, with the one it replaces; or nothing. */
export type Decision = {
  readonly row?: Row;
  readonly superseded?: Superseded;
  readonly moved?: Moved;
  readonly written: Written;
};

type Conditions = { readonly ifMatch?: number; readonly ifNoneMatch?: '*' };

/** `through`: whose it is by way of another, where it names no patient itself. */
type Named = { readonly type: string; readonly id: string; readonly through?: readonly Compartment[] | undefined };

/** A new resource under an id of ours. */
export function decideCreate(
  scan: Scan,
  { type, id, through }: Named,
  { context, by, now }: Writing,
  keys?: Keys,
): Decision & { readonly row: Row } {
  const sets = context.labels();
  const identity = { by, type, id, version: 1, updated: now, op: 'create', located: false, sets, through } as const;
  return asWritten(rowOf(scan, identity, keys));
}

/** An update, or a create under a chosen id. Equal to what is there, it writes nothing. */
export function decidePut(
  scan: Scan,
  { type, id, through }: Named,
  known: Known,
  writing: Writing & Conditions,
): Outcome<Decision> {
  const { context, access, by, now, ifMatch, ifNoneMatch } = writing;
  const there = permitted(type, id, known, writing);
  if (there !== undefined && !there.ok) return there;
  const current = there?.value;
  if (!current && known.erased) return erased(type, id);
  const before = current?.version ?? known.gone?.version ?? 0;
  if (ifMatch !== undefined && ifMatch !== before) return stale(type, id, ifMatch, before);
  if (current && ifNoneMatch) return alreadyThere(type, id);
  if (current && isSame(scan, current, access.organization)) return accepted({ written: same(current) });
  const updated = after(now, current ?? known.gone);
  const op = current ? 'update' : 'create';
  const sets = context.labels();
  const made = rowOf(scan, { by, type, id, version: before + 1, updated, op, located: known.located, sets, through });
  // What was restricted stays so, whoever sends it again.
  const row = { ...made, lab: made.lab | (((current ?? known.gone)?.lab ?? 0) & RESTRICTED_USE) };
  const to = row.home.bkt;
  const from = (current ?? known.gone)?.bkt ?? to;
  const placed = from === to ? row : { ...row, locate: false };
  return accepted({
    ...asWritten({ ...placed, ...leftBy(current, row) }),
    ...(current ? { superseded: { current, updated } } : {}),
    ...(from === to ? {} : { moved: { type, id, from, to } }),
  });
}

/** The person whom the version before was about, where it is not the one whom this is about. */
function leftBy(current: Current | undefined, { home }: Row): Pick<Row, 'left'> {
  if (!current || current.cmp === home.cmp || current.cmp === NOBODY.cmp) return {};
  return { left: { bkt: current.bkt, cmp: current.cmp } };
}

export function decideDelete(
  { type, id }: { readonly type: string; readonly id: string },
  known: Known,
  writing: Writing & Conditions,
): Outcome<Decision> {
  const { current, gone, seen } = known;
  if (gone && seen)
    return accepted({ written: { type, id, version: gone.version, updated: gone.updated, effect: 'same' } });
  if (!current || !seen) return notFound(type, id);
  const there = permitted(type, id, known, writing);
  if (there !== undefined && !there.ok) return there;
  if (writing.ifMatch !== undefined && writing.ifMatch !== current.version) {
    return stale(type, id, writing.ifMatch, current.version);
  }
  const updated = after(writing.now, current);
  const written: Written = { type, id, version: current.version + 1, updated, effect: 'deleted' };
  return accepted({ written, superseded: { current, updated } });
}

/** The current text of what is to be patched. */
export function decideText(
  { type, id }: { readonly type: string; readonly id: string },
  { current, gone, seen }: Known,
): Outcome<string> {
  if (gone && seen) return deleted(type, id);
  return current && seen ? accepted(current.body) : notFound(type, id);
}

export function same({ type, id, version, updated, body }: Current): Written {
  return { type, id, version, updated, effect: 'same', body };
}

/** What is there and may be changed; undefined where nothing is there and the caller may choose the id. */
function permitted(type: string, id: string, known: Known, { access }: Writing): Outcome<Current> | undefined {
  const { current, gone, seen } = known;
  if (current && !seen) return notFound(type, id);
  if (!current) return access.choosesIds && (!gone || seen) ? undefined : notFound(type, id);
  if (access.writes === 'own-people' && current.org !== access.organization) return otherOrganization(type, id);
  return accepted(current);
}

/** Byte for byte what is stored, from the same organisation. */
function isSame(scan: Scan, { id, version, updated, body, org }: Current, organization: number): boolean {
  return org === organization && withIdentity(scan, { id, version, updated }) === body;
}

/** Time never runs backwards for one resource, whatever the clock does. */
function after(now: Date, before: { readonly updated: Date } | undefined): Date {
  return before && before.updated >= now ? new Date(before.updated.getTime() + 1) : now;
}

function asWritten(row: Row): Decision & { readonly row: Row } {
  const { type, id, version, updated, body, op } = row;
  return { row, written: { type, id, version, updated, effect: op === 'create' ? 'created' : 'updated', body } };
}

/** The body of an update names the same id as its address. */
export function sameId(type: string, id: string, scan: Scan): Outcome<true> {
  const named = scan.value['id'];
  if (named === id) return accepted(true);
  const text = `The body says id ${JSON.stringify(named ?? null)}, the address ${id}: make them the same.`;
  return refuse('invalid', 'repository.other-id', text, `${type}.id`);
}
