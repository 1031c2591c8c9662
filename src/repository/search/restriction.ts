import { parameterOf, type TokenValue } from '#fhir';
import { tokensOf } from './values.ts';

/**
 * The tokens of which a resource carries at least one when it matches `parameter=text`, for restrictions that are part of who
 * asks and not of what is asked ('category=laboratory' of an app's scope). Undefined where this cannot be told by tokens alone.
 */
export function restrictionTokens(type: string, parameter: string, text: string): readonly string[] | undefined {
  if (parameterOf(type, parameter)?.type !== 'token' || text === '') return undefined;
  const values = text.split(',').map(valueOf);
  if (values.some((value) => value === undefined)) return undefined;
  return tokensOf({ type, parameter }, values as readonly TokenValue[]);
}

function valueOf(text: string): TokenValue | undefined {
  const [first = '', second, more] = text.split('|');
  if (more !== undefined || text.includes('\\') || (first === '' && (second ?? '') === '')) return undefined;
  if (second === undefined) return { code: first };
  return second === '' ? { system: first } : { system: first, code: second };
}
