import { isDay, type Day } from '#base';
import type { LoaderContext } from '../page.ts';

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

/** Figures as at a past day: everything on the page, also how those fare who are told apart. */
export function DayPicker(props: {
  readonly action: string;
  readonly asked: DayAsked;
  /** What else the address says: the place, the pack. */
  readonly keep: Readonly<Record<string, string | undefined>>;
}) {
  const { asAt, reportedOn } = props.asked;
  return (
    <form class="picker" method="get" action={props.action}>
      {Object.entries(props.keep).map(([name, value]) =>
        value === undefined ? null : <input key={name} type="hidden" name={name} value={value} />,
      )}
      <label for="as-at">As at</label>
      <input id="as-at" type="date" name="asAt" value={asAt ?? ''} />
      <label class="tick">
        <input type="checkbox" name="known" value="then" checked={reportedOn !== undefined} /> as it was known then
      </label>
      <button class="button" type="submit">
        That day
      </button>
    </form>
  );
}
