import type { Day } from '#base';

export const INTEREST_KINDS = ['money', 'post', 'family', 'other'] as const;
export type InterestKind = (typeof INTEREST_KINDS)[number];

/** Something that could sway somebody: declared, dated, and kept when it has ended. */
export type Interest = {
  readonly id: string;
  /** Whose it is: a person by their account, or the whole organisation of the seat that declared it. */
  readonly principal: string;
  readonly name: string;
  readonly organization: string;
  readonly whole: boolean;
  readonly kind: InterestKind;
  readonly words: string;
  /** In whom: a partner ('Organization/x'), or somebody outside by name. */
  readonly party: string;
  readonly from: Day;
  readonly until?: Day;
  readonly declared: Date;
};

/** Whom a paper concerns. */
export type Concerned = { readonly organizations: readonly string[]; readonly suppliers: readonly string[] };

/** Whether an interest touches what is to be decided, on a day. */
export function touches(interest: Pick<Interest, 'party' | 'from' | 'until'>, of: Concerned, on: Day): boolean {
  const { party, from, until } = interest;
  if (on < from || (until !== undefined && on > until)) return false;
  if (party.startsWith('Organization/')) return of.organizations.includes(party);
  const named = asNamed(party);
  return named !== '' && of.suppliers.some((one) => asNamed(one) === named);
}

/** A firm is the same firm whatever its capitals, points and 'Ltd'. */
export function asNamed(name: string): string {
  const words = name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .split(' ');
  while (words.length > 1 && FORMS.has(words.at(-1) ?? '')) words.pop();
  return words.join(' ');
}

const FORMS = new Set(['ltd', 'limited', 'plc', 'llp', 'inc', 'cic', 'gmbh', 'company', 'co']);
