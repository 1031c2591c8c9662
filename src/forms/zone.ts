/** '2026-04-30T14:05' on the clocks of a zone, with its distance from UTC, as FHIR writes an instant. */
export function instantIn(zone: string, local: string): string | undefined {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(local)) return undefined;
  const wall = Date.parse(`${local}:00Z`);
  if (Number.isNaN(wall)) return undefined;
  // The distance at that very moment: looked up twice, for the nights when clocks move.
  const near = wall - minutesFrom(zone, wall) * MINUTE_MS;
  const minutes = minutesFrom(zone, near);
  const [sign, far] = [minutes < 0 ? '-' : '+', Math.abs(minutes)];
  return `${local}:00${sign}${two(Math.floor(far / 60))}:${two(far % 60)}`;
}

/** The same back: what the clocks of a zone show. */
export function localIn(zone: string, dateTime: string): string {
  const at = Date.parse(dateTime);
  if (!dateTime.includes('T') || Number.isNaN(at)) return dateTime;
  return new Date(at + minutesFrom(zone, at) * MINUTE_MS).toISOString().slice(0, 16);
}

const MINUTE_MS = 60_000;

function minutesFrom(zone: string, at: number): number {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  });
  const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, value]));
  const part = (name: Intl.DateTimeFormatPartTypes) => parts.get(name) ?? '00';
  const wall = Date.parse(`${part('year')}-${part('month')}-${part('day')}T${part('hour')}:${part('minute')}:00Z`);
  return Math.round((wall - Math.floor(at / MINUTE_MS) * MINUTE_MS) / MINUTE_MS);
}

function two(number: number): string {
  return String(number).padStart(2, '0');
}
