import { type Access, classBits, ownRecordClasses } from '#agreement';
import { accepted, type Outcome, refuse } from '#fhir';
import { couldCount } from './apps.ts';
import type { Pack } from './pack.ts';
import type { PackScope } from './scope.ts';

/** How much of the figures a seat is told. */
export type Viewpoint = {
  /** Practices and teams whose figures it is told as they are: those whose people it cares for. */
  readonly own: ReadonlySet<string>;
  /** Everything as it is: the program itself. */
  readonly everything: boolean;
  /** Figures of now; else of the last month end, the same until the next, so that no difference of two days tells of a person. */
  readonly live: boolean;
};

/**
 * Figures are for staff. Whoever cares for people sees them as they change; who plans sees them month by month. Of what is sensitive
 * everybody is told what planners are: who cares for people is not shown the labels of all of them. An app that is given less than what
 * a pack is counted from is told nothing small, whoever opened it.
 */
export function viewpointOf(
  access: Access,
  { practices, teams = [] }: Pick<PackScope, 'practices' | 'teams'>,
  pack: Pick<Pack, 'sensitive' | 'facts' | 'register'>,
): Outcome<Viewpoint> {
  if (access.role === 'person') {
    const text = 'These figures are for staff of the partnership. Your own checks stand on your own page.';
    return refuse('forbidden', 'insight.staff-only', text);
  }
  const sensitive = pack.sensitive === true;
  const counts = couldCount(access, pack);
  const cares = counts && !sensitive && seesProblems(access);
  const places = [...practices, ...teams.map(({ id, of: key }) => ({ id, key }))];
  const own = places.filter(({ key }) => cares && key === access.organization);
  return accepted({
    own: new Set(own.map(({ id }) => id)),
    everything: counts && access.role === 'system',
    live: access.role === 'system' ? counts : !sensitive && access.purpose === 'direct-care',
  });
}

/** Whether a seat may be shown people by what they lack: those who may open what the record says of their problems. */
export function seesPeople(access: Access): boolean {
  return access.role === 'system' || (access.purpose === 'direct-care' && seesProblems(access));
}

function seesProblems({ role, purpose }: Access): boolean {
  return (ownRecordClasses(role, purpose) & classBits('problems')) !== 0;
}
