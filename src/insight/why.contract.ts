import type { Day } from '#base';
import type { CountedAs } from './coding/contract.ts';
import type { Check } from './contract.ts';

/** Why one person counts as they do by one measure, from what the viewer may see of them. */
export type Why = {
  readonly person: string;
  readonly name: string;
  readonly born?: string;
  /** Nobody else is counted. */
  readonly onRegister: boolean;
  readonly check: Check;
  readonly facts: readonly WhyFact[];
  readonly definition: WhyDefinition;
};

/** A fact that decided: whether they have it, whether they are asked, whether they are on the register. */
export type WhyFact = {
  readonly role: 'met' | 'asked' | 'register';
  readonly title: string;
  readonly at: Day;
  readonly value?: string;
  readonly source?: WhySource;
  /** Where it counts because somebody said what the code of its sender means. */
  readonly counted?: CountedAs;
};

/** The item that tells a fact, and how it came. */
export type WhySource = {
  readonly reference: string;
  readonly version: number;
  /** When this version was taken in. */
  readonly recorded: string;
  readonly organization?: string;
  /** As the item says itself (meta.source). */
  readonly feed?: string;
  /** The file or message, as the Provenance of the item says. */
  readonly message?: string;
};

/** The version of the definition, and by which agreements it counts since when, earliest first. */
export type WhyDefinition = {
  readonly pack: string;
  readonly version: string;
  readonly title: string;
  readonly rules: readonly string[];
  readonly agreements: readonly { readonly id: string; readonly title: string; readonly since: Day }[];
};
