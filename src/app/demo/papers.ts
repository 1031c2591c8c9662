import { type Day, day } from '#base';
import type { Governance } from '#governance';
import type { AssuranceItem } from '#governance/contract';
import { print } from '#print';
import type { App } from '../start.ts';
import type { Demonstration } from './demonstration.ts';
import { must } from './load.ts';

/**
 * What each partner accepts before it signs what shares: a page a kind, made up, which says so itself. The toolkit's runs out as
 * everybody's does, on 30 June. Safe to run again.
 */
export async function acceptPapers(app: App, made: Demonstration): Promise<void> {
  const { assurance } = app.core.services.answers['governance'] as Governance;
  const files = new Map<string, Uint8Array>();
  for (const seat of await app.core.auth.seatsOfAccounts('demo-')) {
    if (seat.role !== 'signatory') continue;
    const access = await app.core.auth.accessOfSeat(seat);
    const { items } = must(await assurance.ask(access));
    for (const item of items.filter(({ state }) => state === 'awaited')) {
      const bytes = files.get(item.document) ?? must(await print(paperOf(item, made.today)));
      files.set(item.document, bytes);
      must(
        await assurance.accept(access, {
          document: item.document,
          version: item.months === undefined ? '1.0' : toolkitYear(made.today),
          approvedBy: OFFICERS[item.document] ?? 'Sam Okoro, senior information risk owner',
          until: item.months === undefined ? '' : lastOfJune(made.today),
          name: `${item.title}.pdf`,
          bytes,
        }),
      );
    }
  }
}

const OFFICERS: Readonly<Record<string, string>> = {
  'safety-case': 'Dr Ada Byrne, clinical safety officer',
  dtac: 'Ravi Menon, chief information officer',
  dpia: 'Tess Holloway, data protection officer',
};

function paperOf({ title, words, law, approver }: AssuranceItem, today: Day) {
  return {
    title,
    under: 'Made up for the demonstration: not a document of any organisation',
    language: 'en-GB',
    foot: 'Vale partnership',
    made: new Date(`${today}T00:00:00Z`),
    blocks: [
      { is: 'paragraph' as const, text: words },
      { is: 'paragraph' as const, text: law, quiet: true as const },
      {
        is: 'paragraph' as const,
        text: `In its place each organisation hands in its own, approved by its ${approver}.`,
      },
    ],
  };
}

/** The end of the year that a toolkit is of. */
function lastOfJune(today: Day): Day {
  const year = Number(today.slice(0, 4));
  return day(`${today.slice(5) <= '06-30' ? year : year + 1}-06-30`);
}

function toolkitYear(today: Day): string {
  const ends = Number(lastOfJune(today).slice(0, 4));
  return `${ends - 1}/${String(ends).slice(2)}`;
}
