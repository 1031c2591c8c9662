import { type Day, daysBetween, plusDays } from '#base';
import type { Projection } from '#repository';
import { type Reader, sql } from '#store';
import type { AgreedCharge, AgreedPart } from './contract.ts';
import { keptIn } from './kept.ts';

/** What a kept sum says, for the ledger and for what is due: no name, no means, no words. */
export const meansProjection: Projection = {
  table: 'money_means',
  types: ['QuestionnaireResponse'],
  columns: [
    { name: 'counts', type: 'date' },
    { name: 'ends', type: 'date' },
    { name: 'weekly', type: 'bigint' },
    { name: 'currency', type: 'text' },
    { name: 'pack', type: 'text' },
    { name: 'assessed', type: 'timestamptz' },
    { name: 'disputed', type: 'text' },
    { name: 'answered', type: 'text' },
  ],
  rows: (resource) => {
    const kept = keptIn(resource);
    if (kept === undefined) return [];
    const { on, until, charge, currency, pack } = kept.worked;
    const said = (answered: boolean) =>
      JSON.stringify(
        kept.disputes
          .filter(({ answer }) => (answer !== undefined) === answered)
          .map(({ line, on: at }) => `${line} ${at}`),
      );
    return [[on, until ?? null, charge, currency, pack, kept.at, said(false), said(true)]];
  },
};

type Row = {
  readonly id: string;
  readonly org: number;
  readonly place: string;
  readonly counts: Day;
  readonly ends: Day | null;
  readonly weekly: string;
  readonly currency: string;
  readonly pack: string;
};

export const CHARGES_MAX = 50_000;

/**
 * Charges that assessments of an organisation (its key) agreed and that count on any of some days, `until` not among them. Each counts
 * from its day until the next of the same person does, or until what was free ends. Plan: money_means_org.
 */
export async function agreedCharges(
  reader: Reader,
  { organization, from, until }: { readonly organization: number; readonly from: Day; readonly until: Day },
): Promise<readonly AgreedCharge[]> {
  const rows = await reader.all<Row>(sql`
    select * from (
      select id, org, bkt || '/' || cmp as place, counts, weekly::text as weekly, currency, pack,
        least(ends, lead(counts) over (partition by bkt, cmp order by counts, assessed, id)) as ends
      from money_means where org = ${organization} and counts < ${until}::date
    ) m where ends is null or (ends > ${from}::date and ends > counts) order by place, counts limit ${CHARGES_MAX}`);
  return rows.map(({ id, org, place, counts, ends, weekly, currency, pack }) => ({
    reference: `QuestionnaireResponse/${id}`,
    pack,
    organization: org,
    place,
    from: counts,
    ...(ends === null ? {} : { until: ends }),
    weekly: Number(weekly),
    currency,
  }));
}

/**
 * What is owed for some days of charges that were agreed: pure. Days are counted from the first on which a charge counts, so that
 * month after month adds up to the same penny as the whole.
 */
export function partsOf(charges: readonly AgreedCharge[], from: Day, until: Day): readonly AgreedPart[] {
  return charges.flatMap((charge): readonly AgreedPart[] => {
    const first = charge.from > from ? charge.from : from;
    const end = charge.until !== undefined && charge.until < until ? charge.until : until;
    if (first >= end) return [];
    const owedBy = (day: Day): number => Math.floor((charge.weekly * daysBetween(charge.from, day)) / 7);
    return [{ ...charge, days: daysBetween(first, end), minor: owedBy(end) - owedBy(first) }];
  });
}

/** The day on which it has to be looked at again: when what is free ends, at the latest after a year. */
export function reviewDay(on: Day, until: Day | undefined, months: number): Day {
  const year = plusDays(on, Math.round((months * 365) / 12));
  return until !== undefined && until < year ? until : year;
}
