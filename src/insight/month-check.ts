import type { Day } from '#base';
import type { Reader } from '#store';
import { packOf } from './catalogue.ts';
import { monthlyRule } from './month-bits.ts';
import { wrongMonths } from './month-check.queries.ts';
import type { Differences } from './recompute.ts';
import type { Scope } from './scope.ts';
import { slotDays } from './slots.ts';

/** Which of so many measures is looked at. */
export type Pick = (count: number) => readonly number[];

/**
 * Figures of single months held against the facts: of each pack the measures that are picked. A nightly look picks one, since one of 100,000
 * people takes two seconds; another each night, so that all come in turn.
 */
export async function monthDifferences(
  reader: Reader,
  { scope, today }: { readonly scope: Scope; readonly today: Day },
  pick: Pick,
): Promise<Differences> {
  const ends = slotDays(today).slice(1);
  const found: Differences[number][] = [];
  for (const { pack: key, contributors } of scope.packs) {
    const entry = packOf(key);
    if (!entry) continue;
    const told = entry.pack.measures.flatMap((measure, at) => {
      const rule = monthlyRule(measure);
      return rule ? [{ id: measure.id, number: at + 1, facts: rule.facts.map(entry.factNumber) }] : [];
    });
    for (const { id, number, facts } of pick(told.length).flatMap((at) => told[at] ?? [])) {
      const asked = { pack: entry.number, measure: number, facts, contributors: [...contributors], ends };
      for (const { place, slot, had, met, ought_had, ought_met } of await wrongMonths(reader, asked))
        found.push({
          pack: key,
          place,
          measure: `${id} (${ends[slot - 1]?.slice(0, 7)} alone)`,
          kept: { met, of: had },
          raw: { met: ought_met, of: ought_had },
        });
    }
  }
  return found;
}
