import type { Access, Role } from '#agreement';
import type { StaffSeat } from '#auth';
import { accepted } from '#fhir';
import type { Transaction } from '#store';
import { endByDate } from './by-date.ts';
import { tellBefore } from './before-date.ts';
import { fillEmptyRoles } from './empty.ts';
import { managerHeir } from './heir.ts';
import type { Leaving } from './leave.ts';
import {
  finishLeaving,
  type KeptLeaving,
  leavingsDue,
  lockLeaving,
  readLeaving,
  type Step,
  stepDone,
} from './people.queries.ts';
import { programFor } from './program.ts';
import { openTasks } from './work.ts';

/**
 * Does what is due of all handing over: step by step, each with its mark in one transaction, so that whoever is killed in between goes on where
 * it stood, and two who run it at once do nothing twice. `atMost`: how many steps, for tests that stop in the middle.
 */
export async function handOver(leaving: Leaving, atMost = 100_000): Promise<number> {
  let steps = 0;
  await endByDate(leaving);
  for (const { id } of await leavingsDue(leaving.store, new Date(leaving.now()))) {
    let open = await readLeaving(leaving.store, id);
    while (open && !open.finished) {
      if (steps >= atMost) return steps;
      await next(leaving, open);
      steps += 1;
      open = await readLeaving(leaving.store, id);
    }
  }
  await tellBefore(leaving);
  return steps + (await fillEmptyRoles(leaving));
}

async function next(leaving: Leaving, { id, organization, account, done, plan }: KeptLeaving): Promise<void> {
  const step = plan.steps[done];
  const by = programFor(leaving.current.book(), organization);
  // The record has transactions of its own: a task that is handed over twice is handed over once, so it goes before the mark.
  if (step?.do === 'tasks')
    await moveTasks(leaving, { organization, from: account, to: step.account, roles: plan.roles });
  // What came to them by name after the plan was made, or went to somebody who is gone by now.
  if (done + 1 >= plan.steps.length) await moveTasks(leaving, { organization, from: account, roles: plan.roles });
  await leaving.store.write(async (transaction) => {
    const kept = await lockLeaving(transaction, id);
    if (!kept || kept.finished || kept.done !== done) return; // another process was first
    if (step) await doStep(leaving, transaction, by, { step, organization, roles: plan.roles });
    if (step) await stepDone(transaction, id);
    if (done + 1 < plan.steps.length) return;
    await finishLeaving(transaction, id, new Date(leaving.now()));
    await leaving.obligations?.fact(transaction, by, `leaving:${id}`, { reference: `/leaving/${id}` });
  });
}

const REASON = 'Who had it has left.';

async function doStep(
  { staff, obligations }: Leaving,
  transaction: Transaction,
  by: Access,
  {
    step,
    organization,
    roles,
  }: { readonly step: Step; readonly organization: string; readonly roles: readonly Role[] },
): Promise<void> {
  if (step.do === 'logins') {
    await staff?.closeLogins(transaction, step.seats);
    for (const role of roles) await obligations?.roleChanged(transaction, organization, role);
  }
  if (step.do !== 'due') return;
  const { id, account, role } = step;
  const handed = await obligations?.handOver(transaction, by, id, { account, role, reason: REASON });
  // Whoever was named may have gone too, or does not sit in the role: then it is the role's, whoever sits there.
  if (handed && !handed.ok) await obligations?.handOver(transaction, by, id, { role, reason: REASON });
}

type Between = {
  readonly organization: string;
  readonly from: string;
  readonly to?: string;
  readonly roles: readonly Role[];
};

async function moveTasks(leaving: Leaving, { organization, from, to, roles }: Between): Promise<void> {
  const { repository, accessOf, staff } = leaving;
  if (!repository || !accessOf || !staff) return;
  const access = await accessOf({ organization, role: 'system' });
  const heir = heirOf(await sitting(leaving, organization), { from, to, roles });
  if (heir === undefined) return;
  const owner = { reference: staff.practitioner(heir, organization) };
  for (const { id } of await openTasks(leaving, organization, from)) {
    const changed = await repository(access).change('Task', id, (json) =>
      accepted(JSON.stringify({ ...(JSON.parse(json) as object), owner })),
    );
    if (!changed.ok)
      leaving.log?.warn({ code: changed.refusals[0].code }, 'governance: a task could not be handed over');
  }
}

async function sitting({ staff, now }: Leaving, organization: string): Promise<readonly StaffSeat[]> {
  return ((await staff?.of(organization)) ?? []).filter(({ begins }) => (begins ?? 0) <= now());
}

/**
 * Who takes what was somebody's by name: whoever was named, where they are still there; else one who sits in a role of theirs; else who
 * says here who follows whom. Nobody, where they are back and nobody was named.
 */
function heirOf(
  seats: readonly StaffSeat[],
  { from, to, roles }: Pick<Between, 'from' | 'roles'> & { readonly to: string | undefined },
): string | undefined {
  if (to !== undefined && seats.some(({ account }) => account === to)) return to;
  if (seats.some(({ account }) => account === from)) return undefined;
  const same = seats.find(({ role }) => roles.includes(role));
  return same?.account ?? managerHeir(seats)?.account;
}
