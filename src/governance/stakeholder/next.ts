import type { Holder } from '#agreement';
import type { Circle } from './stakeholder.ts';
import { gradesOf } from './stakeholder.ts';
import { type Clock, isSilent, pledgeStanding } from './rules.ts';

/** A conversation worth having, why, and where it is written down. */
export type Conversation = { readonly whom: Holder | string; readonly why: string; readonly page: string };

/**
 * What to talk about next, the most pressing first: a concern without an answer, a promise of ours that is late, an answer that nobody
 * has called enough, silence, somebody with power who is against it, a kit that is not read. Of each kind the oldest first.
 */
export function conversationsOf(circle: Circle, programme: string, clock: Clock): readonly Conversation[] {
  const { concerns, stakeholders, kits } = circle;
  const kit = ({ organization, role }: Holder) =>
    `/programmes/${programme}/kit?of=${encodeURIComponent(organization)}&role=${role}`;
  const entry = (id: string) => `/programmes/${programme}/stakeholders/${id}`;
  const open = concerns.filter(({ closed }) => !closed);
  const late = stakeholders.filter(({ promises }) =>
    promises.some((one) => one.side === 'us' && pledgeStanding(one, clock) === 'late'),
  );
  const against = stakeholders.filter((one) => {
    const stance = one.stances.at(-1)?.stance;
    return (stance === 'opposed' || stance === 'doubtful') && gradesOf(one).power !== 'low';
  });
  return [
    ...open
      .filter(({ answer }) => !answer)
      .map(({ owner, words }) => ({ whom: owner, why: `Nobody has answered: ${words}`, page: kit(owner) })),
    ...late.map(({ id, name }) => ({
      whom: name,
      why: 'We promised something, and its day is past.',
      page: entry(id),
    })),
    ...open
      .filter(({ answer }) => answer)
      .map(({ owner, words }) => ({
        whom: owner,
        why: `Ask whether the answer is enough: ${words}`,
        page: kit(owner),
      })),
    ...stakeholders
      .filter((one) => isSilent(one, circle, clock))
      .map(({ id, name }) => ({ whom: name, why: 'Nobody has spoken with them for too long.', page: entry(id) })),
    ...against.map(({ id, name }) => ({ whom: name, why: 'Hear what would change their mind.', page: entry(id) })),
    ...kits
      .filter(({ read }) => read === undefined)
      .map(({ to }) => ({ whom: to, why: 'They have not said that they read their kit.', page: kit(to) })),
  ];
}
