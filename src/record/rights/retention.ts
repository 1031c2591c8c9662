import { DATA_CLASSES, type Jurisdiction } from '#agreement';
import { type Day, dayIn, plusMonths } from '#base';
import type { HeldItem } from '#repository';

export type KeptByLaw = {
  readonly reference: string;
  readonly until: Day;
  readonly law: string;
  readonly words: string;
};

/** What of these the law has kept, and until which day: so many years after it was last added to. Pure. */
export function keptByLaw(
  { retention = [] }: Pick<Jurisdiction, 'retention'>,
  items: readonly HeldItem[],
  { today, zone }: { readonly today: Day; readonly zone: string },
): readonly KeptByLaw[] {
  return items.flatMap(({ reference, cls, last }): readonly KeptByLaw[] => {
    const rules = retention.filter(({ classes }) => classes.some((one) => one === DATA_CLASSES[cls]));
    const kept = rules
      .map(({ years, law, words }) => ({
        reference,
        law,
        words,
        until: plusMonths(dayIn(zone, last.getTime()), years * 12),
      }))
      .filter(({ until }) => until > today)
      .sort((left, right) => (left.until < right.until ? 1 : -1));
    return kept.slice(0, 1);
  });
}
