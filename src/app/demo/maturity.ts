import { type Day, plusDays } from '#base';
import type { GivenItem, Program } from '#forms';
import type { Governance } from '#governance';
import type { As } from './board.ts';
import { must } from './load.ts';

type Of = { readonly programme: string; readonly today: Day };

/** Who is asked, what each of them finds of every side in its order, and why. */
const TEAMS = [
  {
    organization: 'Organization/practice-1',
    role: 'practice-nurse',
    people: [2, 2, 3, 2, 1, 2],
    why: 'We hear of changes when they are there.',
  },
  {
    organization: 'Organization/community',
    role: 'specialist-nurse',
    people: [3, 4, 3, 3, 4],
    why: 'The visits brought us together; the money did not.',
  },
  {
    organization: 'Organization/acute',
    role: 'consultant',
    people: [4, 4, 5, 4, 4],
    why: 'We decide together in the board, and it holds.',
  },
] as const;

/** What was agreed of each side, in their order. */
const AGREED = [
  {
    step: '3',
    why: 'The aim is clear to the board, and not yet to the practices.',
    next: 'Each visit begins with the aim.',
  },
  { step: '3', why: 'Two seats of the board are held by people who live with it.' },
  { step: '4', why: 'Everybody sees what they need; few open it.' },
  {
    step: '3',
    why: 'Meetings are there; tasks still get lost between them.',
    dissent: 'The practices see no common plan.',
  },
  {
    step: 'none',
    why: 'Who pays for whom is seen differently by each.',
    dissent: 'The trust finds that the pool works.',
  },
  { step: '2', why: 'We know who is lacking, and do not train together.' },
  { step: '4', why: 'Figures are looked at every month.' },
  { step: '2', why: 'We know roughly who is missed.', next: 'Letters to those who lack a check.' },
] as const;

/** A round of the partnership that was talked over, and one of a programme that waits for scores of whoever has an account. */
export async function askHowFar(governance: Governance, as: As, { programme, today }: Of): Promise<void> {
  const { maturity } = governance;
  const lead = await as('Organization/icb', 'programme-lead');
  const places = TEAMS.map(({ organization, role }) => `${organization}|${role}`);
  const first = must(await maturity.open(lead, { until: plusDays(today, 14), places })).id;
  await scoreAll(governance, as, { id: first, from: 0 });
  must(await maturity.close(lead, first));
  const { sides } = must(await maturity.one(lead, first));
  for (const [at, said] of AGREED.entries())
    must(await maturity.agree(lead, first, { dimension: sides[at]?.id ?? '', ...said }));
  const second = must(await maturity.open(lead, { programme, until: plusDays(today, 21), places })).id;
  await scoreAll(governance, as, { id: second, from: 1 });
}

/** Colleagues of the one account that a team has here score too. */
async function scoreAll(
  { maturity }: Governance,
  as: As,
  { id, from }: { readonly id: string; readonly from: number },
): Promise<void> {
  for (const { organization, role, people, why } of TEAMS) {
    const seat = await as(organization, role);
    const { program } = must(await maturity.one(seat, id));
    for (const [at, step] of people.entries()) {
      if (at < from) continue;
      const colleague = at === 0 ? seat : { ...seat, principal: `colleague/${role}-${at}` };
      must(await maturity.score(colleague, id, sheet(program, { step, at, why })));
    }
  }
}

type Scoring = { readonly step: number; readonly at: number; readonly why: string };

/** Sides differ a little from each other, as they do. */
function sheet({ items }: Program, { step, at, why }: Scoring): readonly GivenItem[] {
  return items.map(({ linkId, items: asked }, side) => {
    const options = asked.find(({ type }) => type === 'choice')?.options ?? [];
    const chosen = Math.min(5, Math.max(1, step + (((side + at) % 3) - 1)));
    return {
      linkId,
      item: [
        { linkId: `${linkId}-level`, answer: [options[chosen - 1]?.value ?? {}] },
        { linkId: `${linkId}-why`, answer: [{ valueString: why }] },
      ],
    };
  });
}
