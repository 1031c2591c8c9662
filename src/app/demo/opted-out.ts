import { type Day, plusDays } from '#base';
import type { Planted } from './population.ts';

/** About as many as have opted out in England: one in twenty. */
const ONE_IN = 20;

/** The lines of the national list: those who do not want their record used beyond their care; one is still to decide. Pure. */
export function* optedOut(
  people: Iterable<Planted>,
  { today, but }: { readonly today: Day; readonly but: string },
): Generator<string> {
  yield 'nhs_number,opted_out_on';
  for (const { person } of people)
    if (person.index % ONE_IN === 7 && person.nhs !== but)
      yield `${person.nhs},${plusDays(today, -200 - (person.index % 900))}`;
}
