import type { Access, Role } from '#agreement';
import { type Day, plusDays } from '#base';
import { everyItem, type GivenItem, type Program } from '#forms';
import type { Governance } from '#governance';
import type { As } from './board.ts';
import { must } from './load.ts';

type Of = { readonly programme: string; readonly today: Day };

/** How each person of a team answered the two factors: what they want, what they can do. */
const PRACTICE_NURSES = [
  [5, 2],
  [4, 2],
  [5, 1],
  [4, 3],
  [5, 2],
  [4, 2],
] as const;
const SPECIALIST_NURSES = [
  [5, 4],
  [5, 5],
  [4, 4],
  [5, 4],
  [4, 5],
] as const;
const CONSULTANTS = [
  [5, 5],
  [2, 3],
  [4, 4],
] as const;

const NURSES = ['Organization/practice-1', 'practice-nurse'] as const;
const TEAMS = [
  [...NURSES, PRACTICE_NURSES],
  ['Organization/community', 'specialist-nurse', SPECIALIST_NURSES],
  ['Organization/acute', 'consultant', CONSULTANTS],
] as const;

/** Three teams that were asked about the first change, of which one wants it and cannot yet; and the second change, open to answers. */
export async function askTeams(governance: Governance, as: As, { programme, today }: Of): Promise<void> {
  const { readiness } = governance;
  const lead = await as('Organization/icb', 'programme-lead');
  const teams = TEAMS.map(([organization, role]) => `${organization}|${role}`);
  const until = plusDays(today, 14);
  const first = must(await readiness.open(lead, 'readiness-change', { programme, change: 'c1', until, teams })).id;
  const { program } = must(await readiness.one(lead, first));
  for (const [organization, role, all] of TEAMS) {
    const seat = await as(organization, role);
    for (const [at, scores] of all.entries())
      await answer(governance, { seat, at, role }, { id: first, program, scores });
  }
  must(await readiness.close(lead, first));
  await askTies(governance, as, until);
  const next = { programme, change: 'c2', until, teams: [NURSES.join('|')] };
  must(await readiness.open(lead, 'readiness-change', next));
}

/** How it is to work together, as two of the teams find it. */
async function askTies(governance: Governance, as: As, until: Day): Promise<void> {
  const { readiness } = governance;
  const lead = await as('Organization/icb', 'programme-lead');
  const [nurses, specialists] = TEAMS;
  const teams = [nurses, specialists].map(([organization, role]) => `${organization}|${role}`);
  const { id } = must(await readiness.open(lead, 'relationship-pulse', { until, teams }));
  const { program } = must(await readiness.one(lead, id));
  for (const [organization, role, all] of [nurses, specialists]) {
    const seat = await as(organization, role);
    for (const at of all.keys())
      await answer(governance, { seat, at, role }, { id, program, scores: at % 2 === 0 ? [3, 2] : [4, 3] });
  }
  must(await readiness.close(lead, id));
}

type Answering = { readonly id: string; readonly program: Program; readonly scores: readonly [number, number] };

/** Colleagues of the one account that a team has here answer too. */
async function answer(
  { readiness }: Governance,
  { seat, at, role }: { readonly seat: Access; readonly at: number; readonly role: Role },
  { id, program, scores }: Answering,
): Promise<void> {
  const colleague = at === 0 ? seat : { ...seat, principal: `colleague/${role}-${at}` };
  const { token } = must(await readiness.take(colleague, id));
  must(await readiness.answer(id, { token, items: sheet(program, scores) }));
}

function sheet({ items }: Program, scores: readonly [number, number]): readonly GivenItem[] {
  return items.map((group, factor) => ({
    linkId: group.linkId,
    item: everyItem(group.items).map(({ linkId, options }) => ({
      linkId,
      answer: [options[(scores[factor] ?? 3) - 1]?.value ?? {}],
    })),
  }));
}
