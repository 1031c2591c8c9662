import { concept, type Piece } from './datatypes.ts';
import { type Component, field, part, type Repetition, type Segment, text } from './message.ts';
import { type Home, systemOf } from './names.ts';
import { timeOf } from './time.ts';
import { digits } from './write.ts';

const ABSENT = 'http://terminology.hl7.org/CodeSystem/data-absent-reason';

/**
 * The value of an OBX (OBX-2 and OBX-5) as FHIR has it. A number that is none, or several, stands as it was written; a type that
 * is not read stands as unsupported, and never as a value that nobody sent.
 */
export function valueOf(obx: Segment, home: Home): Piece {
  const said = field(obx, 5);
  const [first] = said;
  if (!said.some(says)) return {};
  switch (text(obx, 2)) {
    case 'NM':
      return number(said, obx, home);
    case 'SN':
      return structured(first, obx, home) ?? { valueString: words(first) };
    case 'ST':
    case 'TX':
    case 'FT':
      return { valueString: said.map(words).join('\n') };
    case 'CE':
    case 'CWE':
    case 'CF':
    case 'CNE':
      return said.length === 1 ? { valueCodeableConcept: concept(first, home) } : several(said, home);
    case 'DT':
    case 'TS':
    case 'DTM': {
      const time = timeOf(part(first, 1), home.zone);
      return time && said.length === 1 ? { valueDateTime: time.text } : { valueString: said.map(words).join(', ') };
    }
    default:
      return {
        dataAbsentReason: {
          coding: [{ system: ABSENT, code: 'unsupported' }],
          text: `A value of type ${text(obx, 2)}`,
        },
      };
  }
}

/** Several codes in one value: FHIR's value has one, so each of them keeps its words. */
function several(said: readonly Repetition[], home: Home): Piece {
  const all = said.map((one) => concept(one, home)).filter((one) => one !== undefined);
  const texts = all.map((one) => String(one['text'] || (one['coding'] as readonly Piece[])[0]?.['code'] || ''));
  return { valueString: texts.join('; ') };
}

function number(said: readonly Repetition[], obx: Segment, home: Home): Piece {
  const value = said.length === 1 ? digits(part(said[0], 1)) : undefined;
  return value
    ? { valueQuantity: { value, ...unit(obx, home) } }
    : { valueString: `${said.map(words).join('; ')} ${text(obx, 6)}` };
}

/** SN: <^10, ^5^-^10, ^1^:^128; others stand as written. */
function structured(sn: Repetition | undefined, obx: Segment, home: Home): Piece | undefined {
  const [comparator, separator] = [part(sn, 1).trim(), part(sn, 3).trim()];
  const [one, other] = [digits(part(sn, 2)), digits(part(sn, 4))];
  const measured = unit(obx, home);
  if (one && separator === '' && part(sn, 4) === '') {
    if (['<', '<=', '>', '>='].includes(comparator)) return { valueQuantity: { value: one, comparator, ...measured } };
    if (comparator === '' || comparator === '=') return { valueQuantity: { value: one, ...measured } };
  }
  if (one && other && comparator === '') {
    if (separator === '-' && Number(one.digits) <= Number(other.digits))
      return { valueRange: { low: { value: one, ...measured }, high: { value: other, ...measured } } };
    if (separator === ':') return { valueRatio: { numerator: { value: one }, denominator: { value: other } } };
  }
  return undefined;
}

/** The unit as written; its code only where the sender says of what system it is. */
function unit(obx: Segment, home: Home): Piece {
  const [code, words, name] = [text(obx, 6, 1).trim(), text(obx, 6, 2), text(obx, 6, 3)];
  if (code === '') return { unit: words };
  return { unit: words || code, ...(name ? { system: systemOf(name, home), code } : {}) };
}

/** A repetition as a reader sees it. */
function words(said: Repetition | undefined): string {
  return (said ?? [])
    .map((one: Component) => one.filter((value) => value !== '""').join(' '))
    .join(' ')
    .trim();
}

function says(said: Repetition): boolean {
  return said.some((component) => component.some((value) => value !== '' && value !== '""'));
}
