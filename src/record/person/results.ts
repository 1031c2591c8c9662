import results from '#packs/results/results.json' with { type: 'json' };
import type { ResultPoint, ResultSeries } from '../contract.ts';
import { codesOf, type Fields, listOf, order, type Quantity, whenOf } from './element.ts';
import { isWithdrawn, type Part } from './part.ts';

type SeriesRule = {
  readonly id: string;
  readonly title: string;
  readonly unit: string;
  readonly decimals: number;
  readonly codes: readonly string[];
  /** Spellings of the unit itself. */
  readonly same?: readonly string[];
  readonly convert?: readonly { readonly from: readonly string[]; readonly times: number; readonly plus: number }[];
  readonly target?: { readonly low?: number; readonly high?: number; readonly from: string };
};

const RULES: readonly SeriesRule[] = results.series;
const ruleOf = new Map(RULES.flatMap((rule) => rule.codes.map((code) => [code, rule] as const)));
/** Points of a series on the page: five years of monthly results. */
const MOST_POINTS = 60;

/**
 * Quantities over time, one series a kind of result whatever code and unit each organisation uses. A converted value shows
 * what was written beside it; a unit that nobody knows how to convert leaves the value out, rather than on the wrong scale.
 */
export function resultsOf(parts: readonly Part[]): readonly ResultSeries[] {
  const points = new Map<SeriesRule, ResultPoint[]>();
  for (const part of parts) {
    if (part.type !== 'Observation' || isWithdrawn(part) || part.fields['status'] === 'cancelled') continue;
    for (const { rule, quantity } of quantitiesOf(part.fields)) {
      const point = pointOf(part, rule, quantity);
      if (point === undefined) continue;
      const series = points.get(rule);
      if (series) series.push(point);
      else points.set(rule, [point]);
    }
  }
  return RULES.flatMap((rule) => {
    const found = points.get(rule);
    if (found === undefined) return [];
    const { id, title, unit, target } = rule;
    const sorted = found.sort((left, right) => order(left.at) - order(right.at)).slice(-MOST_POINTS);
    return [{ code: id, title, unit, ...(target ? { target } : {}), points: sorted }];
  });
}

type Measured = { readonly rule: SeriesRule; readonly quantity: Quantity };

/** The values of an Observation: its own, and those of its components (blood pressure). */
function quantitiesOf(fields: Fields): readonly Measured[] {
  return [fields, ...listOf<Fields>(fields['component'])].flatMap((holder) => {
    const rule = codesOf(holder['code'])
      .map((code) => ruleOf.get(code))
      .find((one) => one !== undefined);
    const quantity = holder['valueQuantity'] as Quantity | undefined;
    return rule && typeof quantity?.value === 'number' ? [{ rule, quantity }] : [];
  });
}

function pointOf({ fields, source }: Part, rule: SeriesRule, quantity: Quantity): ResultPoint | undefined {
  const at = whenOf(fields, 'effective') ?? fields['issued'];
  const { value = 0, unit, code } = quantity;
  const written = unit ?? code ?? '';
  if (typeof at !== 'string') return undefined;
  const known = [code, unit].filter((one) => one !== undefined);
  if (known.some((one) => one === rule.unit || rule.same?.includes(one)))
    return { at, value, shown: `${value} ${rule.unit}`, source };
  const convert = rule.convert?.find(({ from }) => known.some((one) => from.includes(one)));
  if (convert === undefined) return undefined;
  const converted = rounded(value * convert.times + convert.plus, rule.decimals);
  return { at, value: converted, shown: `${converted} ${rule.unit} (${value} ${written})`, source };
}

function rounded(value: number, decimals: number): number {
  return Number(value.toFixed(decimals));
}
