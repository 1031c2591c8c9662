/** The shape of a measure pack: rules that change by country and year, as data. */

/** How a number is read from a resource. `units` gives factor and offset into the pack's own unit. */
export type ValueRule = {
  readonly from: 'quantity' | 'component' | 'code';
  /** Codes of the component, where `from` is 'component'. */
  readonly codes?: readonly string[];
  readonly units?: Readonly<Record<string, readonly [factor: number, offset: number]>>;
  /** A number without a unit: up to a limit it is in the one unit, above it in the other. */
  readonly unitless?: { readonly upTo: number; readonly as: string; readonly above: string };
  /** Values outside are errors of recording, and left out. */
  readonly keep?: readonly [number, number];
  readonly decimals?: number;
};

export type FactDefinition = {
  readonly id: string;
  readonly title: string;
  readonly type: string;
  /** Element of the resource that holds the code. */
  readonly path: string;
  /** 'system|code' lists; the key is the fact's value where the value comes from the code. */
  readonly codes: Readonly<Record<string, readonly string[]>>;
  readonly value?: ValueRule;
  readonly second?: ValueRule;
  /** What several of one day become; the default is the last one received. */
  readonly sameDay?: 'mean' | 'lowest';
  /** How its value is shown: '52 mmol/mol'; with `second`, '132/78 mmHg'. Absent: the day says it all. */
  readonly unit?: string;
  /** Which of several counts where `has` asks for a value. */
  readonly tie?: 'lowest';
};

export type Rule =
  | { readonly has: string; readonly within?: number }
  | {
      readonly latest: string;
      readonly atMost?: number;
      readonly atLeast?: number;
      readonly secondAtMost?: number;
      readonly within?: number;
    }
  | { readonly age: readonly [from: number, to: number] }
  | { readonly alive: true }
  | { readonly not: Rule }
  | { readonly all: readonly Rule[] }
  | { readonly any: readonly Rule[] };

export type MeasureDefinition = {
  readonly id: string;
  readonly title: string;
  readonly kind: 'process' | 'target';
  /** Another definition or a part of a measure: counted like any, told beside it and not on the dashboard. */
  readonly variantOf?: string;
  /** Who is counted: the register, or those of the register for whom a rule holds. */
  readonly of: 'register' | Rule;
  readonly met: Rule;
};

export type Pack = {
  readonly id: string;
  readonly version: string;
  readonly title: string;
  readonly source: string;
  readonly unverified: readonly string[];
  /** Counts below this are suppressed for viewers without access to the people. */
  readonly smallNumber: number;
  /** Append only: a fact's place in the list is its number in the database. */
  readonly facts: readonly FactDefinition[];
  readonly register: Rule;
  readonly measures: readonly MeasureDefinition[];
};

/** Reads a pack; throws, naming the place, where a rule names a fact that the pack does not have or an id stands twice. */
export function readPack(json: unknown): Pack {
  const pack = json as Pack;
  const facts = new Set(pack.facts.map((fact) => fact.id));
  if (facts.size !== pack.facts.length) throw new Error(`pack ${pack.id}: a fact stands twice`);
  if (new Set(pack.measures.map((measure) => measure.id)).size !== pack.measures.length)
    throw new Error(`pack ${pack.id}: a measure stands twice`);
  const rules = [pack.register, ...pack.measures.flatMap(({ of, met }) => (of === 'register' ? [met] : [of, met]))];
  for (const name of rules.flatMap(factsOf))
    if (!facts.has(name))
      throw new Error(`pack ${pack.id}: a rule names the fact '${name}', which the pack does not define`);
  return pack;
}

/** The facts a rule rests on. */
export function factsOf(rule: Rule): readonly string[] {
  if ('has' in rule) return [rule.has];
  if ('latest' in rule) return [rule.latest];
  if ('not' in rule) return factsOf(rule.not);
  if ('all' in rule) return rule.all.flatMap(factsOf);
  if ('any' in rule) return rule.any.flatMap(factsOf);
  return [];
}
