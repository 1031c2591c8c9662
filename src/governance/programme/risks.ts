import type { Day } from '#base';
import type { ProgrammeState } from './programme.ts';
import { promiseStanding, sponsorStanding, staffingOn } from './rules.ts';

/** What there is to worry about, worked out from the rest: nobody has to remember to write it down. */
export function risksOf(
  state: ProgrammeState,
  { today, zone }: { readonly today: Day; readonly zone: string },
): readonly { readonly words: string; readonly page: '' | '/plan' | '/means' }[] {
  const { milestones, promises, shocks } = state;
  const staffing = staffingOn(state, today);
  const below = Math.round((1 - (staffing.share ?? 1)) * 100);
  const late = milestones.filter(({ on, reached }) => reached === undefined && on < today);
  const broken = promises.filter((one) => promiseStanding(one, today) === 'broken');
  const untold = shocks.filter(({ tellers, told }) => told.length < tellers.length);
  return [
    ...sponsorRisk(state, today, zone).map((words) => ({ words, page: '' as const })),
    ...(staffing.short
      ? [
          {
            words: `${below} % fewer hours were worked than planned: every milestone ahead is forecast anew.`,
            page: '/means' as const,
          },
        ]
      : []),
    ...(staffing.planned.hours > 0 && staffing.share === undefined
      ? [{ words: 'Hours were planned, and nobody has written down any that were worked.', page: '/means' as const }]
      : []),
    ...late.map(({ words }) => ({ words: `Its day is past: ${words}`, page: '/plan' as const })),
    ...broken.map(({ from, words }) => ({
      words: `Promised by ${from} and not arrived: ${words}`,
      page: '/plan' as const,
    })),
    ...untold.map(({ words }) => ({ words: `Not every team has been told: ${words}`, page: '/plan' as const })),
  ];
}

function sponsorRisk({ sponsors }: ProgrammeState, today: Day, zone: string): readonly string[] {
  const sponsor = sponsors.at(-1);
  switch (sponsorStanding(sponsor, today, zone)) {
    case 'none':
      return ['Nobody stands for it in public.'];
    case 'silent':
      return ['Its sponsor has not been seen to stand for it for sixty days.'];
    case 'ended':
      return ['The office of its sponsor has ended: a successor has to be named and briefed.'];
    case 'active':
      return [];
  }
}
