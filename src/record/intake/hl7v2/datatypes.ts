import { type Field, part, type Repetition } from './message.ts';
import { cxSystem, eiSystem, type Home, systemOf, tableSystem } from './names.ts';
import { timeOf } from './time.ts';

/** A piece of a resource; what is undefined or empty is left out when it is written. */
export type Piece = Readonly<Record<string, unknown>>;

/** CWE, CE, CF, CNE: the code as sent, its alternative, and the sender's words. */
export function concept(said: Repetition | undefined, home: Home, table?: string): Piece | undefined {
  const coding = [coded(said, 1, home, table), coded(said, 4, home)].filter((one) => one !== undefined);
  const words = part(said, 9) || part(said, 2) || part(said, 5);
  return coding.length === 0 && words === '' ? undefined : { coding, text: words };
}

function coded(said: Repetition | undefined, at: number, home: Home, table?: string): Piece | undefined {
  const [code, display, name] = [part(said, at).trim(), part(said, at + 1), part(said, at + 2)];
  if (code === '') return undefined;
  return { system: name === '' && table ? tableSystem(table) : systemOf(name, home), code, display };
}

/** CX: a number with who gives it out. */
export function identifier(cx: Repetition | undefined, home: Home): Piece | undefined {
  const value = part(cx, 1).trim();
  if (value === '') return undefined;
  const type = part(cx, 5).trim();
  return {
    ...(type ? { type: { coding: [{ system: tableSystem('0203'), code: type }] } } : {}),
    system: cxSystem(cx, home),
    value,
    period: period(part(cx, 7), part(cx, 8), home),
  };
}

/** EI: an order number with whose it is. */
export function orderIdentifier(ei: Repetition | undefined, type: 'FILL' | 'PLAC', home: Home): Piece | undefined {
  const value = part(ei, 1).trim();
  if (value === '') return undefined;
  return { type: { coding: [{ system: tableSystem('0203'), code: type }] }, system: eiSystem(ei, home), value };
}

const NAME_USES: Readonly<Record<string, string>> = {
  L: 'official',
  D: 'usual',
  M: 'maiden',
  N: 'nickname',
  S: 'anonymous',
  A: 'nickname',
  T: 'temp',
};

/** XPN: a person's name. */
export function humanName(xpn: Repetition, home: Home): Piece | undefined {
  const [family, first, middle] = [part(xpn, 1), part(xpn, 2), part(xpn, 3)];
  if (family === '' && first === '' && middle === '') return undefined;
  return {
    use: NAME_USES[part(xpn, 7)],
    family,
    given: [first, middle],
    prefix: [part(xpn, 5)],
    suffix: [part(xpn, 4), part(xpn, 6)],
    period: period(part(xpn, 12), part(xpn, 13), home),
  };
}

const ADDRESS_USES: Readonly<Record<string, string>> = {
  H: 'home',
  B: 'work',
  O: 'work',
  C: 'temp',
  V: 'home',
  BA: 'old',
  BI: 'billing',
};

/** XAD: an address. */
export function address(xad: Repetition): Piece | undefined {
  const made = {
    use: ADDRESS_USES[part(xad, 7)],
    line: [part(xad, 1), part(xad, 2)],
    city: part(xad, 3),
    district: part(xad, 9),
    state: part(xad, 4),
    postalCode: part(xad, 5),
    country: part(xad, 6),
  };
  const said = [...made.line, made.city, made.state, made.postalCode, made.country];
  return said.every((one) => one === '') ? undefined : made;
}

const PHONES: Readonly<Record<string, string>> = {
  PH: 'phone',
  CP: 'phone',
  FX: 'fax',
  BP: 'pager',
  TDD: 'phone',
  SAT: 'phone',
};

/** XTN: a way to reach somebody. Fields say whether it is home or work where the number does not. */
export function contact(xtn: Repetition, where: 'home' | 'work'): Piece | undefined {
  const [said, use, kind] = [part(xtn, 1), part(xtn, 2), part(xtn, 3)];
  const mail = part(xtn, 4) || (kind === 'Internet' || use === 'NET' ? said : '');
  if (mail !== '') return { system: 'email', value: mail, use: where };
  const parts = [part(xtn, 5) && `+${part(xtn, 5).replace(/^\+/, '')}`, part(xtn, 6), part(xtn, 7)].filter(Boolean);
  const value = said || part(xtn, 12) || parts.join(' ');
  if (value === '') return undefined;
  return { system: PHONES[kind] ?? 'phone', value, use: kind === 'CP' ? 'mobile' : use === 'WPN' ? 'work' : where };
}

/** XCN: somebody who works there, by number and name; no Practitioner is made of it. */
export function worker(xcn: Repetition, home: Home): Piece | undefined {
  const display = [part(xcn, 6), part(xcn, 3), part(xcn, 4), part(xcn, 2)].filter((one) => one !== '').join(' ');
  const value = part(xcn, 1).trim();
  if (display === '' && value === '') return undefined;
  const system = cxSystem([[], [], [], xcn[8] ?? []], home);
  return { ...(value ? { identifier: { system, value } } : {}), display };
}

export function period(start: string, end: string, home: Home): Piece | undefined {
  const [from, to] = [timeOf(start, home.zone), timeOf(end, home.zone)];
  // A period that ends before it begins is none: what began is kept.
  const ends = to !== undefined && (from === undefined || to.millis >= from.millis) ? to.text : undefined;
  return from === undefined && ends === undefined ? undefined : { start: from?.text, end: ends };
}

export function every<T>(said: Field, make: (one: Repetition) => T | undefined): readonly T[] {
  return said.map(make).filter((one) => one !== undefined);
}
