import type { Competed, FairPromise, MapCell, TermStanding } from '#governance/contract';
import type { Tone } from '../parts/tag.tsx';

export const OVER_WORDS: Readonly<Record<Competed, string>> = {
  contracts: 'Contracts',
  staff: 'Staff',
  patients: 'Patients',
  places: 'Places',
  grants: 'Grants',
};

export const PROMISE_WORDS: Readonly<Record<FairPromise, string>> = {
  'posts-told': 'Each tells the other before it advertises posts that the other’s staff could fill.',
  'shared-posts': 'Posts that serve both are advertised by both together.',
  'start-agreed': 'Who moves from one to the other starts on a day that both agree, so that no clinic stands empty.',
  'no-approach': 'Neither approaches staff of the other by name to offer them a post.',
};

/** A short word for the cell of a map, and a sentence for the list that says the same. */
export const SAID_WORDS: Readonly<Record<MapCell['said'], { readonly cell: string; readonly list: string }>> = {
  both: { cell: 'both say so', list: 'both say so' },
  we: { cell: 'we say so', list: 'we say so, they have not' },
  they: { cell: 'they say so', list: 'they say so, we have not' },
  others: { cell: 'said before', list: 'said before by somebody else, by neither of the two' },
  nobody: { cell: '–', list: 'neither says so' },
};

export const SAID_TONES: Readonly<Record<MapCell['said'], Tone>> = {
  both: 'done',
  we: 'wait',
  they: 'wait',
  others: 'quiet',
  nobody: 'quiet',
};

export const STANDING_WORDS: Readonly<Record<TermStanding, readonly [Tone, string]>> = {
  proposed: ['wait', 'proposed'],
  agreed: ['done', 'agreed'],
  'run-out': ['quiet', 'has run out'],
  ended: ['quiet', 'ended'],
};

/** The last part of 'Organization/acute', as the address of a pair has it. */
export function addressOf({ organization }: { readonly organization: string }): string {
  return `/competition-map/${encodeURIComponent(organization.split('/').at(-1) ?? '')}`;
}
