import type { Actor, Obligations } from '#obligation';
import type { Transaction } from '#store';
import type { Sentinel, SignalRow } from './sentinel.queries.ts';
import { unheardBy } from './signal-view.ts';

export const VERDICTS = ['keep', 'adjust', 'stop'] as const;
export type Verdict = (typeof VERDICTS)[number];

/** How long who declared the change has to do what was decided of it. */
export const FOLLOW_WORKING_DAYS = 20;
const TOLD_AFTER_WORKING_DAYS = 5;

type Within = { readonly obligations: Obligations; readonly transaction: Transaction; readonly by: Actor };
type Decided = { readonly sentinel: Sentinel; readonly signal: SignalRow; readonly verdict: Verdict };

/**
 * What a review leads to. A change that is kept goes on being watched, and nothing is owed; one that is to be adjusted or stopped is
 * owed by the role that declared it, so that what was decided does not stay words. A comment that nobody can give any more is not owed.
 */
export async function followsFrom(within: Within, { sentinel, signal, verdict }: Decided): Promise<void> {
  await commentNoMore(within, sentinel, signal);
  if (verdict === 'keep') return;
  const { organization, role, change, id } = sentinel;
  const opened = await within.obligations.open(within.transaction, within.by, {
    kind: 'signal-follow-up',
    key: signal.id,
    title: `${verdict === 'stop' ? 'Stop it' : 'Adjust it'}, as decided: ${change}`.slice(0, 200),
    owner: { organization, role },
    because: 'What was feared of this change was seen, and this was decided. Say what was done.',
    page: `/sentinels/${id}`,
    due: { in: FOLLOW_WORKING_DAYS, unit: 'working-days' },
    ladder: [{ to: { organization, role: 'board-member' }, afterWorkingDays: TOLD_AFTER_WORKING_DAYS }],
  });
  if (!opened.ok) throw new Error(`what was decided could not be asked for: ${opened.refusals[0].code}`);
}

type Unheard = Decided & {
  readonly words: string;
  readonly early: { readonly words: string; readonly told: readonly string[]; readonly by: string };
};

const DECIDED: Readonly<Record<Verdict, string>> = { keep: 'to keep it', adjust: 'to adjust it', stop: 'to stop it' };
const READ_WORKING_DAYS = 5;
const BECAUSE_MAX = 500;

/** Who was asked for a comment and was not waited for is told what was decided, and why it did not wait. */
export async function tellUnheard(
  { obligations, transaction, by }: Within,
  { sentinel: { id, change }, signal, verdict, words, early }: Unheard,
): Promise<void> {
  for (const organization of early.told) {
    const opened = await obligations.open(transaction, by, {
      kind: 'signal-unheard',
      key: `${signal.id}/${organization}`,
      title: `Read what was decided before you had commented: ${change}`.slice(0, 200),
      owner: { organization, role: 'programme-lead' },
      // Why it did not wait is told whole before the reason of the decision, which stands on the page.
      because:
        `${early.by} decided ${DECIDED[verdict]}, and did not wait: ${early.words} What was decided, and why: ${words}`.slice(
          0,
          BECAUSE_MAX,
        ),
      page: `/sentinels/${id}`,
      due: { in: READ_WORKING_DAYS, unit: 'working-days' },
    });
    if (!opened.ok) throw new Error(`what was decided could not be told: ${opened.refusals[0].code}`);
  }
}

/** Who has commented has kept it already; who has not is asked no more. */
async function commentNoMore(
  { obligations, transaction, by }: Within,
  sentinel: Sentinel,
  signal: SignalRow,
): Promise<void> {
  for (const organization of unheardBy({ sentinel, signal }, signal.words)) {
    const id = await obligations.find(transaction, 'signal-comment', `${signal.id}/${organization}`);
    if (id === undefined) continue;
    const done = await obligations.withdraw(transaction, by, id, 'It was reviewed before a comment came.');
    if (!done.ok && done.refusals[0].code !== 'obligation.closed')
      throw new Error(`a comment could not be let go: ${done.refusals[0].code}`);
  }
}
