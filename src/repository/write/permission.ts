import { holds, type PolicyRow, PURPOSES } from '#agreement';
import { accepted, type Outcome } from '#fhir';
import type { Writing } from '../context.ts';
import type { IndexRows } from '../index-rows/index-rows.ts';
import { erasedContent, mayNotConsent, mayNotWriteByApp, mayNotWriteDirectory, noPerson } from '../refusals.ts';
import type { Compartment } from '../repository.ts';
import { Unrelated } from './apply.ts';
import { instant } from './instant.ts';
import { areRelated, doubt, isDoubted } from './related.ts';
import type { Row } from './row.ts';

/** Whether rows are written: by who may write them, and not what was erased. */
export async function mayTake(writing: Writing, rows: readonly Row[]): Promise<Outcome<true>> {
  const asked = mayWrite(writing, rows);
  if (!asked.ok) return asked;
  if (!(await areRelated(writing, asked.value))) return noPerson();
  const erasure = await writing.context.erasedContents.among(writing.transaction, rows);
  return erasure ? erasedContent(erasure.type) : accepted(true);
}

/**
 * The same for what goes through the gate, where the write asks about people in its own statement: answers those whom it has to ask about. A
 * round trip of its own took a sixth of a create. They are asked about first where a refusal must not come too late: a term would
 * be left behind, an erasure would be told, or this viewer was refused just now and would break up the group again.
 */
export async function mayTakeAtGate(writing: Writing, rows: readonly Row[]): Promise<Outcome<readonly Compartment[]>> {
  const { context, transaction } = writing;
  const asked = mayWrite(writing, rows);
  if (!asked.ok) return asked;
  const erasure = await context.erasedContents.among(transaction, rows);
  const first =
    asked.value.length > 0 && (erasure !== undefined || context.keepTerms.isFresh(rows) || isDoubted(writing));
  if (first && !(await areRelated(writing, asked.value))) return noPerson();
  if (erasure) return erasedContent(erasure.type);
  return accepted(first ? [] : asked.value);
}

/** Writes rows that `mayTakeAtGate` let through. */
export async function takeAtGate(
  writing: Writing,
  rows: readonly Row[],
  { guards, people }: { readonly guards: readonly string[]; readonly people: readonly Compartment[] },
): Promise<Outcome<true>> {
  const { viewer, purpose } = writing.access;
  try {
    await writing.context.gate(
      rows,
      guards,
      people.map(({ bkt, cmp }) => ({ viewer, purpose: PURPOSES.indexOf(purpose), bkt, cmp })),
    );
    return accepted(true);
  } catch (error) {
    if (!(error instanceof Unrelated)) throw error;
    doubt(writing);
    return noPerson();
  }
}

/**
 * What can be told of rows by themselves, and else whom the writer must have a relationship to. End users write only about people to whom they have a relationship, in every compartment that the resource is in; a Patient
 * written for the first time, and what comes with it in the same bundle, is theirs from then on. What a person permits and denies
 * is written by themself, or by a system that keeps such papers: nobody gives themself leave.
 */
function mayWrite(writing: Writing, rows: readonly Row[]): Outcome<readonly Compartment[]> {
  const beyond = rows.find((row) => !withinScopes(writing, row));
  if (beyond) return mayNotWriteByApp(beyond.type, beyond.op);
  if (writing.access.writes === 'everything') return accepted([]);
  const consent = rows.find(({ type }) => type === 'Consent');
  if (consent && writing.access.role !== 'person') return mayNotConsent();
  const directory = rows.find(({ home }) => home.cmp === '0');
  if (directory) return mayNotWriteDirectory(directory.type);
  const fresh = new Set(
    rows.filter(({ type, version }) => type === 'Patient' && version === 1).map(({ home }) => home.cmp),
  );
  const asked = new Map<string, Compartment>();
  for (const { home, others } of rows)
    for (const each of [home, ...others]) if (!fresh.has(each.cmp)) asked.set(each.cmp, each);
  return accepted([...asked.values()]);
}

/** A token of an app writes what it may, in each compartment that the resource would be in. */
function withinScopes({ access: { scopes }, by }: Writing, row: Row): boolean {
  if (scopes === undefined) return true;
  const { typ, cls, lab, home, others } = row;
  const said = { org: by.organization, basis: by.basis, cls, lab, typ, ...saidOf(row.index) };
  return [home, ...others].every((each) =>
    holds(scopes[row.op], { ...said, home: each, personal: each.cmp !== '0' }, undefined),
  );
}

/** What the row will be found by, as policy looks at it. */
export function saidOf(index: IndexRows): Pick<PolicyRow, 'at' | 'till' | 'tok' | 'has' | 'spans'> {
  const { at, till, tok, has, range } = index;
  return {
    tok: tok.map(String),
    has,
    spans: range.flatMap(({ prm, code, lo, hi }) => (code === 0n ? [{ parameter: prm, lo, hi }] : [])),
    ...(at === undefined ? {} : { at: instant(at) }),
    ...(till === undefined ? {} : { till: instant(till) }),
  };
}
