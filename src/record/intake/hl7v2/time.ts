/** A time of HL7 v2 as FHIR writes it, no more exact than it was said. */
export type Said = {
  /** Date or dateTime of FHIR. */
  readonly text: string;
  /** When it begins, in milliseconds: what messages are put in order by. */
  readonly millis: number;
  /** Whether it says at least the minute: FHIR's instant. */
  readonly exact: boolean;
};

const WRITTEN =
  /^(?<year>\d{4})(?:(?<month>\d{2})(?:(?<day>\d{2})(?:(?<hour>\d{2})(?:(?<minute>\d{2})(?:(?<second>\d{2})(?<part>\.\d{1,4})?)?)?)?)?)?(?<offset>[+-]\d{4})?$/;

/**
 * Reads a DT, TS or DTM. One without an offset is of the partnership's zone, as the standard has the sender's local time; one that
 * says the hour alone is cut to its day. Undefined where it is no time, or a day or hour that does not exist.
 */
export function timeOf(said: string, zone: string): Said | undefined {
  const found = WRITTEN.exec(said.trim())?.groups;
  if (!found) return undefined;
  const { year = '', month, day, hour, minute, second = '00', part = '' } = found;
  const date = [year, month, day].filter((one) => one !== undefined).join('-');
  const midnight = Date.parse(`${year}-${month ?? '01'}-${day ?? '01'}T00:00:00Z`);
  if (Number.isNaN(midnight) || !new Date(midnight).toISOString().startsWith(date)) return undefined;
  const clock = [hour ?? '00', minute ?? '00', second];
  if (Number(clock[0]) > 23 || Number(clock[1]) > 59 || Number(clock[2]) > 59) return undefined;
  const local = midnight + (Number(clock[0]) * 60 + Number(clock[1])) * 60_000 + Number(`${clock[2]}${part}`) * 1000;
  const offset = found['offset'] === undefined ? offsetIn(zone, local) : minutesOf(found['offset']);
  if (Math.abs(offset) > 14 * 60) return undefined;
  const millis = Math.round(local) - offset * 60_000;
  if (minute === undefined) return { text: date, millis, exact: false };
  return { text: `${date}T${clock.join(':')}${part}${offsetText(offset)}`, millis, exact: true };
}

/** Minutes that a zone's clock is ahead of UTC at a local time; where it shows that time twice, the first. */
function offsetIn(zone: string, local: number): number {
  const guess = offsetAt(zone, local - 15 * 3_600_000);
  const later = offsetAt(zone, local - guess * 60_000);
  return guess === later ? guess : offsetAt(zone, local - Math.max(guess, later) * 60_000);
}

function offsetAt(zone: string, millis: number): number {
  let clock = clocks.get(zone);
  if (clock === undefined) {
    clock = new Intl.DateTimeFormat('en-GB', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
    });
    clocks.set(zone, clock);
  }
  const shown = Object.fromEntries(clock.formatToParts(millis).map(({ type, value }) => [type, Number(value)]));
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0 } = shown;
  return Math.round((Date.UTC(year, month - 1, day, hour, minute) - millis) / 60_000);
}

const clocks = new Map<string, Intl.DateTimeFormat>();

function minutesOf(offset: string): number {
  const size = Number(offset.slice(1, 3)) * 60 + Number(offset.slice(3, 5));
  return offset.startsWith('-') ? -size : size;
}

function offsetText(minutes: number): string {
  const size = Math.abs(minutes);
  const two = (part: number) => String(part).padStart(2, '0');
  return `${minutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}
