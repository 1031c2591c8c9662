import { type Day, day } from '#base';
import { accepted, type Outcome, refuse } from '#fhir';
import { lawIn } from '#joint';
import england from '#packs/means/england.json' with { type: 'json' };
import type { MeansForm } from './contract.ts';

/** A published figure, and where. */
export type Figure = { readonly minor: number; readonly source: string };

/** How a kind of capital or income counts; `only` in one setting, `weeks` from its first day. */
export type Kind = {
  readonly kind: string;
  readonly words: string;
  readonly counts: 'all' | 'half' | 'none';
  readonly because?: string;
  readonly only?: 'home' | 'care-home';
  readonly weeks?: number;
  readonly property?: boolean;
  readonly source: string;
};

export type Rule = {
  readonly id: string;
  readonly words: string;
  readonly because?: string;
  readonly weeks?: number;
  readonly pays?: 'all' | 'none';
  readonly source: string;
};

/** The rules of one year: what a sum is worked out by, and nothing else. */
export type MeansYear = {
  readonly id: string;
  readonly version: number;
  readonly from: Day;
  readonly until: Day;
  readonly figures: Readonly<Record<string, Figure>>;
  readonly notShipped: readonly string[];
};

export type MeansPack = {
  readonly title: string;
  readonly currency: string;
  readonly years: readonly MeansYear[];
  readonly capital: readonly Kind[];
  readonly income: readonly Kind[];
  readonly exemptions: readonly Rule[];
  readonly lightTouch: readonly Rule[];
  readonly households: readonly { readonly id: string; readonly words: string }[];
  readonly premiums: readonly { readonly id: string; readonly words: string }[];
  readonly rules: Readonly<Record<string, string>>;
  /** A sum is looked at again after so long; a disputed line is answered in so long. */
  readonly reviewMonths: number;
  readonly answerWorkingDays: number;
  readonly deferral: { readonly keptOfValue: number };
  readonly checklist: {
    readonly source: string;
    readonly domains: readonly { readonly id: string; readonly words: string; readonly star?: boolean }[];
  };
};

export const ENGLAND: MeansPack = {
  ...england,
  years: england.years.map((year) => ({
    ...year,
    from: day(year.from),
    until: day(year.until),
    figures: year.figures as unknown as Readonly<Record<string, Figure>>,
  })),
  capital: england.capital as readonly Kind[],
  income: england.income as readonly Kind[],
  exemptions: england.exemptions,
  lightTouch: england.lightTouch as readonly Rule[],
};

/** Rules by the place whose law they are; a country that charges nobody, or otherwise, has none here. */
const PACKS: Readonly<Record<string, MeansPack>> = { [england.id]: ENGLAND };

/** The rules where these days count. Nobody's care is charged by the rules of another country. */
export function rulesIn(zone: string): Outcome<MeansPack> {
  const { id, title } = lawIn(zone);
  const pack = PACKS[id];
  if (pack !== undefined) return accepted(pack);
  const words = `No rules of what people pay for care are here for this place (${title}): have a pack of them added, or work it out elsewhere.`;
  return refuse('not-supported', 'money.means-no-rules', words);
}

/** The year whose days hold this one. */
export function yearOf(pack: MeansPack, on: string): MeansYear | undefined {
  return pack.years.find(({ from, until }) => from <= on && on <= until);
}

/** What a form for it asks. */
export function formOf(pack: MeansPack, year: MeansYear): MeansForm {
  const named = (all: readonly Kind[]) => all.map(({ kind, words }) => ({ id: kind, words }));
  const ruled = (all: readonly { readonly id: string; readonly words: string }[]) =>
    all.map(({ id, words }) => ({ id, words }));
  return {
    title: pack.title,
    year: year.id,
    currency: pack.currency,
    notShipped: year.notShipped,
    capital: named(pack.capital),
    income: named(pack.income),
    exemptions: ruled(pack.exemptions),
    lightTouch: ruled(pack.lightTouch),
    households: ruled(pack.households),
    premiums: ruled(pack.premiums),
    domains: ruled(pack.checklist.domains),
  };
}
