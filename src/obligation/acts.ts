import { accepted, type Outcome, refuse } from '#fhir';
import type { Transaction } from '#store';
import { change, changeRows, type Deciding, type Step } from './change.ts';
import type { Engine } from './engine.ts';
import { idsAwaiting, lockRows } from './keep.queries.ts';
import type { Actor, Evidence, Obligations } from './obligations.ts';
import type { Row } from './row.ts';
import type { Standing } from './state.ts';

type Acts = Pick<Obligations, 'answer' | 'askAgain' | 'pause' | 'resume' | 'extend' | 'close' | 'fact' | 'withdraw'>;

/** What is done to obligations, in the caller's transaction. */
export function actsOf(engine: Engine): Acts {
  const at = (): number => engine.now();
  const to = (transaction: Transaction, by: Actor, id: string, decide: Deciding) =>
    change(engine, transaction, { by, id }, decide);
  return {
    answer: (transaction, by, id, { words, until, blockedBy }) =>
      to(transaction, by, id, (_row, standing) =>
        whileOpen(standing, {
          happening: {
            at: at(),
            what: 'answered',
            ...(until === undefined ? {} : { until }),
            ...(blockedBy === undefined ? {} : { blockedBy }),
          },
          words,
        }),
      ),
    askAgain: (transaction, by, id, reason) =>
      to(transaction, by, id, (_row, standing) =>
        standing.answered
          ? whileOpen(standing, { happening: { at: at(), what: 'asked-again' }, words: reason })
          : refuse('conflict', 'obligation.not-answered', 'There is no answer yet that could be asked about.'),
      ),
    pause: (transaction, by, id, reason) =>
      to(transaction, by, id, (_row, standing) =>
        standing.state === 'paused'
          ? refuse('conflict', 'obligation.paused', 'It is paused already.')
          : whileOpen(standing, { happening: { at: at(), what: 'paused' }, words: reason }),
      ),
    resume: (transaction, by, id, reason) =>
      to(transaction, by, id, (_row, standing) =>
        standing.state === 'paused'
          ? accepted({ happening: { at: at(), what: 'resumed' }, ...(reason === undefined ? {} : { words: reason }) })
          : refuse('conflict', 'obligation.not-paused', 'It is not paused.'),
      ),
    extend: (transaction, by, id, { due, reason }) =>
      to(transaction, by, id, (_row, standing) =>
        whileOpen(standing, { happening: { at: at(), what: 'extended', due }, words: reason }),
      ),
    close: (transaction, by, id, evidence) =>
      to(transaction, by, id, (row, standing) => kept(row, standing, evidence, at())),
    withdraw: (transaction, by, id, reason) =>
      to(transaction, by, id, (_row, standing) =>
        standing.state === 'withdrawn'
          ? accepted(undefined)
          : whileOpen(standing, { happening: { at: at(), what: 'withdrawn' }, words: reason }),
      ),
    fact: async (transaction, by, name, evidence = {}) => {
      const rows = await lockRows(transaction, await idsAwaiting(transaction, name));
      const shown: Evidence = { by: 'fact', ...evidence };
      const open = rows.filter(({ fact }) => fact === name);
      const closed = await changeRows(engine, transaction, { by, rows: open }, (row, standing) =>
        standing.state === 'withdrawn' ? accepted(undefined) : kept(row, standing, shown, at()),
      );
      return closed.ok ? closed.value : 0;
    },
  };
}

/** Kept by this evidence. Kept twice is kept once; what was withdrawn is owed no more. */
export function kept(
  row: Pick<Row, 'attested'>,
  standing: Standing,
  evidence: Evidence,
  at: number,
): Outcome<Step | undefined> {
  if (standing.state === 'kept') return accepted(undefined);
  if (evidence.by === 'attestation' && !row.attested) {
    const text = 'This one is closed by what is recorded, not by saying so.';
    return refuse('business-rule', 'obligation.proof', text);
  }
  const { words } = evidence;
  return whileOpen(standing, {
    happening: { at, what: 'kept' },
    row: { evidence },
    ...(words === undefined ? {} : { words }),
  });
}

function whileOpen({ state }: Standing, step: Step): Outcome<Step> {
  return state === 'kept' || state === 'withdrawn'
    ? refuse('conflict', 'obligation.closed', `This was ${state} already.`)
    : accepted(step);
}
