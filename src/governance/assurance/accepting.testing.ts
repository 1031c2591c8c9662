import type { Access, Instrument } from '#agreement';
import { type Day, plusDays } from '#base';
import type { Governance } from '../governance.ts';

/** A small PDF, as far as anybody here looks: files are kept and never opened. */
export const PAPER = Buffer.from('%PDF-1.7\nApproved.');

type Papers = Pick<Governance, 'assurance' | 'instrument'>;

/** What a body does before it signs what shares: accepts, in this seat, each paper that it has yet to accept. */
export async function acceptPapers({ assurance }: Papers, access: Access, today: Day): Promise<void> {
  const asked = await assurance.ask(access);
  if (!asked.ok) throw new Error(asked.refusals[0].code);
  for (const { document, state, months } of asked.value.items) {
    if (state === 'accepted') continue;
    const done = await assurance.accept(access, {
      document,
      version: '1.0',
      approvedBy: 'Dr Ada Byrne, clinical safety officer',
      until: months === undefined ? '' : plusDays(today, 360),
      name: `${document}.pdf`,
      bytes: PAPER,
    });
    if (!done.ok) throw new Error(done.refusals.map(({ code, text }) => `${code}: ${text}`).join('; '));
  }
}

/** The same, where this version asks for them. */
export async function acceptPapersFor(
  papers: Papers,
  access: Access,
  { id, version, today }: Pick<Instrument, 'id' | 'version'> & { readonly today: Day },
): Promise<void> {
  const seen = await papers.instrument(access, id, version);
  if (seen.ok && seen.value.lacking) await acceptPapers(papers, access, today);
}
