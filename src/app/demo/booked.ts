import { type Day, plusDays } from '#base';
import type { Course } from './course.ts';
import type { Identity } from './identity.ts';
import { moment, type Resource } from './written.ts';

/** Within so many days; asked for within so many before. */
const AHEAD_DAYS = 70;
const ASKED_DAYS = 14;

/**
 * One in three of those with diabetes has the next check-up booked, on a working day to come: with whom nobody says but whose diary it stands in.
 * Not in the clinic for long-term conditions, of which it is told how long people waited: nobody has been seen yet.
 */
export function bookedCheckUp(
  { index }: Identity,
  { diabetes }: Course,
  { subject, today }: { readonly subject: string; readonly today: Day },
): readonly Resource[] {
  // Neighbours in number are of one practice after the other: the number is mixed, so that each has some.
  const mixed = Math.imul(index + 1, 0x9e3779b1) >>> 12;
  if (!diabetes || mixed % 3 !== 1) return [];
  const start = moment(workingDay(plusDays(today, 1 + (mixed % AHEAD_DAYS))), mixed * 20);
  return [
    {
      resourceType: 'Appointment',
      status: 'booked',
      description: 'Diabetes check-up',
      created: plusDays(today, -(mixed % ASKED_DAYS)),
      start,
      end: new Date(Date.parse(start) + 1_200_000).toISOString(),
      participant: [{ actor: { reference: subject }, status: 'accepted' }],
    },
  ];
}

function workingDay(on: Day): Day {
  const weekday = new Date(`${on}T12:00:00Z`).getUTCDay();
  return weekday === 6 ? plusDays(on, 2) : weekday === 0 ? plusDays(on, 1) : on;
}
