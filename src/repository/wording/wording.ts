import type { Access } from '#agreement';
import type { Reader } from '#store';
import type { Compartment } from '../repository.ts';

/**
 * What words of a record become for those who need not know what a person has: a joint says who they are, which words would tell, and
 * what the person calls it. Nothing is worded where no joint says so.
 */
export type Wording = {
  readonly concerns: (who: Pick<Access, 'role' | 'narrowed'>) => boolean;
  /** Whether a text would tell. */
  readonly tells: (text: string) => boolean;
  /** What it is called where nothing was said. */
  readonly usual: string;
  /** What is said instead, in the order of these places of people. */
  readonly called: (reader: Reader, places: readonly Compartment[]) => Promise<readonly string[]>;
};
