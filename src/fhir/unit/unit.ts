import { toCanonicalForm, ucum } from '@atomic-ehr/ucum';

export const UCUM = 'http://unitsofmeasure.org';

/** Longer than any unit that is used; what is longer is compared as it is written. */
const LONGEST = 60;
const KNOWN_MAX = 2_000;

/**
 * What units have to have in common for their amounts to be compared: 'mg' and 'g' are of one family, 'mg' and 'mg/L' are not.
 * Undefined for what is no unit of UCUM, and for those on scales that are not linear (pH, bel), which are compared as written.
 * Arbitrary units ([iU]) are comparable with nothing but themselves: https://ucum.org/ucum#para-24
 */
export function unitFamily(code: string): string | undefined {
  if (families.has(code)) return families.get(code);
  const found = familyOf(code);
  if (families.size >= KNOWN_MAX) families.clear();
  families.set(code, found);
  return found;
}

/**
 * An amount in another unit of the same family, free of the error of the conversion: 1 mg is 0.001 g and not 0.0009999999999999998,
 * since amounts in records are decimals, and an amount that was written must be found by what it is.
 */
export function inUnit(value: number, from: string, to: string): number {
  if (from === to || !Number.isFinite(value)) return value;
  if (isOffset(from) || isOffset(to)) return rounded(ucum.convert(value, from, to));
  const name = `${from}\n${to}`;
  let factor = factors.get(name);
  if (factor === undefined) {
    factor = rounded(ucum.convert(1, from, to));
    if (factors.size >= KNOWN_MAX) factors.clear();
    factors.set(name, factor);
  }
  return rounded(value * factor);
}

const families = new Map<string, string | undefined>();
const factors = new Map<string, number>();

/** Doubles carry a little more than 15 digits, conversions lose two or three, and no measurement has twelve. */
function rounded(value: number): number {
  return Number(value.toPrecision(12));
}

function familyOf(code: string): string | undefined {
  if (code === '' || code.length > LONGEST) return undefined;
  try {
    if (!ucum.validate(code).valid) return undefined;
    const { dimension } = toCanonicalForm(code);
    const exponents = Object.entries(dimension).filter(([, power]) => power !== 0);
    const isTemperature = exponents.length === 1 && exponents[0]?.[0] === 'Θ' && exponents[0][1] === 1;
    if (ucum.isSpecialUnit(code) && !isTemperature) return undefined;
    const name = exponents.map(([base, power]) => `${base}${power}`).sort();
    return [...name, ...arbitraryIn(code)].join(' ') || '1';
  } catch {
    return undefined;
  }
}

/** Arbitrary units as they stand in the expression; what is left of it is compared by its dimension. */
function arbitraryIn(code: string): readonly string[] {
  if (!ucum.isArbitraryUnit(code)) return [];
  const place = /[/.]?[^/.]*\[[^\]]+\][^/.]*/g;
  const found = (code.match(place) ?? []).flatMap((part) => {
    const atom = /\[[^\]]+\]/.exec(part)?.[0] ?? '';
    const powers = /\](-?\d+)/.exec(part)?.[1] ?? '';
    return ucum.isArbitraryUnit(atom)
      ? [`${part.startsWith('/') ? '/' : ''}${atom.replace('[IU]', '[iU]')}${powers}`]
      : [];
  });
  return found.length > 0 ? found.sort() : [code];
}

function isOffset(code: string): boolean {
  return ucum.isSpecialUnit(code);
}

/**
 * How an amount becomes one in base units, `slope * value + intercept`, so that amounts in different units can be put in order; what is no
 * unit of UCUM counts as it is written.
 */
export function baseScale(code: string): { readonly slope: number; readonly intercept: number } {
  if (unitFamily(code) === undefined) return { slope: 1, intercept: 0 };
  if (!isOffset(code)) return { slope: rounded(toCanonicalForm(code).magnitude), intercept: 0 };
  const intercept = rounded(ucum.convert(0, code, 'K'));
  return { slope: rounded(rounded(ucum.convert(100, code, 'K')) / 100 - intercept / 100), intercept };
}
