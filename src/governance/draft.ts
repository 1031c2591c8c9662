import {
  changesFrom,
  type Clause,
  difference,
  type Instrument,
  type InstrumentKind,
  KINDS,
  type Paragraph,
  readInstrument,
  type UnfinishedClause,
} from '#agreement';
import type { Day } from '#base';
import { accepted, type Outcome, refuse } from '#fhir';
import type { DraftBody, DraftChange, DraftView, TakenOut } from './drafts.contract.ts';

/** What is written of an agreement, and what was taken out of it. Pure: a change gives the next one, whatever was typed. */
export type Written = { readonly body: DraftBody; readonly takenOut: TakenOut };

export const NOTHING_OUT: TakenOut = { text: [], clauses: [] };

/** The next version of an agreement begins as what stands now, from its own day or the first that a change proposed today can have. */
export function nextVersion(instrument: Instrument, today: Day): DraftBody {
  const { version: _, decided: __, signed: ___, ...body } = instrument;
  const first = changesFrom(instrument, today);
  return { ...body, effective: body.effective < first ? first : body.effective } as unknown as DraftBody;
}

/** A new agreement begins with a paragraph for each matter that its kind has to speak of. */
export function newAgreement(
  about: Pick<DraftBody, 'id' | 'title' | 'kind' | 'jurisdiction' | 'parties'> & { readonly effective: Day },
): DraftBody {
  const mandate = about.kind === 'mandate';
  return {
    ...about,
    rank: mandate ? 'statute' : 'partnership',
    ...(mandate ? { mandate: 'direction' as const } : {}),
    purpose: 'direct-care',
    population: { words: '' },
    text: sectionsOf(about.kind),
    clauses: [],
  };
}

type Changed = Written & { readonly added?: string };

export function changed(written: Written, change: DraftChange): Outcome<Changed> {
  const { body } = written;
  switch (change.what) {
    case 'terms':
      return accepted({ ...written, body: { ...keptOf(body), ...change.terms } });
    case 'paragraph':
      return withParagraph(written, change.id, change.paragraph);
    case 'clause':
      return body.clauses.some(({ id }) => id === change.id)
        ? accepted({ ...written, body: { ...body, clauses: put(body.clauses, change.id, change.clause) } })
        : gone(`part ${change.id}`);
    case 'add-paragraph': {
      const id = free(
        [...body.text, ...written.takenOut.text].map((one) => one.id),
        String,
      );
      const paragraph = { id, text: '', ...(change.section ? { section: change.section } : {}) };
      return accepted({ ...written, body: { ...body, text: [...body.text, paragraph] }, added: id });
    }
    case 'add-clause': {
      const taken = [...body.clauses, ...written.takenOut.clauses].map(({ id }) => id);
      const id = free(taken, (number) => `${change.kind}-${number}`);
      const clause = { id, cites: change.cites, clause: change.kind };
      return accepted({ ...written, body: { ...body, clauses: [...body.clauses, clause] }, added: id });
    }
    case 'take-out':
    case 'put-back':
      return accepted(moved(written, change));
    case 'move': {
      const { of, id, by } = change;
      return accepted({
        ...written,
        body:
          of === 'clause'
            ? { ...body, clauses: shifted(body.clauses, id, by) }
            : { ...body, text: shifted(body.text, id, by) },
      });
    }
  }
}

/** The draft as what would be proposed. */
export function asInstrument(body: DraftBody, next: { readonly version: number; readonly decided: Day }): unknown {
  return { ...body, ...next };
}

/** What it says otherwise than what stands; a part that cannot be read yet counts as it was. */
export function differenceOf(base: Instrument, body: DraftBody): DraftView['difference'] {
  const like = (clauses: readonly unknown[]) => ({ ...base, ...body, clauses }) as unknown as Instrument;
  const clauses = body.clauses.flatMap((clause) => {
    const alone = readInstrument(like([clause]));
    const cannot = !alone.ok && alone.refusals.some(({ expression }) => expression?.startsWith('Instrument.clauses'));
    return cannot ? base.clauses.filter(({ id }) => id === clause.id) : [clause as unknown as Clause];
  });
  const effective = readDay(body.effective) ?? base.effective;
  return difference(base, { ...like(clauses), effective, text: body.text.filter(({ text }) => text !== '') });
}

export function slug(title: string): string {
  const made = title
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 48);
  return made === '' ? 'agreement' : made;
}

/** Which part of a draft a change writes; changes of the order of things never disturb who writes one of them. */
export function partOf(change: DraftChange): string | undefined {
  if (change.what === 'terms') return 'terms';
  return change.what === 'paragraph' || change.what === 'clause' ? `${change.what} ${change.id}` : undefined;
}

function sectionsOf(kind: InstrumentKind): readonly Paragraph[] {
  return KINDS[kind].sections.map((section, index) => ({ id: String(index + 1), text: '', section }));
}

function keptOf({ id, kind, text, clauses }: DraftBody): Pick<DraftBody, 'id' | 'kind' | 'text' | 'clauses'> {
  return { id, kind, text, clauses };
}

/** A paragraph that gets another number is still the one that parts carry out. */
function withParagraph(written: Written, id: string, paragraph: Paragraph): Outcome<Changed> {
  const { body } = written;
  if (!body.text.some((one) => one.id === id)) return gone(`paragraph ${id}`);
  if (paragraph.id !== id && body.text.some((one) => one.id === paragraph.id)) {
    return refuse(
      'business-rule',
      'governance.paragraph-taken',
      `There is a paragraph ${paragraph.id} already; give this one another number.`,
      'id',
    );
  }
  const cites = (clause: UnfinishedClause) => (clause.cites === id ? { ...clause, cites: paragraph.id } : clause);
  return accepted({
    ...written,
    body: { ...body, text: put(body.text, id, paragraph), clauses: body.clauses.map(cites) },
  });
}

function moved({ body, takenOut }: Written, change: DraftChange & { readonly what: 'take-out' | 'put-back' }): Written {
  const { of, id, what } = change;
  const [fromClauses, fromText] = what === 'take-out' ? [body.clauses, body.text] : [takenOut.clauses, takenOut.text];
  const [toClauses, toText] = what === 'take-out' ? [takenOut.clauses, takenOut.text] : [body.clauses, body.text];
  const clauses = of === 'clause' ? over(fromClauses, toClauses, id) : { from: fromClauses, to: toClauses };
  const text = of === 'paragraph' ? over(fromText, toText, id) : { from: fromText, to: toText };
  return what === 'take-out'
    ? { body: { ...body, clauses: clauses.from, text: text.from }, takenOut: { clauses: clauses.to, text: text.to } }
    : { body: { ...body, clauses: clauses.to, text: text.to }, takenOut: { clauses: clauses.from, text: text.from } };
}

type Named = { readonly id: string };

function over<T extends Named>(from: readonly T[], to: readonly T[], id: string) {
  const going = from.filter((one) => one.id === id);
  const left = to.filter((one) => one.id !== id);
  return { from: from.filter((one) => one.id !== id), to: [...left, ...going] };
}

function put<T extends Named>(all: readonly T[], id: string, one: T): readonly T[] {
  return all.map((other) => (other.id === id ? one : other));
}

function shifted<T extends Named>(all: readonly T[], id: string, by: number): readonly T[] {
  const at = all.findIndex((one) => one.id === id);
  const to = at + by;
  if (at < 0 || to < 0 || to >= all.length) return all;
  const rest = all.filter((_, index) => index !== at);
  return [...rest.slice(0, to), ...all.slice(at, at + 1), ...rest.slice(to)];
}

function free(taken: readonly string[], name: (number: number) => string): string {
  let number = 1;
  while (taken.includes(name(number))) number += 1;
  return name(number);
}

function readDay(text: string): Day | undefined {
  return /^\d{4}-\d\d-\d\d$/.test(text) ? (text as Day) : undefined;
}

function gone(what: string): Outcome<never> {
  return refuse(
    'not-found',
    'governance.no-part',
    `The draft has no ${what} any more; somebody took it out meanwhile.`,
  );
}
