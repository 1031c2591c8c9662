import { amountWords, listed } from '#agreement';
import type { Asked } from '../ask.ts';
import type { RiskShare, SharedResult } from '../contract.ts';
import { amountOf } from '../pool/position.ts';
import { shareRiskOn } from './period.ts';
import { type OtherMoney, positionsOf, runShare, type StepRun } from './program.ts';
import type { SettledRow } from './settled.queries.ts';

/** Who would carry or be given what, were the period to end with what is left now: line by line, by what was agreed. */
export function riskOf({ pool, stack, today, nameOf }: Asked, left: bigint, other: OtherMoney): RiskShare | undefined {
  const found = shareRiskOn(stack, pool, today);
  if (!found) return undefined;
  const { clause, instrument } = found;
  return {
    settled: clause.settled,
    because: `${instrument.title}, version ${instrument.version}, paragraph ${clause.cites}`,
    agreement: `/agreements/${encodeURIComponent(instrument.id)}`,
    over: left < 0n,
    ...toldOf(runShare(clause, left, other), { over: left < 0n, currency: pool.currency, nameOf }),
  };
}

/** A period as it was shared at its closing. */
export function sharedOf({ pool, nameOf }: Pick<Asked, 'pool' | 'nameOf'>, row: SettledRow): SharedResult {
  const { instrument, version, paragraph, from, until, number, result, runs } = row;
  return {
    from,
    until,
    number,
    result: amountOf(result, pool.currency),
    because: `${pool.title}, version ${version}, paragraph ${paragraph}`,
    agreement: `/agreements/${encodeURIComponent(instrument)}`,
    ...toldOf(runs, { over: result < 0n, currency: pool.currency, nameOf }),
  };
}

type Telling = {
  readonly over: boolean;
  readonly currency: string;
  readonly nameOf: (organization: string) => string;
};

function toldOf(runs: readonly StepRun[], telling: Telling): Pick<RiskShare, 'steps' | 'partners'> {
  const money = (minor: bigint) => amountOf(minor, telling.currency);
  return {
    steps: runs.map((run) => ({ words: wordsOf(run, telling), came: money(run.came), left: money(run.left) })),
    partners: [...positionsOf(runs)].map(([organization, minor]) => ({
      organization,
      name: telling.nameOf(organization),
      amount: money(minor),
    })),
  };
}

function wordsOf({ step, taken }: StepRun, { over, currency, nameOf }: Telling): string {
  const amount = (minor: bigint): string => amountWords(amountOf(minor, currency));
  const told = taken.map(({ by, minor, capped }) => {
    const who = by === '' ? 'the pool keeps' : by.startsWith('Organization/') ? nameOf(by) : by.replaceAll('-', ' ');
    return `${who} ${amount(minor)}${capped ? ' (all that was agreed or is there)' : ''}`;
  });
  const how = {
    'use-underspends': 'What other schemes did not spend',
    'draw-reserve': over ? 'From the reserve' : 'Into the reserve',
    split: 'Shared by parts',
    'keep-in-pool': 'Kept',
    carry: 'The rest',
  }[step.step];
  return `${how}: ${told.length === 0 ? 'nothing is there' : listed(told)}.`;
}
