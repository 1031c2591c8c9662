import { type Access, type Stack, type VatRegime } from '#agreement';
import { type Day, isDay } from '#base';
import { accepted, type Outcome, refuse } from '#fhir';
import { lawNamed } from '#joint';
import { actOn, reasonOf } from '../acts/act.ts';
import type { Asking } from '../ask.ts';
import type { PoolName } from '../contract.ts';
import type { AgreedPool } from '../pool/agreed-pool.ts';
import { closedUpTo } from '../pool/sums.queries.ts';
import type { PoolVat } from './contract.ts';
import { keepVat, type VatRow, vatRows } from './vat.queries.ts';

/** By which rule the value added tax of a pool is taken back, as far as its place has rules for it. */
export async function poolVat({ services }: Asking, pool: AgreedPool, today: Day): Promise<PoolVat> {
  const regimes = regimesOf(pool);
  const rows = await vatRows(services.store, pool.id);
  const chosen = rows.flatMap(({ regime: id, from_day: from, reason, by, at }) => {
    const regime = regimes.find((one) => one.id === id);
    return regime ? [{ regime, from, reason, by, at: at.toISOString() }] : [];
  });
  const current = chosen.find(({ from }) => from <= today);
  return { regimes, chosen, ...(current ? { current } : {}) };
}

/** The rule of a day: the newest that was said to count from it or from before. */
export function vatOn({ chosen }: PoolVat, day: Day): VatRegime | undefined {
  return chosen.find(({ from }) => from <= day)?.regime;
}

export async function chooseVat(
  asking: Asking,
  access: Access,
  name: PoolName,
  { regime: id, from, reason }: { readonly regime: string; readonly from: string; readonly reason: string },
): Promise<Outcome<true>> {
  const why = reasonOf(reason);
  if (!why.ok) return why;
  return actOn(asking, access, { name, allowed: 'keep' }, async ({ pool, stack, transaction }) => {
    const regime = regimesOf(pool).find((one) => one.id === id);
    if (regime === undefined || !delivers(regime, pool, stack)) return notHere(regime);
    const closed = await closedUpTo(transaction, pool.id);
    if (!isDay(from) || (closed !== undefined && from <= closed)) {
      const open =
        closed === undefined ? 'Choose a day.' : `Its days are closed up to ${closed}: choose one after that.`;
      return refuse('value', 'money.vat-day', open, 'from');
    }
    const [last] = await vatRows(transaction, pool.id);
    const row: VatRow & { readonly principal: string } = {
      number: (last?.number ?? 0) + 1,
      regime: regime.id,
      from_day: from,
      reason: why.value,
      principal: access.principal,
      by: access.name ?? access.principal,
      at: new Date(asking.services.now()),
    };
    await keepVat(transaction, pool.id, row);
    return accepted(true as const);
  });
}

/** Of the place itself: where there is no pack of it, the tax of no other place is its. */
function regimesOf({ jurisdiction }: AgreedPool): readonly VatRegime[] {
  return lawNamed(jurisdiction)?.vatRegimes ?? [];
}

/** Whether one of the parties is a body that delivers under this rule. */
function delivers({ of }: VatRegime, { instrument: id }: AgreedPool, stack: Stack): boolean {
  return stack.some(
    ({ instrument }) =>
      instrument.id === id && instrument.parties.some(({ kind }) => kind !== undefined && of.includes(kind)),
  );
}

function notHere(regime: VatRegime | undefined): Outcome<never> {
  const words =
    regime === undefined
      ? 'The law of the place of this pool has no such rule: choose one of those on the page.'
      : `'${regime.title}' is for a body that is no party of this agreement: choose another.`;
  return refuse('business-rule', 'money.vat-regime', words, 'regime');
}
