import { inUnit, type NumberValue, type QuantityValue, UCUM, unitFamily } from '#fhir';
import type { UnitParts } from '../index-rows/term.ts';

/**
 * What a quantity asked for is in a unit that occurs; undefined where that is none of what was asked. A unit of UCUM stands for every unit
 * of its family; any other is taken literally, and without a system it is the code or the unit as it is written for people:
 * https://hl7.org/fhir/R4/search.html#quantity
 */
export function amountIn(
  asked: QuantityValue,
  { system = '', code = '', unit = '' }: UnitParts,
): NumberValue | undefined {
  const { system: wanted = '', code: named } = asked;
  if (wanted === '') return named === undefined || named === code || named === unit ? asked : undefined;
  if (wanted !== system) return undefined;
  if (named === undefined || named === code) return asked;
  if (system !== UCUM || unitFamily(named) === undefined || unitFamily(named) !== unitFamily(code)) return undefined;
  const { prefix, text, value, lo, hi } = asked;
  return { prefix, text, value: inUnit(value, named, code), lo: inUnit(lo, named, code), hi: inUnit(hi, named, code) };
}
