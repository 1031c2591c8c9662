import type { Amount } from '#agreement';
import { assert, type Day } from '#base';
import type { BridgeStep, PartnerPosition, PoolSummary, PurposePosition } from '../contract.ts';
import { type AgreedPool, poolWords } from './agreed-pool.ts';
import type { NamedPurpose } from './purpose.ts';
import type { AccountSum, ItemSum, LineageSum, PromisedSum, PurposeSum } from './sums.queries.ts';

/** What the ledger says of a pool, added up. */
export type Sums = {
  readonly accounts: readonly AccountSum[];
  readonly lineage: readonly LineageSum[];
  readonly items: readonly ItemSum[];
  readonly promised: readonly PromisedSum[];
  readonly closed?: Day;
};

type Around = { readonly on: Day; readonly nameOf: (organization: string) => string };

/** Amounts leave as numbers: whole minor units below 2^53, which is more than any pool holds. */
export function amountOf(minor: bigint, currency: string): Amount {
  const number = Number(minor);
  assert(Number.isSafeInteger(number), 'an amount is a whole number that can be told exactly');
  return { minor: number, currency };
}

export function summaryOf(pool: AgreedPool, sums: Sums, { on, nameOf }: Around): PoolSummary {
  const money = (minor: bigint): Amount => amountOf(minor, pool.currency);
  const due = -total(sums.accounts, ({ account, kind }) => account === 'fund' && kind === 'contribution');
  const shared = -total(sums.accounts, ({ account, kind }) => account === 'fund' && kind === 'risk-share');
  const left = -total(sums.accounts, ({ account }) => account === 'fund');
  const received = -total(sums.accounts, ({ account, kind }) => account === 'due-from' && !ASKED.includes(kind));
  return {
    instrument: pool.instrument,
    pool: pool.name,
    name: poolWords(pool),
    title: pool.title,
    keeper: { organization: pool.keeper, name: nameOf(pool.keeper) },
    runs: pool.runs,
    currency: pool.currency,
    due: money(due),
    received: money(received),
    late: money(lateOf(sums.items, on)),
    shared: money(shared),
    spent: money(due + shared - left),
    promised: money(sums.promised.reduce((sum, { minor }) => sum + minor, 0n)),
    left: money(left),
    pooled: pool.pooled,
    ...(pool.words === undefined ? {} : { elsewhere: true }),
    owed: money(total(sums.accounts, ({ account }) => account === 'due-from')),
    ...(sums.closed === undefined ? {} : { closed: sums.closed }),
  };
}

/** What a partner is to put in: its contributions, and its share of what was over. */
const ASKED: readonly string[] = ['contribution', 'risk-share'];

/** Each partner's part: their positions and what is nobody's yet add up to what is left, to the penny. */
export function partnersOf(pool: AgreedPool, sums: Sums, { on, nameOf }: Around): readonly PartnerPosition[] {
  const money = (minor: bigint): Amount => amountOf(minor, pool.currency);
  const owners = new Set([
    ...pool.parties.map(({ organization }) => organization),
    ...sums.lineage.map(({ owner }) => owner),
    ...sums.items.map(({ party }) => party),
  ]);
  return [...owners]
    .filter((owner) => owner !== '')
    .map((organization) => {
      const mine = sums.lineage.filter(({ owner }) => owner === organization);
      const due = total(mine, ({ kind }) => kind === 'contribution');
      const shared = total(mine, ({ kind }) => kind === 'risk-share');
      const left = total(mine, () => true);
      const owed = sums.accounts.filter(({ account, party }) => account === 'due-from' && party === organization);
      return {
        organization,
        name: nameOf(organization),
        due: money(due),
        received: money(-total(owed, ({ kind }) => !ASKED.includes(kind) && kind !== 'in-kind')),
        inKind: money(-total(owed, ({ kind }) => kind === 'in-kind')),
        late: money(
          lateOf(
            sums.items.filter(({ party }) => party === organization),
            on,
          ),
        ),
        shared: money(shared),
        spent: money(due + shared - left),
        left: money(left),
      };
    });
}

export function unsharedOf(pool: AgreedPool, { lineage }: Sums): Amount {
  return amountOf(
    total(lineage, ({ owner }) => owner === ''),
    pool.currency,
  );
}

/** From what each put in, by what took it, to what is left: every step is a sum of entries. */
export function bridgeOf(pool: AgreedPool, { accounts, lineage }: Sums, { nameOf }: Around): readonly BridgeStep[] {
  const money = (minor: bigint): Amount => amountOf(minor, pool.currency);
  const fund = accounts.filter(({ account }) => account === 'fund');
  const step = (words: string, minor: bigint, cause?: string): readonly BridgeStep[] =>
    minor === 0n
      ? []
      : [{ words, amount: money(minor), kind: minor > 0n ? 'in' : 'out', ...(cause === undefined ? {} : { cause }) }];
  const given = lineage.filter(({ kind }) => kind === 'contribution');
  const owners = [...new Set(given.map(({ owner }) => owner))];
  const schemes = [...new Set(fund.filter(({ kind }) => !OTHER.includes(kind)).map(({ scheme }) => scheme))];
  return [
    ...owners.flatMap((owner) =>
      step(
        owner === '' ? 'Taken back after it was spent' : nameOf(owner),
        total(given, (one) => one.owner === owner),
        'contributions that fell due',
      ),
    ),
    ...schemes.flatMap((scheme) =>
      step(
        scheme === '' ? 'All of the pool' : scheme.replaceAll('-', ' '),
        -total(fund, (one) => one.scheme === scheme && !OTHER.includes(one.kind)),
        'spent',
      ),
    ),
    ...CORRECTIONS.flatMap(([kind, words]) => step(words, -total(fund, (one) => one.kind === kind))),
    { words: 'Left', amount: money(-total(fund, () => true)), kind: 'level' },
  ];
}

/** Kinds of entry that are no spending on a scheme. */
const CORRECTIONS = [
  ['reversal', 'Put right'],
  ['journal', 'Entered by hand'],
  ['risk-share', 'Shared among partners'],
] as const;
const OTHER: readonly string[] = ['contribution', 'cover', ...CORRECTIONS.map(([kind]) => kind)];

export function schemesOf(pool: AgreedPool, { accounts, promised }: Sums) {
  const money = (minor: bigint): Amount => amountOf(minor, pool.currency);
  const spending = accounts.filter(
    ({ account, kind }) => account === 'fund' && !['contribution', 'cover', 'risk-share'].includes(kind),
  );
  const names = [...new Set([...spending, ...promised].map(({ scheme }) => scheme))].sort();
  return names.map((name) => ({
    name: name === '' ? 'all of the pool' : name.replaceAll('-', ' '),
    spent: money(total(spending, ({ scheme }) => scheme === name)),
    promised: money(total(promised, ({ scheme }) => scheme === name)),
  }));
}

/** What was put in and spent for each programme and grant, and for none of them: together they are the pool, to the penny. */
export function purposesOf(
  { currency }: AgreedPool,
  sums: readonly PurposeSum[],
  named: readonly NamedPurpose[],
): readonly PurposePosition[] {
  const money = (minor: bigint): Amount => amountOf(minor, currency);
  const rows = [...new Set(sums.map(({ programme, grant }) => `${programme} ${grant}`))].sort();
  return rows.map((row) => {
    const mine = sums.filter(({ programme, grant }) => `${programme} ${grant}` === row);
    const { programme = '', grant = '' } = mine[0] ?? {};
    const known = named.find((one) => one.programme === programme && one.grant === grant);
    const [due, left] = [total(mine, ({ kind }) => kind === 'contribution'), total(mine, () => true)];
    const shared = total(mine, ({ kind }) => kind === 'risk-share');
    return {
      programme,
      grant,
      words: programme === '' ? 'no programme in particular' : (known?.words ?? programme.replaceAll('-', ' ')),
      due: money(due),
      shared: money(shared),
      spent: money(due + shared - left),
      left: money(left),
    };
  });
}

export function monthsOf(pool: AgreedPool, { accounts }: Sums) {
  const fund = accounts.filter(({ account }) => account === 'fund');
  return [...new Set(fund.map(({ month }) => month))].sort().map((month) => {
    const of = fund.filter((one) => one.month === month);
    const due = -total(of, ({ kind }) => kind === 'contribution');
    const all = -total(of, ({ kind }) => kind !== 'risk-share');
    return { month, due: amountOf(due, pool.currency), spent: amountOf(due - all, pool.currency) };
  });
}

export function total<T extends { readonly minor: bigint }>(rows: readonly T[], which: (row: T) => boolean): bigint {
  return rows.reduce((sum, row) => (which(row) ? sum + row.minor : sum), 0n);
}

/** Late is late from the first day: the day after it was due. */
export function lateOf(items: readonly ItemSum[], on: Day): bigint {
  return items.reduce((sum, { due, open }) => (due !== null && due < on && open > 0n ? sum + open : sum), 0n);
}
