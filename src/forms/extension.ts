import { type Compiling, fault } from './compile.ts';
import { parseExpression } from './expression/parse.ts';
import { readsOf } from './expression/syntax.ts';
import { unsafePattern } from './pattern.ts';
import type { Item } from './types.ts';
import { isObject } from './value.ts';

const FHIR = 'http://hl7.org/fhir/StructureDefinition/';
const SDC = 'http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-';

/** Would change what is asked or kept, and is not carried out: a form that has one is refused rather than filled in wrongly. */
const UNHEEDED = [
  'enableWhenExpression',
  'initialExpression',
  'candidateExpression',
  'answerExpression',
  'itemPopulationContext',
];

type Json = Readonly<Record<string, unknown>>;
type Limits = Pick<
  Item,
  | 'hidden'
  | 'minOccurs'
  | 'maxOccurs'
  | 'minLength'
  | 'maxLength'
  | 'min'
  | 'max'
  | 'places'
  | 'pattern'
  | 'format'
  | 'calculated'
>;

export function extensionsOf(of: Json, url: string): readonly Json[] {
  const list: readonly unknown[] = Array.isArray(of['extension']) ? of['extension'] : [];
  return list.filter((one): one is Json => isObject(one) && one['url'] === url);
}

export const fhirExtension = (of: Json, name: string): readonly Json[] => extensionsOf(of, `${FHIR}${name}`);

export function unheededIn(of: Json): readonly string[] {
  const modifiers: readonly unknown[] = Array.isArray(of['modifierExtension']) ? of['modifierExtension'] : [];
  return [
    ...modifiers.map((one) => (isObject(one) ? String(one['url']) : 'without an address')),
    ...UNHEEDED.map((name) => `${SDC}${name}`).filter((url) => extensionsOf(of, url).length > 0),
  ];
}

/** Limits of an answer, from the standard extensions: https://hl7.org/fhir/R4/questionnaire-profiles.html */
export function limitsOf(compiling: Compiling, of: Json, place: string, type: Item['type']): Limits {
  const whole = (name: string) => wholeIn(fhirExtension(of, name)[0]);
  const bound = (name: string) => boundIn(fhirExtension(of, name)[0]);
  const pattern = fhirExtension(of, 'regex')[0]?.['valueString'];
  const unsafe = typeof pattern === 'string' ? unsafePattern(pattern) : undefined;
  if (unsafe) fault(compiling, place, `its pattern is not run: ${unsafe}`);
  const found = {
    minOccurs: whole('questionnaire-minOccurs'),
    maxOccurs: whole('questionnaire-maxOccurs'),
    minLength: whole('minLength'),
    maxLength: typeof of['maxLength'] === 'number' ? of['maxLength'] : undefined,
    min: bound('minValue'),
    max: bound('maxValue'),
    places: whole('maxDecimalPlaces'),
    pattern: typeof pattern === 'string' && !unsafe ? pattern : undefined,
    format: fhirExtension(of, 'entryFormat')[0]?.['valueString'],
    calculated: calculatedOf(compiling, of, place, type),
  };
  const set = Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined));
  return { hidden: fhirExtension(of, 'questionnaire-hidden')[0]?.['valueBoolean'] === true, ...set };
}

function calculatedOf(compiling: Compiling, of: Json, place: string, type: Item['type']): Item['calculated'] {
  const given = extensionsOf(of, `${SDC}calculatedExpression`)[0];
  if (!given) return undefined;
  const expression = isObject(given['valueExpression']) ? given['valueExpression'] : {};
  if (expression['language'] !== 'text/fhirpath')
    return fault(compiling, place, 'it is calculated in another language than text/fhirpath');
  if (!['decimal', 'integer', 'boolean', 'string', 'text', 'quantity'].includes(type) || of['repeats'] === true)
    return fault(
      compiling,
      place,
      `an item of type ${type}${of['repeats'] === true ? ' that repeats' : ''} is not calculated`,
    );
  const parsed = parseExpression(String(expression['expression'] ?? ''));
  if (!parsed.ok) return fault(compiling, place, `what it is calculated from is not understood: ${parsed.why}`);
  if (readsOf(parsed.expression).includes(String(of['linkId'])))
    return fault(compiling, place, 'it is calculated from itself');
  return parsed.expression;
}

function wholeIn(extension: Json | undefined): number | undefined {
  const value = extension?.['valueInteger'];
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 ? value : undefined;
}

function boundIn(extension: Json | undefined): number | string | undefined {
  const value = ['valueInteger', 'valueDecimal', 'valueDate', 'valueDateTime', 'valueTime'].map(
    (key) => extension?.[key],
  );
  const quantity = extension?.['valueQuantity'];
  const found = value.find((one) => one !== undefined) ?? (isObject(quantity) ? quantity['value'] : undefined);
  return typeof found === 'number' || typeof found === 'string' ? found : undefined;
}
