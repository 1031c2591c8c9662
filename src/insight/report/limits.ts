import { accepted, type Outcome, refuse } from '#fhir';
import type { Admission } from '#joint';
import pack from '#packs/limits/pack.json' with { type: 'json' };

export type Limit = {
  readonly id: string;
  readonly words: string;
  readonly codes: readonly string[];
  readonly unit: string;
  readonly possible: readonly number[];
  readonly likely: readonly number[];
};

export const LIMITS: readonly Limit[] = pack.limits;

const LOINC = 'http://loinc.org';
const BY_CODE = new Map(LIMITS.flatMap((limit) => limit.codes.map((code) => [code, limit] as const)));

type Loose = Readonly<Record<string, unknown>>;

/** A value with its limit, and where in the resource it stands. */
export type Limited = { readonly limit: Limit; readonly value: number; readonly place: string };

/** Values that nobody alive has are refused where they are entered, whoever sends them: they are slips, and later they are figures. */
export const possibleValues: Admission = {
  types: ['Observation'],
  admit: (resource) => {
    const odd = limitedIn(resource).find(({ limit, value }) => outside(value, limit.possible));
    return odd ? impossible(odd) : accepted(true);
  },
};

/** The values of an Observation that some limit is about. Pure. */
export function limitedIn(observation: Loose): readonly Limited[] {
  const whole = limitedAt(observation, 'Observation');
  const parts = Array.isArray(observation['component']) ? (observation['component'] as readonly unknown[]) : [];
  return [...whole, ...parts.flatMap((part, at) => limitedAt(part, `Observation.component[${at}]`))];
}

export function outside(value: number, [low = -Infinity, high = Infinity]: readonly number[]): boolean {
  return value < low || value > high;
}

function limitedAt(row: unknown, place: string): readonly Limited[] {
  if (typeof row !== 'object' || row === null) return [];
  const { code, valueQuantity } = row as Loose;
  const quantity = valueQuantity as Loose | undefined;
  if (typeof quantity !== 'object' || quantity === null || typeof quantity['value'] !== 'number') return [];
  const limit = limitOf(code);
  if (!limit || !sameUnit(quantity, limit.unit)) return [];
  return [{ limit, value: quantity['value'], place: `${place}.valueQuantity` }];
}

function limitOf(concept: unknown): Limit | undefined {
  const codings = (concept as Loose | undefined)?.['coding'];
  if (!Array.isArray(codings)) return undefined;
  for (const { system, code } of codings as readonly Loose[]) {
    const limit = system === LOINC && typeof code === 'string' ? BY_CODE.get(code) : undefined;
    if (limit) return limit;
  }
  return undefined;
}

/** A value in another unit is not judged: what is impossible in one may be right in the other. No unit at all is taken for the usual. */
function sameUnit({ code, unit }: Loose, usual: string): boolean {
  const said = code ?? unit;
  return said === undefined || said === usual || (usual === 'mm[Hg]' && said === 'mmHg');
}

function impossible({ limit, value, place }: Limited): Outcome<never> {
  const [low, high] = limit.possible;
  const text = `${limit.words} of ${value} ${limit.unit} at ${place}: nobody alive has that (limits ${pack.version}: ${low} to ${high}). Read it again and enter what was measured; if it was measured in another unit, say which.`;
  return refuse('business-rule', 'insight.impossible-value', text, place);
}
