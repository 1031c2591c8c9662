import { accepted, type Outcome, scan, type Scan } from '#fhir';
import type { Piece } from './datatypes.ts';

/** A number as it was written: FHIR keeps its digits, and a number of the platform would not. */
export type Digits = { readonly digits: string };

export function digits(said: string): Digits | undefined {
  const found = /^([+-]?)0*(\d+(?:\.\d+)?)$/.exec(said.trim());
  return found ? { digits: `${found[1] === '-' ? '-' : ''}${found[2]}` } : undefined;
}

/** A resource as text, without what is empty: FHIR has no empty strings, lists or objects. */
export function scanned(resource: Piece): Outcome<Scan> {
  const made = scan(written(resource) ?? '{}');
  return made.ok ? accepted(made.value) : made;
}

function written(value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'string') return value.trim() === '' ? undefined : JSON.stringify(value.trim());
  if (typeof value !== 'object') return JSON.stringify(value);
  if ('digits' in value && typeof value.digits === 'string') return value.digits;
  if (Array.isArray(value)) {
    const parts = value.map(written).filter((one) => one !== undefined);
    return parts.length === 0 ? undefined : `[${parts.join(',')}]`;
  }
  const members = Object.entries(value).flatMap(([name, one]) => {
    const text = written(one);
    return text === undefined ? [] : [`${JSON.stringify(name)}:${text}`];
  });
  return members.length === 0 ? undefined : `{${members.join(',')}}`;
}
