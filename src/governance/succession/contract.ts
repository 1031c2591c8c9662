import type { Role } from '#agreement';
import type { Day } from '#base';

/** What goes over when one organisation takes the place of others, before it does and afterwards. */
export type SuccessionView = {
  readonly paragraph: string;
  readonly text: string;
  readonly to: string;
  readonly on: Day;
  readonly state: 'awaited' | 'to-come' | 'due' | 'done';
  /** Parties that have not signed it. */
  readonly awaited: readonly string[];
  readonly from: readonly {
    readonly name: string;
    readonly seats: readonly { readonly role: Role; readonly count: number }[];
    readonly owes: number;
    readonly owed: number;
    /** Titles of the agreements that it is a party of. */
    readonly agreements: readonly string[];
    readonly scheme: boolean;
  }[];
  readonly done?: { readonly at: string; readonly seats: number; readonly obligations: number };
};
