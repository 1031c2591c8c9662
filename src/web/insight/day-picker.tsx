import { isDay, type Day } from '#base';
import type { LoaderContext } from '../page.ts';
import { showDay } from '../parts/dates.ts';

/** A past day that was asked for, and whether figures are those that were known then. */
export type DayAsked = { readonly asAt?: Day; readonly reportedOn?: Day };

export function dayAsked({ query }: Pick<LoaderContext, 'query'>): DayAsked {
  const asAt = query.get('asAt') ?? '';
  if (!isDay(asAt)) return {};
  return query.get('known') === 'then' ? { asAt, reportedOn: asAt } : { asAt };
}

/** The same for an address; nothing where no day was asked for. */
export function dayQuery({ asAt, reportedOn }: DayAsked): string {
  if (asAt === undefined) return '';
  return `&asAt=${asAt}${reportedOn === undefined ? '' : '&known=then'}`;
}

/** The same for a form. */
export function dayFields({ asAt, reportedOn }: DayAsked): Readonly<Record<string, string | undefined>> {
  return { asAt, known: reportedOn === undefined ? undefined : 'then' };
}

/** Figures as at a past day: everything on the page, also how those fare who are told apart. */
export function DayPicker(props: {
  readonly action: string;
  readonly asked: DayAsked;
  /** What else the address says: the place, the pack. */
  readonly keep: Readonly<Record<string, string | undefined>>;
  /** The only days that figures are told for, newest first; absent: any. */
  readonly days?: readonly Day[] | undefined;
}) {
  const { asAt, reportedOn } = props.asked;
  return (
    <form class="picker" method="get" action={props.action}>
      <Kept fields={props.keep} />
      <label for="as-at">As at</label>
      {props.days ? (
        <select id="as-at" name="asAt">
          {props.days.map((day) => (
            <option key={day} value={day} selected={day === asAt}>
              {showDay(day)}
            </option>
          ))}
        </select>
      ) : (
        <input id="as-at" type="date" name="asAt" value={asAt ?? ''} />
      )}
      <label class="tick">
        <input type="checkbox" name="known" value="then" checked={reportedOn !== undefined} /> as it was known then
      </label>
      <button class="button" type="submit">
        That day
      </button>
    </form>
  );
}

/** What an address says goes with what a form asks. */
export function Kept({ fields }: { readonly fields: Readonly<Record<string, string | undefined>> }) {
  return (
    <>
      {Object.entries(fields).map(([name, value]) =>
        value === undefined ? null : <input key={name} type="hidden" name={name} value={value} />,
      )}
    </>
  );
}
