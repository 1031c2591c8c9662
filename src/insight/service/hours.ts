/** When a service is open: minutes of the week from Monday, as FHIR's availableTime says. */
export type Open = { readonly from: number; readonly until: number };

const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
const DAY_MINUTES = 24 * 60;

type Row = Readonly<Record<string, unknown>>;

/** Every stretch of the week in which a service is open. Pure. */
export function openOf(availableTime: unknown): readonly Open[] {
  return rowsOf(availableTime).flatMap((row) =>
    daysOf(row).map((day) => {
      const start = DAYS.indexOf(day) * DAY_MINUTES;
      if (row['allDay'] === true) return { from: start, until: start + DAY_MINUTES };
      const [from, until] = [minutes(row['availableStartTime'], 0), minutes(row['availableEndTime'], DAY_MINUTES)];
      return { from: start + from, until: start + until };
    }),
  );
}

/** 'Mon, Tue 09:00 to 17:00', a line a row. */
export function hoursOf(availableTime: unknown): readonly string[] {
  return rowsOf(availableTime).map((row) => {
    const days = daysOf(row)
      .map((day) => day.charAt(0).toUpperCase() + day.slice(1))
      .join(', ');
    const [from, until] = [row['availableStartTime'], row['availableEndTime']].map((time) =>
      typeof time === 'string' ? time.slice(0, 5) : undefined,
    );
    if (row['allDay'] === true || (from === undefined && until === undefined)) return `${days} all day`;
    return `${days} ${from ?? '00:00'} to ${until ?? '24:00'}`;
  });
}

/** Whether two are open at one time; undefined where either does not say. */
export function openTogether(a: readonly Open[], b: readonly Open[]): boolean | undefined {
  if (a.length === 0 || b.length === 0) return undefined;
  return a.some((one) => b.some((other) => one.from < other.until && other.from < one.until));
}

function rowsOf(availableTime: unknown): readonly Row[] {
  return Array.isArray(availableTime)
    ? availableTime.filter((row): row is Row => typeof row === 'object' && row !== null)
    : [];
}

/** No day named is every day. */
function daysOf(row: Row): readonly (typeof DAYS)[number][] {
  const named = row['daysOfWeek'];
  const days = DAYS.filter((day) => Array.isArray(named) && named.includes(day));
  return days.length === 0 ? DAYS : days;
}

function minutes(time: unknown, otherwise: number): number {
  const match = typeof time === 'string' ? /^(\d{2}):(\d{2})/.exec(time) : null;
  return match ? Number(match[1]) * 60 + Number(match[2]) : otherwise;
}
