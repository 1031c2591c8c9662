import { holds, type PolicyRow } from '#agreement';
import { accepted, type Outcome } from '#fhir';
import type { Writing } from '../context.ts';
import type { IndexRows } from '../index-rows/index-rows.ts';
import { erasedContent, mayNotConsent, mayNotWriteByApp, mayNotWriteDirectory, noPerson } from '../refusals.ts';
import { instant } from './instant.ts';
import { related } from './related.ts';
import type { Row } from './row.ts';

/** Whether rows are written: by who may write them, and not what was erased. */
export async function mayTake(writing: Writing, rows: readonly Row[]): Promise<Outcome<true>> {
  const allowed = await mayWrite(writing, rows);
  if (!allowed.ok) return allowed;
  const known = await writing.context.erasedContents.among(writing.transaction, rows);
  return known ? erasedContent(known.type) : accepted(true);
}

/**
 * End users write only about people to whom they have a relationship, in every compartment that the resource is in; a Patient
 * written for the first time, and what comes with it in the same bundle, is theirs from then on. What a person permits and denies
 * is written by themself, or by a system that keeps such papers: nobody gives themself leave.
 */
export async function mayWrite(writing: Writing, rows: readonly Row[]): Promise<Outcome<true>> {
  const beyond = rows.find((row) => !withinScopes(writing, row));
  if (beyond) return mayNotWriteByApp(beyond.type, beyond.op);
  if (writing.access.writes === 'everything') return accepted(true);
  const consent = rows.find(({ type }) => type === 'Consent');
  if (consent && writing.access.role !== 'person') return mayNotConsent();
  const directory = rows.find(({ home }) => home.cmp === '0');
  if (directory) return mayNotWriteDirectory(directory.type);
  const fresh = new Set(
    rows.filter(({ type, version }) => type === 'Patient' && version === 1).map(({ home }) => home.cmp),
  );
  const asked = rows.flatMap(({ home, others }) => [home, ...others]).filter(({ cmp }) => !fresh.has(cmp));
  const known = await related(writing, asked);
  return asked.every(({ cmp }) => known.has(cmp)) ? accepted(true) : noPerson();
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
