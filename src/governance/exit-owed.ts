import { type Access, dayWords, type Exit, exitOf, type Instrument, type Notice } from '#agreement';
import type { Services } from '#joint';
import type { Transaction } from '#store';
import type { Standing } from './book.ts';

/** What a notice makes due: each step of the exit plan by its day, and the settlement of what was done before. */
type Owing = Pick<Services, 'obligations'>;

export type Leaver = { readonly organization: string; readonly name: string };

/** Opens them and answers their ids in the order of the plan, the run-off last; what was due before the notice is due now. */
export async function oweExit(
  { obligations }: Owing,
  transaction: Transaction,
  access: Access,
  { version, notice, leaver }: { readonly version: Standing; readonly notice: Notice; readonly leaver: Leaver },
): Promise<readonly string[]> {
  const exit = exitOf(version, notice);
  if (obligations === undefined || exit === undefined) return [];
  const ids: string[] = [];
  for (const one of owedOf(exit, version.instrument, leaver)) {
    const opened = await obligations.open(transaction, access, {
      kind: one.kind,
      title: one.title.slice(0, TITLE_MAX),
      owner: one.owner,
      owed: { organization: one.owner.organization === leaver.organization ? one.other : leaver.organization },
      because: `${version.instrument.title}, paragraph ${one.cites}: ${leaver.name} is a partner until ${dayWords(exit.leaves)}.`,
      page: `/agreements/${encodeURIComponent(version.instrument.id)}`,
      due: { on: one.on < notice.given ? notice.given : one.on },
      ladder: [{ to: { organization: one.owner.organization, role: 'programme-lead' }, afterWorkingDays: 2 }],
    });
    if (!opened.ok) throw new Error(`a step of an exit plan could not be asked for: ${opened.refusals[0].code}`);
    ids.push(opened.value);
  }
  return ids;
}

/** Who stays owes no steps of leaving. */
export async function letGoOfExit(
  { obligations }: Owing,
  transaction: Transaction,
  access: Access,
  { owed, reason }: { readonly owed: readonly string[]; readonly reason: string },
): Promise<void> {
  for (const id of owed) await obligations?.withdraw(transaction, access, id, reason);
}

const TITLE_MAX = 200;

function owedOf(exit: Exit, instrument: Instrument, leaver: Leaver) {
  const cites = instrument.clauses.find(({ clause }) => clause === 'leave')?.cites ?? '';
  const others = instrument.parties.filter(({ organization }) => organization !== leaver.organization);
  const other = others[0]?.organization ?? leaver.organization;
  const steps = exit.steps.map(({ words, owner, dueBy }) => ({
    kind: 'exit-step',
    title: `Before ${leaver.name} leaves: ${words}`,
    owner,
    other,
    on: dueBy,
    cites,
  }));
  const runOff = {
    kind: 'run-off',
    title: `Settle what was done before ${leaver.name} left ${instrument.title}`,
    owner: { organization: leaver.organization, role: 'finance-lead' as const },
    other,
    on: exit.runOffUntil,
    cites,
  };
  return exit.runOffUntil > exit.leaves ? [...steps, runOff] : steps;
}
