import type { Dashboard, MeasureRow } from '#insight/contract';
import { showDay, showMonth } from '../parts/dates.ts';

const FILES = [
  ['xlsx', 'Spreadsheet with definitions'],
  ['csv', 'CSV'],
  ['fhir', 'FHIR MeasureReports'],
  ['ndjson', 'FHIR, one a line'],
] as const;

/** What is taken: the figures of a pack, or of one measure. */
export type Taken = Pick<Dashboard, 'place' | 'asAt' | 'reportedOn'> & {
  readonly pack?: string | undefined;
  readonly measure?: string;
  /** Month ends for which figures are kept, oldest first. */
  readonly history: MeasureRow['history'];
};

/** The figures of a page as files; and of a month, quarter or year for the system of a ministry. */
export function TakeFigures({ of }: { readonly of: Taken }) {
  return (
    <>
      <p class="actions">
        {FILES.map(([format, words]) => (
          <a key={format} class="button" href={hrefOf(of, format)} download>
            {words}
          </a>
        ))}
      </p>
      <ForOtherSystems of={of} />
    </>
  );
}

function hrefOf(of: Taken, format: string): string {
  return `/api/figures?${new URLSearchParams({ ...named(of), asAt: of.asAt, format }).toString()}`;
}

function named({ place, reportedOn, pack, measure }: Taken): Readonly<Record<string, string>> {
  return {
    place: place.id,
    ...(reportedOn === undefined ? {} : { reportedOn }),
    ...(measure === undefined ? {} : { measure }),
    ...(pack === undefined || measure !== undefined ? {} : { pack }),
  };
}

function ForOtherSystems({ of }: { readonly of: Taken }) {
  // What was known on a past day is of that day alone: a period is told as it is known now.
  const { reportedOn, ...now } = of;
  const months = [...of.history].reverse().map(({ day }) => day);
  return (
    <details class="take">
      <summary>For DHIS2 and other systems</summary>
      <form class="picker" method="get" action="/api/figures">
        {Object.entries(named(now)).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <label for="take-period">Period</label>
        <select id="take-period" name="period">
          {reportedOn === undefined && !months.includes(of.asAt) && (
            <option value={of.asAt}>the day {showDay(of.asAt)}</option>
          )}
          <optgroup label="Months">
            {months.map((end) => (
              <option key={end} value={end.slice(0, 7)}>
                {showMonth(new Date(end))}
              </option>
            ))}
          </optgroup>
          <optgroup label="Quarters and years">
            {months.flatMap(longer).map(([value, words]) => (
              <option key={value} value={value}>
                {words}
              </option>
            ))}
          </optgroup>
        </select>
        <label for="take-format">As</label>
        <select id="take-format" name="format">
          <option value="datavalueset">DHIS2 data values</option>
          <option value="adx">ADX</option>
        </select>
        <button class="button" type="submit">
          Take
        </button>
      </form>
      <p class="meta">
        Figures as at the last day of the period, whole and by who people are. What is not told here is not sent.
      </p>
    </details>
  );
}

/** The quarter and the year that end with a month. */
function longer(end: string): readonly (readonly [value: string, words: string])[] {
  const [year, month] = [end.slice(0, 4), Number(end.slice(5, 7))];
  if (month % 3 !== 0) return [];
  const quarter = [`${year}Q${month / 3}`, `${year}, quarter ${month / 3}`] as const;
  return month === 12 ? [quarter, [year, year]] : [quarter];
}
