import { amountWords, clausesThen, listed } from '#agreement';
import type { Asked } from '../ask.ts';
import type { RiskShare } from '../contract.ts';
import { amountOf } from '../pool/position.ts';
import { type OtherMoney, positionsOf, runShare, type StepRun } from './program.ts';

/** Who would carry or be given what, were the period to end with what is left now: line by line, by what was agreed. */
export function riskOf({ pool, stack, today, nameOf }: Asked, left: bigint, other: OtherMoney): RiskShare | undefined {
  const found = clausesThen(stack, 'shareRisk', { on: today }).find(
    ({ instrument, clause }) => instrument.id === pool.instrument && clause.pool === pool.name,
  );
  if (!found) return undefined;
  const { clause, instrument } = found;
  const runs = runShare(clause, left, other);
  const money = (minor: bigint) => amountOf(minor, pool.currency);
  return {
    settled: clause.settled,
    because: `${instrument.title}, version ${instrument.version}, paragraph ${clause.cites}`,
    agreement: `/agreements/${encodeURIComponent(instrument.id)}`,
    over: left < 0n,
    steps: runs.map((run) => ({
      words: wordsOf(run, (minor) => amountWords(money(minor)), nameOf),
      came: money(run.came),
      left: money(run.left),
    })),
    partners: [...positionsOf(runs)].map(([organization, minor]) => ({
      organization,
      name: nameOf(organization),
      amount: money(minor),
    })),
  };
}

function wordsOf(
  { step, taken }: StepRun,
  amount: (minor: bigint) => string,
  nameOf: (organization: string) => string,
): string {
  const told = taken.map(({ by, minor, capped }) => {
    const who = by === '' ? 'the pool keeps' : by.startsWith('Organization/') ? nameOf(by) : by.replaceAll('-', ' ');
    return `${who} ${amount(minor)}${capped ? ' (all that was agreed or is there)' : ''}`;
  });
  const how = {
    'use-underspends': 'What other schemes did not spend',
    'draw-reserve': 'From the reserve',
    split: 'Shared by parts',
    'keep-in-pool': 'Kept',
    carry: 'The rest',
  }[step.step];
  return `${how}: ${told.length === 0 ? 'nothing is there' : listed(told)}.`;
}
