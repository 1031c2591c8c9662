import { dayWords } from '#agreement';
import { dayIn, daysBetween } from '#base';
import type { ProgrammeView } from '../programme/contract.ts';
import type { BoardCell } from './contract.ts';
import { monthOf } from './effects.ts';
import type { Gathering } from './gather.ts';

const FRONT = 4;
const PROMISES_MAX = 200;
const OPEN_DAYS = 30;

/** Who has hands for the change: hours planned and worked of every programme, and who stands for it in public. */
export async function people(gathering: Gathering): Promise<readonly BoardCell[]> {
  const all = await programmes(gathering);
  return all.flatMap(({ id, name, staffing, sponsor }): readonly BoardCell[] => {
    const { planned, used, short, below } = staffing;
    const hours: BoardCell = {
      id: `hours-${id}`,
      words: `${name}: hours worked of those planned`,
      value: `${used.hours} of ${planned.hours}${short ? `; ${below ?? 0} % fewer than planned` : ''}`,
      from: 'Means of the programme',
      page: `/programmes/${id}/means`,
      front: true,
      ...(short ? { tone: 'concern' as const } : {}),
    };
    const stands: BoardCell = {
      id: `sponsor-${id}`,
      words: `${name}: who stands for it in public`,
      value: sponsor
        ? `${sponsor.name}, ${sponsor.office}; last seen to on ${dayWords(sponsor.seen)}${sponsor.standing === 'ended' ? '; the office has ended' : ''}`
        : 'nobody',
      from: 'Sponsor of the programme',
      page: `/programmes/${id}`,
      ...(sponsor?.standing === 'active' ? {} : { tone: 'concern' as const, front: true as const }),
    };
    return planned.hours > 0 ? [hours, stands] : [stands];
  });
}

/** What there is to worry about, and what is later than its baseline. */
export async function risks(gathering: Gathering): Promise<readonly BoardCell[]> {
  const { asAt } = gathering;
  const all = await programmes(gathering);
  const found = all.flatMap(({ id, name, riskList, milestones, shocks }) => [
    ...riskList.map(({ words, page }, at) => ({
      id: `risk-${id}-${at}`,
      words: name,
      value: words,
      from: 'Risks of the programme, worked out from its plan',
      page,
      tone: 'concern' as const,
    })),
    ...milestones
      .filter(({ weeks, reached }) => (weeks ?? 0) > 0 && reached === undefined)
      .map((milestone) => ({
        id: `late-${id}-${milestone.id}`,
        words: `${name}: ${milestone.words}`,
        value: `${milestone.weeks} weeks behind its baseline, now ${dayWords(milestone.on)}`,
        from: 'Plan of the programme against its newest baseline',
        page: `/programmes/${id}/plan`,
        tone: 'concern' as const,
      })),
    ...shocks.filter(({ on }) => on >= monthOf(asAt)).map((shock) => shockCell({ id, name }, shock)),
  ]);
  return found.map((cell, at) => ({ ...cell, ...(at < FRONT ? { front: true as const } : {}) }));
}

function shockCell(of: Pick<ProgrammeView, 'id' | 'name'>, shock: ProgrammeView['shocks'][number]): BoardCell {
  const { milestones, weeks, hoursLost } = shock;
  const moved = milestones.length === 0 ? 'No milestone moved' : `${milestones.length} moved by ${weeks} weeks`;
  return {
    id: `shock-${of.id}-${shock.id}`,
    words: `${of.name}, what came between on ${dayWords(shock.on)}`,
    value: `${shock.words}. ${moved}; ${hoursLost} hours lost. The teams are told: ${shock.message}`,
    from: 'Plan of the programme; the plan before it is kept',
    page: `/programmes/${of.id}/plan`,
  };
}

const BAD = { broken: 'broken, without a word', late: 'late', blocked: 'blocked' } as const;

/** Promises of the partners that are broken, late or blocked; and disputes that nobody settled for a month. */
export async function promises({ packing, access, asAt }: Gathering): Promise<readonly BoardCell[]> {
  const { obligations, disputes } = packing.own;
  const [{ items }, open] = await Promise.all([
    obligations.commitments(access, { limit: PROMISES_MAX }),
    disputes.list(access),
  ]);
  const bad = items.flatMap(({ id, title, owner, why, commitment, dueDay }) => {
    const state = commitment && commitment in BAD ? BAD[commitment as keyof typeof BAD] : undefined;
    if (!state) return [];
    return [
      {
        id: `promise-${id}`,
        words: title,
        value: `${state}${dueDay ? `, was due ${dayWords(dueDay)}` : ''}${why ? `. ${why.by}: ${why.words}` : ''}`,
        from: `Promised by ${owner.organizationName}`,
        page: `/obligations/${id}`,
        tone: 'concern' as const,
      },
    ];
  });
  const old = open
    .filter(
      ({ state, raised }) => OPEN.has(state) && daysBetween(dayIn(packing.zone, Date.parse(raised)), asAt) >= OPEN_DAYS,
    )
    .map(({ id, about, words, raisedBy }) => ({
      id: `dispute-${id}`,
      words: `In dispute for more than ${OPEN_DAYS} days: ${about}`,
      value: words,
      from: `Raised by ${raisedBy}`,
      page: `/disputes/${id}`,
      tone: 'concern' as const,
    }));
  return [...bad, ...old].map((cell, at) => ({ ...cell, ...(at < FRONT ? { front: true as const } : {}) }));
}

const OPEN: ReadonlySet<string> = new Set(['open', 'late', 'at-the-end']);

async function programmes({ packing, access }: Gathering): Promise<readonly ProgrammeView[]> {
  const all = await packing.own.programmes.all(access);
  const found = await Promise.all(all.map(({ id }) => packing.own.programmes.one(access, id)));
  return found.flatMap((one) => (one.ok ? [one.value] : []));
}
