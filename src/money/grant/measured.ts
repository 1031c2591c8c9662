import type { Access } from '#agreement';
import { type Day, plusDays } from '#base';
import { accepted, type Outcome, refuse } from '#fhir';
import { type Asking, SERVICE } from '../ask.ts';
import type { Span } from '../charge/parts.ts';
import type { Born, MeasuredItem } from './cells.ts';
import { countedPeople } from './grant.queries.ts';
import type { ReturnPack } from './pack.ts';

/** What returns ask of insight; the rest of its contract is not their business. */
type MeasuredAnswer = {
  readonly measured: (
    access: Access,
    question: {
      readonly measure: string;
      readonly part: 'counted' | 'met';
      readonly asAt: Day;
      readonly organizations: readonly number[];
    },
  ) => Promise<
    Outcome<
      readonly {
        readonly person: string;
        readonly records: readonly { readonly bkt: number; readonly cmp: string }[];
        readonly items: readonly string[];
      }[]
    >
  >;
};

export type Measured = {
  readonly measured: ReadonlyMap<string, readonly MeasuredItem[]>;
  readonly people: ReadonlyMap<string, Born>;
};

/**
 * The people of every cell that a measure counts, by what those who are paid recorded: the measure's definition is kept once, and every
 * funder that asks for it is told the same. As at the last day of the period; while that runs, as at today.
 */
export async function measuredFor(
  asking: Asking,
  {
    pack,
    organizations,
    today,
  }: { readonly pack: ReturnPack; readonly organizations: readonly number[]; readonly today: Day },
  { until }: Span,
): Promise<Outcome<Measured>> {
  const insight = asking.services.answers['insight'] as MeasuredAnswer | undefined;
  const last = plusDays(until, -1);
  const asAt = last < today ? last : today;
  const measured = new Map<string, readonly MeasuredItem[]>();
  const people = new Map<string, Born>();
  for (const { id, measure } of pack.cells) {
    if (!measure) continue;
    const found = await insight?.measured(SERVICE, { measure: measure.id, part: measure.part, asAt, organizations });
    if (!found?.ok) return found ?? noMeasures(pack);
    measured.set(
      id,
      found.value.flatMap(({ person, items }) => items.map((ref) => ({ ref, person }))),
    );
    const owners = new Map(
      found.value.flatMap(({ person, records }) => records.map((one) => [`${one.bkt} ${one.cmp}`, person])),
    );
    const rows = await countedPeople(
      asking.services.store,
      found.value.flatMap(({ records }) => records),
    );
    for (const { bkt, cmp, sex, born } of rows) {
      const who = owners.get(`${bkt} ${cmp}`) ?? '';
      const told = { ...(sex === null ? {} : { sex }), ...(born === null ? {} : { born }) };
      people.set(who, { ...told, ...people.get(who) });
    }
  }
  return accepted({ measured, people });
}

function noMeasures({ id, version }: ReturnPack): Outcome<never> {
  const text = `Figures of ${id}, version ${version}, are counted by measures, which this program runs without. Start it whole.`;
  return refuse('business-rule', 'money.no-measures', text);
}
