const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** Parts of a date format, longest first so that 'mmm' is not read as 'mm'. */
const PARTS: readonly (readonly [part: string, pattern: string])[] = [
  ['yyyy', '(?<yyyy>\\d{4})'],
  ['mmm', '(?<mmm>[A-Za-z]{3})'],
  ['HH', '(?<HH>\\d{1,2})'],
  ['MM', '(?<MM>\\d{2})'],
  ['SS', '(?<SS>\\d{2})'],
  ['dd', '(?<dd>\\d{1,2})'],
  ['mm', '(?<mm>\\d{1,2})'],
];

/**
 * A date written in a sender's format, as FHIR writes it; undefined for text in another format and for days that do not
 * exist. Parts: yyyy mm mmm dd HH MM SS ('dd/mm/yyyy', 'dd-mmm-yyyy HH:MM'). A time needs the offset of the sender's zone,
 * without which it is cut to its day: FHIR has no local times.
 */
export function readDate(text: string, format: string, offset: string | undefined): string | undefined {
  const found = patternOf(format).exec(text.trim())?.groups;
  if (!found) return undefined;
  const month = found.mmm ? MONTHS.indexOf(found.mmm.toLowerCase()) + 1 : Number(found.mm ?? 1);
  const date = `${found.yyyy}-${two(month)}-${two(Number(found.dd ?? 1))}`;
  if (!isReal(date)) return undefined;
  if (found.HH === undefined || offset === undefined) return found.dd === undefined ? date.slice(0, 7) : date;
  const [hours, minutes, seconds] = [Number(found.HH), Number(found.MM ?? 0), Number(found.SS ?? 0)];
  if (hours > 23 || minutes > 59 || seconds > 59) return undefined;
  return `${date}T${two(hours)}:${two(minutes)}:${two(seconds)}${offset}`;
}

const patterns = new Map<string, RegExp>();

function patternOf(format: string): RegExp {
  const known = patterns.get(format);
  if (known) return known;
  let source = '';
  for (let at = 0; at < format.length; ) {
    const part = PARTS.find(([name]) => format.startsWith(name, at));
    source += part ? part[1] : (format[at] ?? '').replace(/[^A-Za-z0-9]/g, '\\$&');
    at += part ? part[0].length : 1;
  }
  const pattern = new RegExp(`^${source}$`);
  patterns.set(format, pattern);
  return pattern;
}

function two(part: number): string {
  return String(part).padStart(2, '0');
}

function isReal(date: string): boolean {
  const time = Date.parse(`${date}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(date);
}
