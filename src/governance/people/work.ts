import type { StaffSeat } from '#auth';
import { bodiesToday } from '../decision/body.ts';
import { papersBefore } from '../decision/decision.queries.ts';
import { allProgrammes } from '../programme/programme.queries.ts';
import { programmeState } from '../programme/programme.ts';
import { rightDeeds } from '../right/right.queries.ts';
import { standingRights } from '../right/right.ts';
import { allStakeholderDeeds } from '../stakeholder/stakeholder.queries.ts';
import { circleOf } from '../stakeholder/stakeholder.ts';
import type { Work } from './carried.ts';
import type { Leaving } from './leave.ts';
import type { Whose } from './lines.ts';

/** Everything that names a role, read once for a page: programmes, bodies, their papers, rights. */
export async function readWork({ store, current }: Leaving): Promise<Work> {
  const book = current.book();
  const bodies = bodiesToday(book);
  const [deeds, stakes, programmes, papers] = await Promise.all([
    rightDeeds(store),
    allStakeholderDeeds(store),
    allProgrammes(store),
    Promise.all(bodies.map((body) => papersBefore(store, body))),
  ]);
  const states = programmes.map((kept) => ({ id: kept.id, state: programmeState(kept) }));
  return {
    book,
    bodies,
    tended: states.flatMap(({ id, state }) =>
      circleOf(stakes.get(id) ?? []).stakeholders.map(({ tender }) => ({ programme: id, name: state.name, tender })),
    ),
    rights: standingRights(deeds),
    programmes: states,
    papers: papers.flat(),
  };
}

type Who = { readonly organization: string; readonly account: string; readonly seats: readonly StaffSeat[] };

export async function whoseWork(leaving: Leaving, { organization, account, seats }: Who): Promise<Whose> {
  const [work, due, tasks] = await Promise.all([
    readWork(leaving),
    leaving.obligations?.standing(organization) ?? [],
    openTasks(leaving, organization, account),
  ]);
  return { work, organization, staff: seats, due, tasks: tasks.length };
}

const OPEN = 'draft,requested,received,accepted,ready,in-progress,on-hold';
const TASKS_MAX = 1_000;

/**
 * Open tasks that somebody owns by name in the record. Looked for as a system of the organisation does, since what is counted is shown to nobody:
 * whoever hands over learns how many there are, and no more.
 */
export async function openTasks(
  { repository, accessOf, staff }: Leaving,
  organization: string,
  account: string,
): Promise<readonly { readonly id: string }[]> {
  if (!repository || !accessOf || !staff) return [];
  const access = await accessOf({ organization, role: 'system' });
  const found = await repository(access).search({
    type: 'Task',
    parameters: [
      ['owner', staff.practitioner(account, organization)],
      ['status', OPEN],
      ['_count', String(TASKS_MAX)],
    ],
    handling: 'strict',
  });
  return found.ok ? found.value.entries.map(({ resource }) => ({ id: resource.id })) : [];
}
