import { dayIn, plusDays } from '#base';
import type { EndingSeat } from '#auth';
import type { StandingObligation } from '#obligation';
import { type Leaving, seatEnds } from './leave.ts';
import { managerHeir } from './heir.ts';
import { roleWords } from './lines.ts';
import { coveredSeats } from './people.queries.ts';
import { programFor } from './program.ts';

const TOLD_DAYS = 28;
const DAY_MS = 86_400_000;
const MANAGER = 'seat-ends';
const HOLDER = 'own-seat-ends';

/**
 * Four weeks before a seat ends by its date, its holder and whoever names who follows owe seeing to it, by the day before the last. Saying who
 * follows keeps it; the day itself keeps it too, since then it goes by itself. Where the day is another now, it is owed for that day.
 */
export async function tellBefore(leaving: Leaving): Promise<void> {
  const { staff, obligations, current, now } = leaving;
  if (!staff || !obligations) return;
  const ending = (await staff.ending(now() + TOLD_DAYS * DAY_MS)).filter(({ ends }) => ends > now());
  for (const { organization } of current.book().partners) {
    const standing = await obligations.standing(organization, [MANAGER, HOLDER]);
    const wanted = await openEnds(
      leaving,
      ending.filter((one) => one.organization === organization),
    );
    await letGo(leaving, organization, standing, new Set(wanted.map(keyOf)));
    const there = new Set(standing.map(({ kind, key }) => `${kind} ${key ?? ''}`));
    for (const seat of wanted) await tellOf(leaving, seat, there);
  }
}

/** Those that nobody has said of who follows. */
async function openEnds({ store, now }: Leaving, ending: readonly EndingSeat[]): Promise<readonly EndingSeat[]> {
  const open: EndingSeat[] = [];
  for (const seat of ending) {
    const covered = await coveredSeats(store, seat.organization, seat.account);
    if (!covered.has(seat.id) && (seat.begins ?? 0) <= now()) open.push(seat);
  }
  return open;
}

function keyOf({ id, ends }: EndingSeat): string {
  return `${id}|${new Date(ends).toISOString()}`;
}

async function letGo(
  { store, obligations, current }: Leaving,
  organization: string,
  standing: readonly StandingObligation[],
  wanted: ReadonlySet<string>,
): Promise<void> {
  const by = programFor(current.book(), organization);
  for (const { id } of standing.filter((one) => !wanted.has(one.key ?? ''))) {
    await store.write(async (transaction) => {
      await obligations?.withdraw(transaction, by, id, 'The seat does not end on that day any more.');
    });
  }
}

async function tellOf(leaving: Leaving, seat: EndingSeat, there: ReadonlySet<string>): Promise<void> {
  const { store, obligations, current, staff, now, zone } = leaving;
  const { organization, account, role } = seat;
  const key = keyOf(seat);
  if (there.has(`${MANAGER} ${key}`) && there.has(`${HOLDER} ${key}`)) return;
  const last = dayIn(zone, seat.ends - 1);
  const today = dayIn(zone, now());
  const before = plusDays(last, -1);
  const due = { on: before < today ? today : before };
  const seats = ((await staff?.of(organization)) ?? []).filter(({ begins }) => (begins ?? 0) <= now());
  const manager = managerHeir(seats.filter((one) => one.account !== account)) ?? managerHeir(seats);
  if (!obligations || !manager) return;
  const by = programFor(current.book(), organization);
  const words = roleWords(role).toLowerCase();
  const shared = { key, due, closedBy: { fact: seatEnds(seat.id) }, attested: false };
  await store.write(async (transaction) => {
    await obligations.open(transaction, by, {
      ...shared,
      kind: MANAGER,
      title: `Say who follows in ${words}: a seat ends on ${last}`,
      owner: { organization, role: manager.role },
      because: 'Without a word it goes on that day to those in the same role, to who stands in, or comes to you.',
      page: `/leaving/of/${encodeURIComponent(account)}`,
    });
    const own = await obligations.open(transaction, by, {
      ...shared,
      kind: HOLDER,
      title: `Your seat ends on ${last}: get ${words} into other hands`,
      owner: { organization, role },
      because:
        'What you have in hand by then goes over by itself, and whoever has it after you knows only what is written down.',
      page: '/obligations',
    });
    if (own.ok) await obligations.handOver(transaction, by, own.value, { account, reason: 'It is their seat.' });
  });
}
