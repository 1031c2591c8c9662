import type { ItemType } from './types.ts';
import { isObject } from './value.ts';

const DATE = /^\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?$/;
const TIME = /^(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,9})?$/;
const DATE_TIME =
  /^\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01])(?:T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,9})?(?:Z|[+-](?:0\d|1[0-4]):[0-5]\d)?)?)?)?$/;
const REFERENCE = /^[A-Z][A-Za-z]{1,63}\/[A-Za-z0-9.-]{1,64}$/;
const ADDRESS = /^(?:https?:\/\/|mailto:|urn:)\S{1,2000}$/;
const WORDS_MAX = 100_000;

/** Whether what an answer holds is written as its type asks. */
export function wellWritten(type: ItemType, member: string, content: unknown): boolean {
  switch (member) {
    case 'valueBoolean':
      return typeof content === 'boolean';
    case 'valueInteger':
      return typeof content === 'number' && Number.isInteger(content) && Math.abs(content) < 2 ** 31;
    case 'valueDecimal':
      return typeof content === 'number' && Number.isFinite(content);
    case 'valueDate':
      return typeof content === 'string' && DATE.test(content) && isDayThereIs(content);
    case 'valueDateTime':
      return typeof content === 'string' && DATE_TIME.test(content) && isDayThereIs(content.slice(0, 10));
    case 'valueTime':
      return typeof content === 'string' && TIME.test(content);
    case 'valueString':
      return typeof content === 'string' && content.trim() !== '' && content.length <= WORDS_MAX;
    case 'valueUri':
      return typeof content === 'string' && ADDRESS.test(content);
    case 'valueReference':
      return isObject(content) && typeof content['reference'] === 'string' && REFERENCE.test(content['reference']);
    case 'valueCoding':
      return isObject(content) && typeof content['code'] === 'string';
    case 'valueQuantity':
      return isObject(content) && typeof content['value'] === 'number' && Number.isFinite(content['value']);
    case 'valueAttachment':
      return (
        type === 'attachment' &&
        isObject(content) &&
        (typeof content['url'] === 'string' ? ADDRESS.test(content['url']) : true)
      );
    default:
      return false;
  }
}

function isDayThereIs(text: string): boolean {
  if (text.length < 10) return true;
  const at = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
}
