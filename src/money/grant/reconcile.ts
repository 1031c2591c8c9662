import type { Amount } from '#agreement';
import type { Span } from '../charge/parts.ts';
import { amountOf } from '../pool/position.ts';
import type { AgreedGrant } from './agreed.ts';
import type { Cell } from './cells.ts';
import type { ReconciledLine } from './contract.ts';
import type { Gathered } from './gather.ts';
import type { GrantNow } from './ground.ts';
import type { ReturnPack } from './pack.ts';
import { currencyOf } from './views.ts';

export type Reconciled = {
  readonly total: ReconciledLine;
  readonly lines: readonly ReconciledLine[];
  readonly adds: boolean;
  readonly notes: readonly string[];
};

type From = {
  readonly gathered: Gathered;
  readonly period: Span;
  readonly cells: readonly Cell[];
  readonly pack: ReturnPack;
};

/** What everything that this grant could have paid for cost in a period, by who paid it: the parts add up, or the reasons are listed. */
export function reconcile(now: GrantNow, grant: AgreedGrant, { gathered, period, cells, pack }: From): Reconciled {
  const amount = (minor: bigint): Amount => amountOf(minor, currencyOf(grant));
  const own = gathered.attributed.filter(
    ({ visit }) =>
      period.from <= visit.day && visit.day < period.until && visit.lines.some((line) => line.grant === grant.key),
  );
  const payers = [...new Set(own.flatMap(({ paid }) => paid.map((one) => one.grant)))].sort((a, b) =>
    a === grant.key ? -1 : b === grant.key ? 1 : a < b ? -1 : 1,
  );
  const lines = payers.map((payer) => ({
    words: payer === grant.key ? 'Paid by this grant' : `Paid by ${payerWords(now, payer)}`,
    visits: own.filter(({ counts }) => counts === payer).length,
    amount: amount(own.reduce((sum, { paid }) => sum + (paid.find((one) => one.grant === payer)?.minor ?? 0n), 0n)),
  }));
  const unpaid = own.reduce((sum, one) => sum + one.unpaid, 0n);
  const nobody = own.filter(({ counts }) => counts === undefined).length;
  const rest =
    unpaid > 0n || nobody > 0
      ? [
          {
            words: 'Paid by nobody: the lines that pay for it have no money left',
            visits: nobody,
            amount: amount(unpaid),
          },
        ]
      : [];
  const total = own.reduce((sum, { visit }) => sum + visit.cost, 0n);
  const all = [...lines, ...rest];
  const adds =
    all.reduce((sum, one) => sum + BigInt(one.amount.minor), 0n) === total &&
    all.reduce((sum, one) => sum + one.visits, 0) === own.length;
  return {
    total: { words: 'Everything that this grant could have paid for', visits: own.length, amount: amount(total) },
    lines: all,
    adds,
    notes: notesOf({ cells, pack }, own.filter(({ visit }) => gathered.charged.has(visit.ref)).length, own.length),
  };
}

function payerWords({ all, own, nameOf }: GrantNow, payer: string): string {
  const found = all.find(({ key }) => key === payer);
  const shared = found && own.some(({ instrument }) => instrument.id === found.instrument.id);
  return found && shared ? nameOf(found.clause.funder) : 'another funder';
}

function notesOf({ cells, pack }: Pick<From, 'cells' | 'pack'>, charged: number, all: number): readonly string[] {
  const unknown = cells.filter(({ part, people }) => part.includes('unknown') && people > 0);
  const broken = pack.cells.filter(({ id, by }) => {
    const own = cells.filter(({ cell }) => cell === id);
    const whole = own.find(({ part }) => part === '')?.value ?? 0;
    return (
      by !== undefined && own.filter(({ part }) => part !== '').reduce((sum, { value }) => sum + value, 0) !== whole
    );
  });
  return [
    ...(charged > 0
      ? [
          `${charged} of ${all} visits cost what was charged for them and accepted; the others what the agreement takes them to cost.`,
        ]
      : []),
    ...unknown.map(({ cell, part, people }) => `${cell}: ${people} of unknown sex or age stand under ${part}.`),
    ...broken.map(({ id }) => `${id}: its parts do not add up to it.`),
  ];
}
