import { heirOf, partiesWithHeirs, type PartyRef, type succeededOn } from '#agreement';
import { type Reader, sql } from '#store';
import { type AgreedPool, poolId } from './agreed-pool.ts';

/** What a commissioner took over of another area has ledgers of its own: no clause of the agreement names them. */
export const ELSEWHERE = 'elsewhere';
const LEDGERS_MAX = 1_000;

export type TakenOver = {
  readonly pool: string;
  readonly instrument: string;
  readonly currency: string;
  readonly payers: readonly PartyRef[];
  readonly payees: readonly PartyRef[];
};

/**
 * The ledger of what is taken over. A partner of the agreement settles it with all else that the partners owe each other; whoever is none
 * has a ledger with each that it pays, so that it neither sees nor holds up what is the partners' business. No id contains a '_'.
 */
export function elsewhereLedger(
  instrument: string,
  { partner, payer, payee }: { readonly partner: boolean; readonly payer: PartyRef; readonly payee: PartyRef },
): string {
  const idOf = (organization: PartyRef): string => organization.replace('Organization/', '');
  return poolId(instrument, partner ? ELSEWHERE : [ELSEWHERE, idOf(payee), idOf(payer)].join('_'));
}

/** Which of these ledgers there are, and between whom. Plan: money_charge_elsewhere. */
export function takenOver(reader: Reader): Promise<readonly TakenOver[]> {
  return reader.all<TakenOver>(sql`
    select pool, instrument, min(currency) as currency, array_agg(distinct payer order by payer) as payers,
      array_agg(distinct payee order by payee) as payees
    from money_charge where elsewhere group by pool, instrument order by pool limit ${LEDGERS_MAX}`);
}

export type Around = {
  readonly succeeded: ReturnType<typeof succeededOn>;
  readonly nameOf: (organization: PartyRef) => string;
};

/** Each of them as a ledger beside the pools of its agreement, in whose terms it is kept, settled and closed. */
export function withElsewhere(
  pools: readonly AgreedPool[],
  taken: readonly TakenOver[],
  around: Around,
): readonly AgreedPool[] {
  const known = new Set(pools.map(({ id }) => id));
  const more = taken.flatMap((one) => {
    const beside = pools.find(({ instrument }) => instrument === one.instrument);
    return beside === undefined || known.has(one.pool) ? [] : [ledgerOf(one, beside, around)];
  });
  return more.length === 0 ? pools : [...pools, ...more];
}

function ledgerOf(taken: TakenOver, beside: AgreedPool, { succeeded, nameOf }: Around): AgreedPool {
  const { pool: id, instrument, currency, payers, payees } = taken;
  const ledger = { ...beside, id, name: id.slice(instrument.length + 1), currency, pooled: false, overspends: true };
  const partners = new Set(beside.parties.map(({ organization }) => organization));
  if (payers.every((payer) => partners.has(payer))) return { ...ledger, words: WORDS };
  // Who is no partner of the agreement settles with whoever did it, and with nobody else; whoever did it keeps the books.
  const between = [...new Set([...payees, ...payers])];
  const [payee = beside.keeper] = payees;
  return {
    ...ledger,
    settles: id,
    words: `${WORDS}: ${between.map(nameOf).join(' and ')}`,
    keeper: heirOf(succeeded, payee),
    parties: partiesWithHeirs(
      succeeded,
      between.map((organization) => ({ organization, name: nameOf(organization) })),
    ),
  };
}

const WORDS = 'people of another area';
