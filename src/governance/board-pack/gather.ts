import type { Access } from '#agreement';
import type { Day } from '#base';
import { decisionsWanted } from './decisions.ts';
import { effects } from './effects.ts';
import { money, needs } from './money-cells.ts';
import { equity, outcomes } from './outcomes.ts';
import { people, promises, risks } from './programme-cells.ts';
import type { BoardCell, BoardSection, SectionId } from './contract.ts';
import type { Packing } from './packing.ts';

/** What a report is asked for: who asks, and the month end that figures are of. */
export type Gathering = { readonly packing: Packing; readonly access: Access; readonly asAt: Day };

type Source = {
  readonly id: SectionId;
  readonly title: string;
  readonly none: string;
  readonly cells: (gathering: Gathering) => Promise<readonly BoardCell[]>;
};

const SOURCES: readonly Source[] = [
  { id: 'decisions', title: 'Decisions wanted', none: 'No paper waits for a decision.', cells: decisionsWanted },
  { id: 'outcomes', title: 'Outcomes', none: 'No agreement in force counts a measure.', cells: outcomes },
  { id: 'equity', title: 'Equity', none: 'No gap is told between groups of people.', cells: equity },
  {
    id: 'money',
    title: 'Money',
    none: 'The organisation is a partner of no pool and of no grant.',
    cells: async (gathering) => (await Promise.all([money(gathering), needs(gathering)])).flat(),
  },
  { id: 'people', title: 'People', none: 'No programme has planned hours.', cells: people },
  { id: 'risks', title: 'Risks', none: 'No programme shows a risk.', cells: risks },
  { id: 'effects', title: 'Unexpected effects', none: 'Nothing unexpected is seen or reported.', cells: effects },
  { id: 'promises', title: 'Promises', none: 'No promise is broken or late.', cells: promises },
];

/** Every section from live answers, in the order in which a board reads: what it is asked to decide comes first. */
export function gather(gathering: Gathering): Promise<readonly BoardSection[]> {
  return Promise.all(
    SOURCES.map(async ({ id, title, none, cells }) => ({ id, title, none, cells: await cells(gathering) })),
  );
}

/** Those figures alone that can be worked out anew as at their day. */
export async function gatherAgain(gathering: Gathering): Promise<readonly BoardCell[]> {
  const found = await Promise.all([outcomes(gathering), money(gathering)]);
  return found.flat().filter(({ again }) => again);
}
