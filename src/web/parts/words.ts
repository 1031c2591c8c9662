import { type InstrumentKind, KINDS, type Mandate, type Purpose, type Rank, RANK_WORDS, type Role } from '#agreement';
import type { InstrumentState } from '#governance/contract';
import type { Tone } from './tag.tsx';

/** What one holder of a role is called (agreement has the words for many). A pack may rename a role. */
export const SEAT_WORDS: Readonly<Record<Role, string>> = {
  gp: 'GP',
  'practice-nurse': 'Practice nurse',
  'practice-manager': 'Practice manager',
  consultant: 'Consultant',
  'specialist-nurse': 'Specialist nurse',
  'community-nurse': 'Community nurse',
  therapist: 'Therapist',
  'social-worker': 'Social worker',
  'financial-assessor': 'Financial assessor',
  'community-health-worker': 'Community health worker',
  receptionist: 'Receptionist',
  commissioner: 'Commissioner',
  'finance-lead': 'Finance lead',
  'payment-clerk': 'Payment clerk',
  'safety-officer': 'Clinical safety officer',
  'programme-lead': 'Programme lead',
  'ig-lead': 'Information governance lead',
  'board-member': 'Board member',
  signatory: 'Signatory',
  person: 'The person',
  system: 'A connected system',
};

/** Purposes to choose from; what they are called inside a sentence is agreement's. */
export const PURPOSE_CHOICES: Readonly<Record<Purpose, string>> = {
  'direct-care': 'Giving care',
  planning: 'Planning services',
  payment: 'Paying for care',
  audit: 'Checking that data is used properly',
  'own-record': 'Reading one’s own record',
};

export const STATE_WORDS: Readonly<Record<InstrumentState, readonly [Tone, string]>> = {
  draft: ['wait', 'Draft'],
  'awaiting-signatures': ['wait', 'Waiting for signatures'],
  signed: ['wait', 'Signed, not yet in effect'],
  'in-effect': ['done', 'In effect'],
  suspended: ['danger', 'Suspended'],
  replaced: ['quiet', 'Replaced by a later version'],
  ended: ['quiet', 'Ended'],
};

export function kindWords(kind: string): string {
  return kind in KINDS ? capital(KINDS[kind as InstrumentKind].words) : kind;
}

/** What nobody signs is told by what it is: 'mandate' is no word of whoever reads it. */
export function sortWords({ kind, mandate }: { readonly kind: string; readonly mandate?: Mandate }): string {
  return mandate === undefined ? kindWords(kind) : MANDATES[mandate];
}

const MANDATES: Readonly<Record<Mandate, string>> = {
  'court-order': 'Order of a court',
  prohibition: 'Prohibition',
  statute: 'Law',
  direction: 'Direction of a ministry or regulator',
  'pack-rule': 'Rule of the law of the place',
  policy: 'Policy of an organisation for its own staff',
};

export function rankWords(rank: string): string {
  return rank in RANK_WORDS ? RANK_WORDS[rank as Rank] : rank;
}

/** A measure counts "HbA1c recorded"; what one person is due is "HbA1c". */
export function checkWords(title: string): string {
  return title.replace(/ recorded$/, '');
}

export function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString('en-GB')} ${count === 1 ? one : many}`;
}
