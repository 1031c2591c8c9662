import type { Access, Jurisdiction } from '#agreement';
import type { Day } from '#base';

/** What holds in a place whatever was agreed, and which days are worked there. */
export type LawOfPlace = Pick<Jurisdiction, 'title' | 'floors' | 'optOuts' | 'ages' | 'clocks'> & {
  /** Days of the week that are not worked, 0 is Sunday. */
  readonly weekend: readonly number[];
  /** From today on, the nearest first. */
  readonly holidays: readonly { readonly on: Day; readonly name: string }[];
};

export type LawAnswers = {
  /** The law of the place where the partnership is: the same for everybody, and open to everybody. */
  readonly lawOfPlace: (access: Access) => Promise<LawOfPlace>;
};
