import type { Day } from '#base';
import type { AccountKind, EntryKind } from '../ledger/entry.ts';

/** What a pool is in a partner's own books: what it puts in, buys and earns, what it owes and is owed, and what went through its bank. */
export const OWN_ACCOUNTS = [
  'put-in',
  'care-bought',
  'income',
  'risk',
  'in-kind',
  'bank',
  'owed-by-us',
  'owed-to-us',
  'other',
] as const;
export type OwnAccount = (typeof OWN_ACCOUNTS)[number];

/** By which codes an account of a scheme (or, with '', of all others) is kept. */
export type Coding = {
  readonly account: OwnAccount;
  readonly scheme: string;
  readonly code: string;
  readonly costCentre: string;
  readonly vat: string;
};

/** What an entry of the pool means to one partner: a sum of its postings on what it owes (or is owed), debit above nought. */
export type PartnerRow = {
  readonly seq: string;
  readonly effective: Day;
  readonly about: Day | null;
  /** Of a reversal: the kind of what it undoes. */
  readonly kind: EntryKind;
  readonly words: string;
  readonly account: Extract<AccountKind, 'due-from' | 'due-to'>;
  /** Of what it was for: what is owed is owed, and paid, for all schemes together. */
  readonly scheme: string;
  readonly minor: bigint;
  /** The cost centre of the clause that it was charged by. */
  readonly costCentre?: string;
};

export type OwnLine = {
  readonly seq: string;
  readonly effective: Day;
  readonly about: Day | null;
  readonly words: string;
  readonly account: OwnAccount;
  readonly scheme: string;
  /** Debit above nought, in the partner's own books. */
  readonly minor: bigint;
  /** Absent: the partner has not said how it keeps this account. */
  readonly coding?: Coding;
  /** The partner's own; where it has said none, the one agreed for what was charged. */
  readonly costCentre: string;
};

/**
 * The double entry that a partner makes in its own books: the pool's books seen from the other side. What the pool holds as owed by
 * the partner (a debit) is a credit there, and its counterpart says what it was for. The lines of an entry add up to nought.
 */
export function ownLines(rows: readonly PartnerRow[], codings: readonly Coding[]): readonly OwnLine[] {
  const known = new Map(codings.map((one) => [`${one.account} ${one.scheme}`, one]));
  const line = (
    row: PartnerRow,
    { account, scheme, minor }: Pick<OwnLine, 'account' | 'scheme' | 'minor'>,
  ): OwnLine => {
    const { seq, effective, about, words } = row;
    const coding = known.get(`${account} ${scheme}`) ?? known.get(`${account} `);
    // What was agreed is about what was bought or earned, not about what is owed for it until it is paid.
    const agreed = account === 'care-bought' || account === 'income' ? row.costCentre : undefined;
    const costCentre = coding?.costCentre || agreed || '';
    return { seq, effective, about, words, account, scheme, minor, costCentre, ...(coding ? { coding } : {}) };
  };
  return rows.flatMap((row) => {
    const account = counterpartOf(row);
    const owed = row.account === 'due-from' ? 'owed-by-us' : 'owed-to-us';
    return [
      // What is given in kind has an account of its own already.
      line(row, { account, scheme: account === 'in-kind' ? '' : row.scheme, minor: row.minor }),
      line(row, { account: owed, scheme: '', minor: -row.minor }),
    ];
  });
}

function counterpartOf({ kind, account }: PartnerRow): OwnAccount {
  switch (kind) {
    case 'contribution':
      return 'put-in';
    case 'receipt':
    case 'settlement':
      return 'bank';
    case 'in-kind':
      return 'in-kind';
    case 'charge':
      return account === 'due-from' ? 'care-bought' : 'income';
    case 'commitment':
      return account === 'due-from' ? 'put-in' : 'income';
    case 'risk-share':
      return 'risk';
    default:
      return 'other';
  }
}
