import { dayIn, endOfDay, type Millis, plusDays } from '#base';

/** From when to when there is power at the site, by its own clocks: '07:00' to '17:30'. */
export type PowerHours = { readonly from: string; readonly to: string };

type Place = { readonly hours: PowerHours; readonly zone: string };

const FORM = /^([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-3]):([0-5]\d)$/;

/** Throws with the rule where the text says no hours of one day. */
export function readPowerHours(text: string): PowerHours {
  const [from = '', to = ''] = FORM.test(text) ? text.split('-') : [];
  if (from >= to)
    throw new Error('CONCORD_POWER_HOURS is from when to when there is power, within one day: 07:00-17:30.');
  return { from, to };
}

/** The next time at which power ends. Who works before or after the hours, by a generator, works until then. */
export function powerEnd({ hours, zone }: Place, now: Millis): Millis {
  const today = dayIn(zone, now);
  for (const day of [today, plusDays(today, 1)]) {
    const end = atClock(zone, endOfDay(zone, plusDays(day, -1)), hours.to);
    if (end > now) return end;
  }
  return atClock(zone, endOfDay(zone, plusDays(today, 1)), hours.to);
}

const MINUTE_MS = 60_000;
const WARNING_MS = 30 * MINUTE_MS;

/** What pages say half an hour before, and in how many milliseconds they begin to. */
export function powerNotice(place: Place, now: Millis): { readonly words: string; readonly inMs: number } {
  return {
    words: `Power here ends at ${place.hours.to}. Concord closes in order then: save what you are writing before. What falls due meanwhile is done when it starts again.`,
    inMs: Math.max(0, powerEnd(place, now) - WARNING_MS - now),
  };
}

/** When work of every day is done: usually in the night, and where nothing runs then, a quarter of an hour after power comes. */
export function dailyAt(hours: PowerHours | undefined): string {
  if (!hours) return '43 2 * * *';
  const minutes = Math.min(minutesOf(hours.from) + 15, minutesOf(hours.to) - 1);
  return `${minutes % 60} ${Math.floor(minutes / 60)} * * *`;
}

function minutesOf(clock: string): number {
  return Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3));
}

/** Clocks may have moved between midnight and then. */
function atClock(zone: string, midnight: Millis, clock: string): Millis {
  const guess = midnight + minutesOf(clock) * MINUTE_MS;
  return guess + (minutesOf(clock) - minutesOf(clockIn(zone, guess))) * MINUTE_MS;
}

function clockIn(timeZone: string, at: Millis): string {
  return new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(
    at,
  );
}
