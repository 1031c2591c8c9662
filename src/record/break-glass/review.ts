import type { Access } from '#agreement';
import { accepted, type Outcome, type Refused, refuse } from '#fhir';
import type { Services } from '#joint';
import type { Emergency } from '../contract.ts';
import { placeOf } from '../match/pair.queries.ts';
import { keptReview } from './owed.ts';
import { holdOpening, openingOf, type OpeningRow, openingsOf, reviewOpening } from './opening.queries.ts';
import { HELD_DAYS_MAX, REASONS, reviewDaysIn, WORDS_MIN } from './words.ts';

const DAY_MS = 86_400_000;

/** The openings of an organisation, for its information governance: those that wait, or the newest of all. */
export async function emergencies(
  services: Services,
  access: Access,
  { waiting }: { readonly waiting: boolean },
): Promise<Outcome<readonly Emergency[]>> {
  if (access.role !== 'ig-lead') return notAnOfficer();
  const rows = await openingsOf(services.store, access.organization, waiting);
  return accepted(await Promise.all(rows.map((row) => emergencyOf(services, row))));
}

export async function emergency(services: Services, access: Access, id: string): Promise<Outcome<Emergency>> {
  const row = await mine(services, access, id);
  return row.ok ? accepted(await emergencyOf(services, row.value)) : row;
}

/** Says whether an opening was right. Who opened it does not review it; what is said is kept and shown to the person. */
export async function reviewEmergency(
  services: Services,
  access: Access,
  id: string,
  review: { readonly verdict: string; readonly words: string },
): Promise<Outcome<true>> {
  const row = await mine(services, access, id);
  if (!row.ok) return row;
  if (row.value.principal === access.principal) return bySomebodyElse();
  if (review.verdict !== 'justified' && review.verdict !== 'not-justified') {
    return refuse('required', 'record.review-verdict', 'Say whether the opening was justified.', 'verdict');
  }
  if (review.words.trim().length < WORDS_MIN) {
    return refuse('required', 'record.review-words', 'Write what you looked at and why you think so.', 'words');
  }
  const { verdict, words } = review;
  const done = await services.store.write(async (transaction) => {
    const at = new Date(services.now());
    const count = await reviewOpening(transaction, id, { by: nameOf(access), verdict, words: words.trim(), at });
    if (count > 0) await keptReview(services, transaction, access, id);
    return count;
  });
  if (done > 0) return accepted(true);
  return refuse('conflict', 'record.reviewed', 'Somebody has reviewed this opening already.');
}

/** A second person delays telling the person, where telling would put somebody in danger; never who opened it. */
export async function holdEmergency(
  services: Services,
  access: Access,
  id: string,
  hold: { readonly because: string; readonly days: number },
): Promise<Outcome<true>> {
  const row = await mine(services, access, id);
  if (!row.ok) return row;
  if (row.value.principal === access.principal) return bySomebodyElse();
  if (hold.because.trim().length < WORDS_MIN || !(hold.days >= 1 && hold.days <= HELD_DAYS_MAX)) {
    const text = `Write who would be in danger if the person were told, and for how many days (1 to ${HELD_DAYS_MAX}).`;
    return refuse('required', 'record.hold-because', text, 'because');
  }
  const until = new Date(services.now() + hold.days * DAY_MS);
  await services.store.write(async (transaction) => {
    await holdOpening(transaction, id, { by: nameOf(access), because: hold.because.trim(), until });
    await services.ports.audit.showFrom(transaction, id, until);
  });
  return accepted(true);
}

async function mine(services: Services, access: Access, id: string): Promise<Outcome<OpeningRow>> {
  if (access.role !== 'ig-lead') return notAnOfficer();
  const row = await openingOf(services.store, id);
  return row?.organization === access.organization ? accepted(row) : noEmergency();
}

async function emergencyOf(services: Services, row: OpeningRow): Promise<Emergency> {
  const [record] = await services.ports.persons.of(services.store, [placeOf(row)]);
  const reviewBy = row.opened.getTime() + reviewDaysIn(services.zone) * DAY_MS;
  return {
    id: row.id,
    who: row.name,
    role: row.role,
    reason: REASONS[row.reason] ?? row.reason,
    words: row.words,
    opened: row.opened.toISOString(),
    until: (row.closed ?? row.until).toISOString(),
    reviewBy: new Date(reviewBy).toISOString(),
    late: row.reviewed === null && services.now() > reviewBy,
    toldFrom: row.told_from.toISOString(),
    person: record?.person ?? '',
    ...(row.held_by === null ? {} : { held: { by: row.held_by, because: row.held_because ?? '' } }),
    ...(row.reviewed === null || row.verdict === null
      ? {}
      : {
          review: {
            by: row.reviewed_by ?? '',
            at: row.reviewed.toISOString(),
            verdict: row.verdict,
            words: row.review ?? '',
          },
        }),
  };
}

function nameOf({ name, principal }: Access): string {
  return name ?? principal;
}

function notAnOfficer(): Refused {
  return refuse('forbidden', 'record.not-an-officer', 'This is for information governance.');
}

function noEmergency(): Refused {
  return refuse('not-found', 'record.no-emergency', 'There is no such opening in your organisation.');
}

function bySomebodyElse(): Refused {
  const text = 'Who opened a record neither reviews that nor delays telling the person: somebody else does.';
  return refuse('forbidden', 'record.own-opening', text);
}
