import type { Role } from '#agreement';
import { dayIn } from '#base';
import type { StaffSeat } from '#auth';
import type { StandingObligation } from '#obligation';
import { carriedBy, type Work } from './carried.ts';
import type { Colleague, LeavingLine } from './contract.ts';

export type Whose = {
  readonly work: Work;
  readonly organization: string;
  readonly staff: readonly StaffSeat[];
  readonly due: readonly StandingObligation[];
  readonly tasks: number;
};

/** Line by line what somebody would leave behind, were `ends` their last moment. Pure. */
export function linesOf(whose: Whose, account: string, ends: number): readonly LeavingLine[] {
  const { work, organization, staff, due, tasks } = whose;
  const mine = staff.filter((one) => one.account === account);
  const roles = mine.map((seat): LeavingLine => {
    const carries = carriedBy(work, { organization, role: seat.role }, due);
    const stays = staysIn(staff, seat, ends).map(({ name }) => name);
    const words = roleWords(seat.role);
    return {
      key: `role|${seat.role}`,
      words,
      role: seat.role,
      carries,
      stays,
      needs: carries.length > 0 && stays.length === 0,
    };
  });
  const held = due
    .filter((one) => one.holder === account && !one.aboutPerson)
    .map(
      (one): LeavingLine => ({
        key: `due|${one.id}`,
        words: one.title,
        role: one.role,
        ...(one.due ? { next: dayIn(work.book.zone, one.due.getTime() - 1) } : {}),
        carries: [],
        stays: [],
        // It goes with the role; where the role is not theirs any more, nobody has it.
        needs:
          !mine.some(({ role }) => role === one.role) &&
          !staff.some((other) => other.account !== account && other.role === one.role),
      }),
    );
  const words = `${tasks} open ${tasks === 1 ? 'task' : 'tasks'} in people’s records`;
  return [...roles, ...held, ...(tasks > 0 ? [{ key: 'tasks', words, carries: [], stays: [], needs: true }] : [])];
}

/** Others who sit in the same role when its holder goes, or when the seat would have begun, and after. */
function staysIn(staff: readonly StaffSeat[], seat: StaffSeat, ends: number): readonly StaffSeat[] {
  const from = Math.max(ends, seat.begins ?? 0);
  return staff.filter(
    (one) =>
      one.account !== seat.account &&
      one.role === seat.role &&
      (one.begins ?? 0) <= from &&
      (one.ends === undefined || one.ends > from),
  );
}

/** Who could follow: who is there, and stays longer. */
export function colleaguesOf(staff: readonly StaffSeat[], account: string, ends: number): readonly Colleague[] {
  const others = staff.filter((one) => one.account !== account && (one.ends === undefined || one.ends > ends));
  return [...new Set(others.map((one) => one.account))].map((id) => {
    const seats = others.filter((one) => one.account === id);
    return { account: id, name: seats[0]?.name ?? id, roles: seats.map(({ role }) => role) };
  });
}

export function roleWords(role: Role): string {
  const words = role === 'gp' ? 'GP' : role.replaceAll('ig-', 'information governance ').replaceAll('-', ' ');
  return `The work of the ${words}`;
}
