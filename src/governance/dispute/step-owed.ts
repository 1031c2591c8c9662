import type { Access, DisputeClause, Role } from '#agreement';
import type { Services } from '#joint';
import type { Transaction } from '#store';
import type { OpenBook, Standing } from '../book.ts';
import type { DisputeState } from './dispute.ts';
import { stepOf } from './ladder.ts';

/** Each step of a ladder is owed by whom it is with, in its working days; where it is with nobody here, by the host, who brings it about. */
type Owing = Pick<Services, 'obligations'>;

const KIND = 'dispute-step';
const TITLE_MAX = 200;

export type OnLadder = {
  readonly id: string;
  readonly book: OpenBook;
  readonly version: Standing;
  readonly ladder: DisputeClause;
  readonly state: DisputeState;
};

export async function oweStep(
  { obligations }: Owing,
  transaction: Transaction,
  access: Access,
  { id, book, version, ladder, state }: OnLadder,
): Promise<void> {
  const step = stepOf(ladder, state);
  if (obligations === undefined || step === undefined) return;
  const { title } = version.instrument;
  const host = book.partners.find(({ hosts }) => hosts)?.organization ?? state.raisedBy;
  const lead: Role = 'programme-lead';
  for (const owner of step.who.length > 0 ? step.who : [{ organization: host, role: lead }]) {
    const opened = await obligations.open(transaction, access, {
      kind: KIND,
      key: `${factOf(id, state)}/${owner.organization}/${owner.role}`,
      title: `Settle the dispute about ${title}: ${step.words}`.slice(0, TITLE_MAX),
      owner,
      owed: { organization: state.raisedBy },
      because: `${title}, paragraph ${ladder.cites}: each step of a dispute has its time.`,
      page: `/disputes/${id}`,
      due: { in: step.workingDays, unit: 'working-days' },
      ladder: [
        { to: { organization: state.raisedBy, role: lead }, afterWorkingDays: 0 },
        { to: { organization: host, role: lead }, afterWorkingDays: 5 },
      ],
      closedBy: { fact: factOf(id, state) },
      attested: false,
    });
    if (!opened.ok) throw new Error(`a step of a dispute could not be asked for: ${opened.refusals[0].code}`);
  }
}

/** The step is over, however it ended. */
export async function stepOver(
  { obligations }: Owing,
  transaction: Transaction,
  access: Access,
  { id, state }: Pick<OnLadder, 'id' | 'state'>,
): Promise<void> {
  await obligations?.fact(transaction, access, factOf(id, state), { reference: `/disputes/${id}` });
}

function factOf(id: string, { movedOn }: DisputeState): string {
  return `dispute:${id}/${movedOn.length}`;
}
