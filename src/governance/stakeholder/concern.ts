import type { Holder } from '#agreement';
import { type Day, dayIn } from '#base';
import { type Outcome, refuse } from '#fhir';
import { readTyped } from '../programme/typed.ts';
import { noPart, type Setting } from './deeds.ts';
import type { AboutAll, Of, StakeholderDeed } from './said.ts';
import type { Circle } from './stakeholder.ts';

/** What keeps somebody from saying yes: open until they themselves say that it is not any more. */
export type Concern = Omit<Of<'concern'>, 'did'> & {
  readonly on: Day;
  readonly answer?: { readonly words: string; readonly on: Day; readonly by: string };
  readonly closed?: { readonly words: string; readonly on: Day; readonly by: string };
};

/** An argument that was given to somebody, and whether they have said that they read it. */
export type Given = Omit<Of<'kit-given'>, 'did'> & { readonly on: Day; readonly read?: Day };

const CONCERNS_MAX = 300;

export function concernFrom(did: string, { circle, book, typed }: Setting): Outcome<AboutAll> {
  const about = typed['concern'] ?? typed['kit'];
  const isThere = [...circle.concerns, ...circle.kits].some(({ id }) => id === about);
  if (did !== 'concern' && did !== 'kit-given' && !isThere) return noPart();
  if ([circle.concerns, circle.kits].some(({ length }) => length >= CONCERNS_MAX))
    return refuse('too-costly', 'governance.concerns-full', `A programme keeps up to ${CONCERNS_MAX} concerns.`);
  return readTyped(typed, book, ({ text, holder }): AboutAll => {
    switch (did) {
      case 'concern':
        return {
          did,
          id: `q${circle.concerns.length + 1}`,
          owner: holder('owner'),
          words: text('words', 'what worries them'),
        };
      case 'concern-answered':
        return { did, concern: text('concern', 'which concern'), words: text('words', 'what the answer is') };
      case 'concern-closed':
        return { did, concern: text('concern', 'which concern'), words: text('words', 'what settled it') };
      case 'kit-read':
        return { did, kit: text('kit', 'which kit') };
      default:
        return { did: 'kit-given', id: `k${circle.kits.length + 1}`, to: holder('to') };
    }
  });
}

export function onConcern<C extends Pick<Circle, 'concerns' | 'kits'>>(
  circle: C,
  said: AboutAll,
  { at, by }: Pick<StakeholderDeed, 'at' | 'by'>,
): C {
  // Kept as the day of Greenwich: concerns are weeks apart, and nothing is due by it.
  const on = dayIn('UTC', at.getTime());
  const concern = (id: string, next: (one: Concern) => Concern): C => ({
    ...circle,
    concerns: circle.concerns.map((one) => (one.id === id ? next(one) : one)),
  });
  switch (said.did) {
    case 'concern': {
      const { did: _, ...one } = said;
      return { ...circle, concerns: [...circle.concerns, { ...one, on }] };
    }
    case 'concern-answered':
      return concern(said.concern, (one) => ({ ...one, answer: { words: said.words, on, by } }));
    case 'concern-closed':
      return concern(said.concern, (one) => ({ ...one, closed: { words: said.words, on, by } }));
    case 'kit-given':
      return { ...circle, kits: [...circle.kits, { id: said.id, to: said.to, on }] };
    case 'kit-read':
      return {
        ...circle,
        kits: circle.kits.map((one) => (one.id === said.kit && one.read === undefined ? { ...one, read: on } : one)),
      };
    default:
      return circle;
  }
}

/** Whose a concern or a kit is: nobody else closes the one or says that they read the other. */
export function ownerOf(circle: Circle, said: AboutAll): Holder | undefined {
  if (said.did === 'concern') return said.owner;
  if (said.did === 'concern-closed') return circle.concerns.find(({ id }) => id === said.concern)?.owner;
  return said.did === 'kit-read' ? circle.kits.find(({ id }) => id === said.kit)?.to : undefined;
}
