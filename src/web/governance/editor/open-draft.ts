import type { Instrument } from '#agreement';
import { accepted, type Outcome } from '#fhir';
import type { DraftBody, DraftView, PartnerView } from '#governance/contract';
import type { LoaderContext } from '../../page.ts';
import type { Around } from './field-kinds.tsx';
import { type Faults } from './faults.ts';

/** The draft that an address names, and who else is in the partnership. */
export async function openDraft({ governance, access, params }: LoaderContext): Promise<Outcome<OpenDraft>> {
  const [draft, { partners }] = await Promise.all([
    governance.draft(access, params.draft ?? ''),
    governance.partnership(access),
  ]);
  return draft.ok ? accepted({ draft: draft.value, partners }) : draft;
}

export type OpenDraft = { readonly draft: DraftView; readonly partners: readonly PartnerView[] };

/** On which revision somebody wrote; none where the form does not say. */
export function revisionIn(form: URLSearchParams): number {
  const revision = Number(form.get('revision'));
  return Number.isInteger(revision) ? revision : 0;
}

/** The body as far as sentences need it. */
export function forWords(body: DraftBody): Instrument {
  return { ...body, version: 1, clauses: [] } as unknown as Instrument;
}

export function aroundOf({ draft, partners }: OpenDraft, faults: Faults, but?: string): Around {
  const { parties, text, clauses } = draft.body;
  const named = parties.map(({ organization, name }) => ({ organization, name }));
  return {
    parties: named,
    others: partners.filter((one) => !named.some(({ organization }) => organization === one.organization)),
    paragraphs: text.map(({ id, text }) => ({ id, words: `${id}  ${text.slice(0, 60)}` })),
    clauses: clauses
      .filter(({ id }) => id !== but)
      .map(({ id, cites }) => ({ id, words: `${id} (paragraph ${cites})` })),
    faults,
  };
}
