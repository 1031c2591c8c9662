import { day } from '#base';
import { clauseShape, type ClauseKind } from './clauses/clause.ts';
import type { Clause, Instrument } from './instrument.ts';
import { capital } from './phrases.ts';
import { render } from './render.ts';
import type { Form, Shape } from './shape.ts';

/** A clause as somebody has written it so far: some members may be missing, or be what cannot be read. */
export type UnfinishedClause = { readonly id: string; readonly cites: string; readonly clause: ClauseKind } & Readonly<
  Record<string, unknown>
>;

/** What forms and plain words of a kind of clause are made from. */
export function clauseForm(kind: ClauseKind): Shape {
  const { form } = clauseShape;
  const found = form.kind === 'union' ? form.shapes[kind] : undefined;
  if (!found) throw new Error(`no shape for ${kind}`);
  return found;
}

const GAP = '…';

/**
 * The sentence of a clause that is being written, with '…' for what is not there yet. Total: whatever was typed has words. A finished clause
 * has the very words of `render`.
 */
export function renderUnfinished(clause: UnfinishedClause, instrument: Instrument): string {
  const shape = clauseForm(clause.clause);
  if (shape(clause, '').length === 0) return render(clause as unknown as Clause, instrument);
  const whole = filled(shape, clause) as Clause;
  try {
    return gaps(render(whole, instrument));
  } catch {
    return `${capital(clause.clause)}: ${GAP} (paragraph ${clause.cites})`;
  }
}

// Stand for what is missing while the sentence is made, and are no value that anybody means.
const NO_DAY = day('1066-10-14');
const NO_NUMBER = 7_777_777_777;
/** What ISO 4217 calls no currency. */
const NO_CURRENCY = 'XXX';

function filled(shape: Shape, value: unknown): unknown {
  const { form } = shape;
  if (form.as === 'amount')
    return shape(value, '').length === 0 ? value : { minor: NO_NUMBER * 100, currency: NO_CURRENCY };
  if (form.kind === 'object') return { ...members(form, value) };
  if (form.kind === 'list') return Array.isArray(value) ? value.map((one) => filled(form.of, one)) : [];
  if (form.kind === 'union') return inUnion(form, value);
  if (form.as === 'parties') return Array.isArray(value) || value === 'parties' ? value : [GAP];
  return value !== undefined && shape(value, '').length === 0 ? value : standIn(form);
}

function members(form: Form & { readonly kind: 'object' }, value: unknown): Readonly<Record<string, unknown>> {
  const there = typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
  const kept = Object.entries(form.optional).flatMap(([name, shape]) =>
    there[name] === undefined ? [] : [[name, filled(shape, there[name])] as const],
  );
  const needed = Object.entries(form.needed).map(([name, shape]) => [name, filled(shape, there[name])] as const);
  return Object.fromEntries([...needed, ...kept]);
}

function inUnion({ by, shapes }: Form & { readonly kind: 'union' }, value: unknown): unknown {
  const word = typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[by] : undefined;
  const shape = typeof word === 'string' && Object.hasOwn(shapes, word) ? shapes[word] : undefined;
  return shape ? filled(shape, value) : { [by]: GAP };
}

function standIn(form: Form): unknown {
  switch (form.kind) {
    case 'day':
      return NO_DAY;
    case 'number':
    case 'percent':
      return NO_NUMBER;
    case 'truth':
      return false;
    default:
      return GAP;
  }
}

function gaps(words: string): string {
  return (
    words
      .replace(new RegExp(`${NO_CURRENCY} [\\d,]+\\.\\d\\d`, 'g'), GAP)
      .replace(/1[34] October 1066/g, GAP)
      .replaceAll(String(NO_NUMBER), GAP)
      .replaceAll('undefined', GAP)
      .replace(/ {2,}/g, ` ${GAP} `)
      // A list that names nothing yet.
      .replace(/^ | (?=[;:,.])/g, ` ${GAP}`)
      .replace(/^ … ?/, `${GAP} `)
  );
}
