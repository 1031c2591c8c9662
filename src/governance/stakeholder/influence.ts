import { type Day, plusMonths } from '#base';
import type { Outcome } from '#fhir';
import { refuse } from '#fhir';
import { readTyped } from '../programme/typed.ts';
import { type Setting, noPart } from './deeds.ts';
import type { AboutAll, Of } from './said.ts';
import type { Circle } from './stakeholder.ts';

/** Between two roles, never two people: who sits there is looked up when it is shown. */
export type Influence = Omit<Of<'influence'>, 'did'> & { readonly confirmed: Day; readonly round: number };

const FRESH_MONTHS = 6;
const INFLUENCES_MAX = 300;

/** Nobody has said for six months that it is still so. */
export function isStale({ confirmed }: Pick<Influence, 'confirmed'>, today: Day): boolean {
  return plusMonths(confirmed, FRESH_MONTHS) <= today;
}

export function influenceFrom(did: string, { circle, book, typed, programme }: Setting): Outcome<AboutAll> {
  if (did !== 'influence' && !circle.influences.some(({ id }) => id === typed['influence'])) return noPart();
  if (circle.influencesSaid >= INFLUENCES_MAX)
    return refuse(
      'too-costly',
      'governance.influences-full',
      `A programme keeps up to ${INFLUENCES_MAX} lines of influence.`,
    );
  return readTyped(typed, book, ({ text, many, holder, optional }): AboutAll => {
    if (did === 'influence-confirmed') return { did, influence: text('influence', 'which line') };
    if (did === 'influence-ended')
      return { did, influence: text('influence', 'which line'), words: text('words', 'why it is no more') };
    const on = optional('on');
    return {
      did: 'influence',
      id: `i${circle.influencesSaid + 1}`,
      from: holder('from'),
      to: holder('to'),
      topic: text('topic', 'about what').slice(0, 200),
      evidence: text('evidence', 'what shows it'),
      on: /^\d{4}-\d{2}-\d{2}$/.test(on) && on <= book.today ? (on as Day) : book.today,
      owner: many('owner').length > 0 && many('owner')[0] !== '' ? holder('owner') : programme.lead,
    };
  });
}

export type Influences = Pick<Circle, 'influences' | 'influencesSaid'>;

/** The lines as they stand after one more thing was said. */
export function onInfluence<C extends Influences>(circle: C, said: AboutAll, on: Day): C {
  switch (said.did) {
    case 'influence': {
      const { did: _, ...one } = said;
      const influences = [...circle.influences, { ...one, confirmed: said.on, round: 1 }];
      return { ...circle, influences, influencesSaid: circle.influencesSaid + 1 };
    }
    case 'influence-confirmed':
      return {
        ...circle,
        influences: circle.influences.map((one) =>
          one.id === said.influence ? { ...one, confirmed: on, round: one.round + 1 } : one,
        ),
      };
    case 'influence-ended':
      return { ...circle, influences: circle.influences.filter(({ id }) => id !== said.influence) };
    default:
      return circle;
  }
}
