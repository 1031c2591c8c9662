import type { StockItem, StockLevel, StockLot, TransferState } from '#money/contract';
import { Tag, type Tone } from '../../parts/tag.tsx';
import { Value, When, Words } from '../../parts/value.tsx';

const TONES: Readonly<Record<StockLevel, Tone>> = {
  none: 'danger',
  'under-floor': 'danger',
  low: 'concern',
  enough: 'done',
  unknown: 'quiet',
};

/** '9 days', red under what was agreed to be there at least. */
export function DaysTag({ of }: { readonly of: StockItem }) {
  const { level, days } = of;
  if (level === 'none') return <Tag tone="danger">None left</Tag>;
  if (days === undefined) return <Tag tone="quiet">No figure yet</Tag>;
  const words = days === 1 ? '1 day' : `${days.toLocaleString('en-GB')} days`;
  return (
    <Tag tone={TONES[level]}>
      {words}
      {level === 'under-floor' && `, under the floor of ${of.floorDays}`}
    </Tag>
  );
}

/** What the days are made of, or why there is no figure. */
export function OutlookWords({ of }: { readonly of: StockItem }) {
  const { rate, between, unit, why, given, unclear } = of;
  return (
    <>
      <Value>{of.expected.toLocaleString('en-GB')}</Value> <Words>{unitOf(of.expected, unit)}</Words> now.{' '}
      {rate === undefined ? (
        `${WHY[why ?? 'nothing']} `
      ) : (
        <>
          About <Value>{(Math.round(rate * 10) / 10).toLocaleString('en-GB')}</Value> a day, by {given} times it was
          given in twelve weeks.{' '}
          {between && (
            <>
              As weeks differ, it lasts <Value>{between[0]}</Value> to <Value>{between[1]}</Value> days.{' '}
            </>
          )}
        </>
      )}
      {unclear > 0 && `${unclear} times the record does not say how many. `}
      <Expiring of={of} />
    </>
  );
}

const WHY = {
  nothing: 'Nothing is recorded as given here in twelve weeks: how long it lasts cannot be told.',
  little: 'Too little is recorded as given here to tell how long it lasts.',
  silent: 'Nothing is recorded as given here for four weeks: how long it lasts cannot be told.',
} as const;

function Expiring({ of: { expiring, unit } }: { readonly of: StockItem }) {
  const past = expiring.filter(({ state }) => state === 'past').reduce((sum, { quantity }) => sum + quantity, 0);
  const soon = expiring.find(({ state }) => state === 'soon');
  return (
    <>
      {past > 0 && (
        <>
          <Value>{past}</Value> <Words>{unitOf(past, unit)}</Words> are past their day.{' '}
        </>
      )}
      {soon?.expires !== undefined && (
        <>
          <Value>{soon.quantity}</Value> to be used by <When at={soon.expires} />
          {(soon.wasted ?? 0) > 0 && `, of which ${soon.wasted} will not be`}.
        </>
      )}
    </>
  );
}

export function LotWords({ of: { lot, expires } }: { readonly of: StockLot }) {
  return (
    <>
      Batch <Value>{lot}</Value>
      {expires !== undefined && (
        <>
          , to be used by <When at={expires} />
        </>
      )}
    </>
  );
}

/** '1 tablet', '12 tablets'. */
export function unitOf(count: number, unit: string): string {
  return count === 1 || !/^[a-z]+[^s]$/i.test(unit) ? unit : `${unit}s`;
}

const STATES: Readonly<Record<TransferState, readonly [Tone, string]>> = {
  asked: ['wait', 'Asked'],
  offered: ['wait', 'Offered, to be sent'],
  sent: ['wait', 'On its way'],
  received: ['done', 'Received'],
  refused: ['concern', 'Turned down'],
  withdrawn: ['quiet', 'Taken back'],
};

export function TransferTag({ state }: { readonly state: TransferState }) {
  const [tone, words] = STATES[state];
  return <Tag tone={tone}>{words}</Tag>;
}

/** Digits as people write them; what is no number is refused by whoever takes it. */
export function wholeFrom(words: string | null): number {
  const digits = (words ?? '').replace(/[\s,.]/g, '');
  return /^\d{1,10}$/.test(digits) ? Number(digits) : Number.NaN;
}

/** Batches of a form whose fields stand in one order; a batch that is not named was not added. */
export function lotsFrom(form: URLSearchParams): readonly (StockLot & { readonly lost: number })[] {
  const [lots, expires, quantities, lost] = ['lot', 'expires', 'quantity', 'lost'].map((name) => form.getAll(name));
  return (lots ?? []).flatMap((lot, at) => {
    const [day, count, gone] = [expires?.[at] ?? '', quantities?.[at] ?? '', lost?.[at] ?? ''];
    if (lot.trim() === '' && count.trim() === '') return [];
    const dated = /^\d{4}-\d\d-\d\d$/.test(day) ? { expires: day as NonNullable<StockLot['expires']> } : {};
    return [{ lot, ...dated, quantity: wholeFrom(count), lost: gone.trim() === '' ? 0 : wholeFrom(gone) }];
  });
}
