import type { Role } from '#agreement';
import type { StaffSeat } from '#auth';
import { heirOfRole, managerHeir } from './heir.ts';
import type { Leaving } from './leave.ts';
import { roleWords } from './lines.ts';
import type { Work } from './carried.ts';
import { programFor } from './program.ts';
import { readWork } from './work.ts';

const KIND = 'role-with-nobody';

/**
 * Roles that nobody sits in any more, because a day came and nobody had been named. What they owe goes to who stands in, else to the
 * organisation's manager, and the manager owes a name; naming somebody keeps that. Answers how many were asked for anew.
 */
export async function fillEmptyRoles(leaving: Leaving): Promise<number> {
  const { staff, obligations, current, now } = leaving;
  if (!staff || !obligations) return 0;
  let read: Work | undefined;
  let named = 0;
  for (const { organization } of current.book().partners) {
    const empty = await staff.empty(organization);
    const asked = await obligations.standing(organization, [KIND]);
    await namedSince(
      leaving,
      organization,
      asked.filter(({ key }) => !empty.some(({ role }) => roleIn(key) === role)),
    );
    if (empty.length === 0) continue;
    const seats = await staff.of(organization);
    const there = seats.filter(({ begins }) => (begins ?? 0) <= now());
    for (const { role, since } of empty) {
      const of = { organization, role };
      const work = (read ??= await readWork(leaving));
      await giveOn(leaving, of, { work, seats: there });
      const known = asked.some(({ key }) => roleIn(key) === role) || seats.some((seat) => seat.role === role);
      if (!known) named += (await askForName(leaving, { ...of, since, seats: there })) ? 1 : 0;
    }
  }
  return named;
}

type Of = { readonly organization: string; readonly role: Role };

function roleIn(key: string | undefined): string | undefined {
  return key?.split('|')[1];
}

/** What the role owes, also what came due since: with a word in the history of each who has it now. */
async function giveOn(
  { store, obligations, current }: Leaving,
  { organization, role }: Of,
  { work, seats }: { readonly work: Work; readonly seats: readonly StaffSeat[] },
): Promise<void> {
  const heir = heirOfRole(work, { organization, role }, seats);
  if (!obligations || !heir || heir.role === role) return;
  const by = programFor(current.book(), organization);
  const reason =
    heir.how === 'deputy'
      ? `Nobody sits as ${role.replaceAll('-', ' ')}; this role stands in.`
      : `Nobody sits as ${role.replaceAll('-', ' ')}, and nobody stands in.`;
  const owed = (await obligations.standing(organization)).filter((one) => one.role === role);
  for (const { id } of owed) {
    await store.write(async (transaction) => {
      await obligations.handOver(transaction, by, id, { role: heir.role, reason });
    });
  }
}

type Asked = Of & { readonly since: Date; readonly seats: readonly StaffSeat[] };

async function askForName(
  { store, obligations, current }: Leaving,
  { organization, role, since, seats }: Asked,
): Promise<boolean> {
  const book = current.book();
  const owner = managerHeir(seats)?.role;
  if (!obligations || owner === undefined) return false;
  const by = programFor(book, organization);
  const opened = await store.write((transaction) =>
    obligations.open(transaction, by, {
      kind: KIND,
      // Asked again each month, and anew where the role was filled and is empty once more.
      key: `${organization}|${role}|${since.toISOString()}|${book.today.slice(0, 7)}`,
      title: `Name who follows in ${roleWords(role).toLowerCase()}`,
      owner: { organization, role: owner },
      because: 'Nobody sits in it. What it owed is with who stands in, or with you, until somebody is named.',
      page: '/staff',
      due: { in: 5, unit: 'working-days' },
      closedBy: { fact: filled(organization, role) },
    }),
  );
  return opened.ok;
}

function filled(organization: string, role: string): string {
  return `role-filled:${organization}|${role}`;
}

/** Somebody sits there again. */
async function namedSince(
  { store, obligations, current }: Leaving,
  organization: string,
  asked: readonly { readonly key?: string }[],
): Promise<void> {
  if (!obligations || asked.length === 0) return;
  const by = programFor(current.book(), organization);
  await store.write(async (transaction) => {
    for (const { key } of asked) {
      await obligations.fact(transaction, by, filled(organization, roleIn(key) ?? ''), { reference: '/staff' });
    }
  });
}
