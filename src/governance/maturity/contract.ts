import type { Access, Holder } from '#agreement';
import type { Day } from '#base';
import type { Outcome } from '#fhir';
import type { Program } from '#forms';
import type { Typed } from '../programme/typed.ts';
import type { Agreed } from '../readiness/figures.ts';
import type { Dimension } from './form.ts';
import type { AgreedOn } from './round.ts';
import type { Spread } from './spread.ts';

export type MaturitySpread = Spread & { readonly agreed?: Agreed };

export type MaturitySide = Dimension & {
  /** Of all who scored; absent where it cannot be told, or not to whoever asks. */
  readonly spread?: MaturitySpread;
  readonly organizations: readonly { readonly name: string; readonly spread: MaturitySpread }[];
  readonly reasons: readonly string[];
  readonly agreed?: AgreedOn;
  /** The rounds before about the same, oldest first: the middle as far as it was told, and what was agreed. */
  readonly course: readonly {
    readonly id: string;
    readonly on: Day;
    readonly middle?: number;
    readonly step?: number;
  }[];
};

export type MaturitySummary = {
  readonly id: string;
  readonly programme?: { readonly id: string; readonly name: string };
  readonly until: Day;
  readonly closed?: Day;
  readonly scored: number;
  /** Sides that are still to be talked over. */
  readonly open: number;
  /** Whoever asks is asked, and has not scored. */
  readonly waits: boolean;
};

export type MaturityView = MaturitySummary & {
  readonly program: Program;
  readonly places: readonly (Holder & { readonly name: string; readonly scored: number })[];
  readonly sides: readonly MaturitySide[];
  /** Organisations of which nothing is told, because it would tell of too few. */
  readonly untold: readonly string[];
  /** Figures are there, but not for whoever asks: not before they have scored, or all was talked over. */
  readonly hidden: boolean;
  readonly may: { readonly lead: boolean; readonly score: boolean; readonly scored: boolean };
};

/** Rounds in which people score alone how far they are in working as one, and then talk about where they differ. */
export type MaturityAnswers = {
  readonly all: (access: Access) => Promise<readonly MaturitySummary[]>;
  readonly one: (access: Access, id: string) => Promise<Outcome<MaturityView>>;
  readonly open: (access: Access, typed: Typed) => Promise<Outcome<{ readonly id: string }>>;
  readonly score: (access: Access, id: string, items: readonly unknown[]) => Promise<Outcome<true>>;
  readonly close: (access: Access, id: string) => Promise<Outcome<true>>;
  readonly agree: (access: Access, id: string, typed: Typed) => Promise<Outcome<true>>;
};
