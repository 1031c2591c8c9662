import type { Access, Holder, Role } from '#agreement';
import type { OpenBook } from '../book.ts';
import { partnerOf } from '../decision/who.ts';
import type { ProgrammeState } from '../programme/programme.ts';
import { leads } from '../programme/programme-acts.ts';
import type { Stakeholder } from './stakeholder.ts';

/** Who works on a programme reads who has a stake in it; carers need not know. */
const READERS: readonly Role[] = [
  'programme-lead',
  'board-member',
  'signatory',
  'commissioner',
  'finance-lead',
  'ig-lead',
  'practice-manager',
];

export function mayRead(book: OpenBook, access: Access): boolean {
  return partnerOf(book, access) !== undefined && READERS.includes(access.role);
}

export function sits(book: OpenBook, access: Access, { organization, role }: Holder): boolean {
  return access.role === role && partnerOf(book, access)?.organization === organization;
}

export type Whose = {
  readonly book: OpenBook;
  readonly access: Access;
  readonly programme: ProgrammeState;
  /** The holder of access rows of a person ('Person/x'), where whoever asks is one. */
  readonly viewerOf: (person: string) => Promise<number | undefined>;
};

/** The lead writes everything; who looks after somebody writes what happened with them. */
export function mayLog({ book, access, programme }: Whose, { tender }: Pick<Stakeholder, 'tender'>): boolean {
  return leads(book, access, programme) || sits(book, access, tender);
}

/** The person it is about; for an organisation or a group, whoever sits in its place. */
export async function isAbout({ book, access, viewerOf }: Whose, one: Stakeholder): Promise<boolean> {
  if (one.person !== undefined && access.role === 'person') return (await viewerOf(one.person)) === access.viewer;
  if (one.account !== undefined) return access.principal === one.account;
  return one.kind !== 'person' && one.place !== undefined && sits(book, access, one.place);
}
