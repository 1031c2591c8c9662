import type { EndingSeat, StaffSeat } from '#auth';
import type { Transaction } from '#store';
import type { Access } from '#agreement';
import { carriedBy } from './carried.ts';
import { type Heir, heirOfRole, managerHeir } from './heir.ts';
import { type Leaving, seatEnds } from './leave.ts';
import { roleWords } from './lines.ts';
import { coveredSeats, keepLeaving, type Plan, type Step } from './people.queries.ts';
import { programFor } from './program.ts';
import { whoseWork } from './work.ts';

/**
 * Seats whose last moment came without anybody having said who follows. They go as on the page of a leaving: what would be left is written down with
 * where it went and who was told, whoever has it now owes reading it, and the steps are left to `handOver`.
 */
export async function endByDate(leaving: Leaving): Promise<void> {
  const { staff, now } = leaving;
  const over = (await staff?.ending(now())) ?? [];
  for (const one of new Map(over.map((seat) => [`${seat.organization} ${seat.account}`, seat])).values()) {
    await passOn(leaving, one);
  }
}

async function passOn(leaving: Leaving, { organization, account }: EndingSeat): Promise<void> {
  const { staff, store, now, obligations, current } = leaving;
  if (!staff) return;
  await store.write(async (transaction) => {
    await staff.lock(transaction, organization);
    const covered = await coveredSeats(transaction, organization, account);
    const over = (await staff.ending(now(), transaction)).filter(
      (seat) => seat.organization === organization && seat.account === account && !isCovered(covered, seat),
    );
    if (over.length === 0) return; // another process was first, or the leaving that names who follows does it
    const by = programFor(current.book(), organization);
    const passed = by.organization === 0 ? undefined : await planFor(leaving, transaction, over);
    for (const { id } of over) await obligations?.fact(transaction, by, seatEnds(id));
    if (passed === undefined) {
      await staff.closeLogins(
        transaction,
        over.map(({ id }) => id),
      );
      for (const role of new Set(over.map((seat) => seat.role))) {
        await obligations?.roleChanged(transaction, organization, role);
      }
      return;
    }
    const ends = new Date(Math.max(...over.map((seat) => seat.ends)));
    const kept = { organization, account, ends, plan: passed.plan };
    const id = await keepLeaving(transaction, { access: by, at: new Date(now()) }, kept);
    await tell(leaving, transaction, by, { id, organization, heirs: passed.heirs });
  });
}

/** A leaving that was said covers a seat that ends with it; one that was ended sooner is looked after sooner. */
function isCovered(covered: ReadonlyMap<string, Date>, { id, ends }: EndingSeat): boolean {
  const by = covered.get(id);
  return by !== undefined && by.getTime() <= ends;
}

type Passed = { readonly plan: Plan; readonly heirs: readonly Gone[] };
type Gone = { readonly of: EndingSeat; readonly heir: Heir };

/** What goes where, as it is at this moment. Undefined where there is nothing in hand. */
async function planFor(
  leaving: Leaving,
  transaction: Transaction,
  over: readonly EndingSeat[],
): Promise<Passed | undefined> {
  const [first] = over;
  if (!first) return undefined;
  const { organization, account } = first;
  const all = (await leaving.staff?.of(organization, transaction)) ?? [];
  const seats = all.filter(({ begins }) => (begins ?? 0) <= leaving.now());
  const { work, due, tasks } = await whoseWork(leaving, { organization, account, seats });
  const gone = over.flatMap((of): readonly Gone[] => {
    const heir = heirOfRole(work, of, seats);
    return heir ? [{ of, heir }] : [];
  });
  const roles = gone.flatMap(({ of, heir }) => {
    const carries = carriedBy(work, of, due);
    return carries.map((one) => ({ ...one, to: heir.role, successor: withWords(heir), account: heir.account }));
  });
  // Somebody who sits here in another role keeps what is theirs by name.
  const here = seats.some((seat) => seat.account === account);
  const heir = gone[0]?.heir ?? managerHeir(seats);
  const owns = tasks > 0 && !here && heir !== undefined;
  const words = `${tasks} open ${tasks === 1 ? 'task' : 'tasks'} in people’s records`;
  const items = [
    ...roles,
    ...(owns ? [{ words, minutes: 2, to: heir.role, successor: withWords(heir), account: heir.account }] : []),
  ];
  if (items.length === 0) return undefined;
  const steps: readonly Step[] = [
    { do: 'logins', seats: over.map(({ id }) => id) },
    ...(owns ? [{ do: 'tasks' as const, account: heir.account }] : []),
  ];
  const told = toldOf(gone, seats);
  const heirs = gone.length > 0 ? gone : [];
  return {
    plan: { name: first.name, roles: over.map(({ role }) => role), notes: '', byDate: true, told, steps, items },
    heirs,
  };
}

function withWords({ how, names }: Heir): string {
  const who = names.join(', ');
  if (how === 'deputy') return `${who}, standing in`;
  return how === 'manager' ? `${who}, until somebody is named` : who;
}

const TOLD = {
  role: 'sits in the same role, and has it',
  deputy: 'stands in, and has it until somebody is named',
  manager: 'has it until they name who follows',
} as const;

/** Everybody who was told, and why them: whoever names who follows always is, where nobody is left in the role. */
function toldOf(gone: readonly Gone[], seats: readonly StaffSeat[]): NonNullable<Plan['told']> {
  const manager = managerHeir(seats);
  const told = gone.flatMap(({ of, heir }) => [
    ...heir.names.map((name) => ({ name, words: `${roleWords(of.role)}: ${TOLD[heir.how]}` })),
    ...(heir.how === 'deputy' && manager
      ? manager.names.map((name) => ({ name, words: `${roleWords(of.role)}: names who follows` }))
      : []),
  ]);
  return [...new Map(told.map((one) => [`${one.name} ${one.words}`, one])).values()];
}

type Told = { readonly id: string; readonly organization: string; readonly heirs: readonly Gone[] };

/** Whoever has it now reads what came to them: it stays on their list until they say so. */
async function tell(
  { obligations }: Leaving,
  transaction: Transaction,
  by: Access,
  { id, organization, heirs }: Told,
): Promise<void> {
  for (const { of, heir } of heirs) {
    const opened = await obligations?.open(transaction, by, {
      kind: 'came-to-you',
      key: `leaving#${id}|${of.role}`,
      title: `Read what came to you: ${roleWords(of.role).toLowerCase()}`,
      owner: { organization, role: heir.role },
      because: 'A seat ended on its last day, and nobody had said who follows.',
      page: `/leaving/${id}`,
      due: { in: 5, unit: 'working-days' },
    });
    if (opened && !opened.ok) throw new Error(`nobody could be told of what came to them: ${opened.refusals[0].code}`);
  }
}
