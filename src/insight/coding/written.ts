import { codedFacts } from '../catalogue.ts';

import type { Unreadable } from './unread.ts';

/** One way in which something is written: by a code, in a unit, by a code that is not read, or with a value that is not. */
export type Way =
  | { readonly kind: 'code' | 'unknown-code'; readonly code: string }
  | { readonly kind: 'unit'; readonly unit: string }
  | { readonly kind: 'no-value' };

export function factNumbered(number: number): Unreadable | undefined {
  return codedFacts.find((fact) => fact.number === number);
}

/** As it stands in addresses: 'unknown-code https://…|XE24T'. */
export function wayText(way: Way): string {
  if (way.kind === 'no-value') return way.kind;
  return `${way.kind} ${way.kind === 'unit' ? way.unit : way.code}`;
}

export function wayIn(text: string): Way | undefined {
  const [kind = '', ...rest] = text.split(' ');
  const said = rest.join(' ');
  if (kind === 'no-value') return { kind };
  if (kind === 'unit') return { kind, unit: said };
  return (kind === 'code' || kind === 'unknown-code') && said !== '' ? { kind, code: said } : undefined;
}

/** A code as senders write it: the reader of resources writes one without a system as of 'undefined'. */
export function unreadIn(text: string): { readonly system: string; readonly code: string } {
  const [system = '', ...code] = text.split('|');
  return { system: system === 'undefined' ? '' : system, code: code.join('|') };
}

/** The code at a place of the list of a definition; the unit at one, counted from 1. */
export function codeAt({ codes }: Unreadable, place: number): string | undefined {
  return Object.values(codes).flat()[place];
}

export function unitAt({ value }: Unreadable, place: number): string | undefined {
  return place === 0 ? 'no unit' : Object.keys(value?.units ?? {})[place - 1];
}

/** The least and the greatest `how` of a way, and by which it is told apart within them; undefined for what is not among its ways. */
export function howOf(fact: Unreadable, way: Way): { readonly code?: number; readonly unit?: number } | undefined {
  if (way.kind === 'code') {
    const code = Object.values(fact.codes).flat().indexOf(way.code);
    return code < 0 ? undefined : { code };
  }
  if (way.kind !== 'unit') return undefined;
  const units = ['no unit', ...Object.keys(fact.value?.units ?? {})];
  const unit = units.indexOf(way.unit);
  return unit < 0 ? undefined : { unit };
}
