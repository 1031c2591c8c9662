import type { Facts, Name } from './facts.ts';
import { address, contact, every, humanName, identifier, type Piece } from './datatypes.ts';
import { merged } from './merged.ts';
import { field, part, type Segment, segmentOf, text } from './message.ts';
import { type Home, systemOf, tableSystem } from './names.ts';
import { timeOf } from './time.ts';

const GENDERS: Readonly<Record<string, string>> = {
  F: 'female',
  M: 'male',
  O: 'other',
  A: 'other',
  N: 'other',
  U: 'unknown',
};

/**
 * A person as all messages about their number say, in order. A laboratory's messages say who somebody is only as long as no
 * admission system has. A number that was given up stays, no more in use, and names the one that stands for it.
 */
export function patientOf(name: Name, messages: readonly Facts[], home: Home, referTo: (name: Name) => string): Piece {
  const mine = messages.filter(({ patient }) => patient === name);
  const admitted = mine.filter(({ type }) => type === 'ADT');
  const pid = merged(
    'PID',
    (admitted.length > 0 ? admitted : mine).map(({ message }) => segmentOf(message.segments, 'PID')),
  );
  const replaced = unique(messages.flatMap(({ patient, prior }) => (patient === name && prior ? [prior] : [])));
  const into = messages.flatMap(({ patient, prior }) => (prior === name ? [patient] : []));
  const current = numbersOf(pid, home);
  const own = current.some(({ system, value }) => `${String(system)}|${String(value)}` === name) ? [] : [named(name)];
  const old = replaced.map((one) => ({ ...named(one), use: 'old' }));
  return {
    resourceType: 'Patient',
    identifier: [...own, ...current, ...old],
    active: into.length > 0 ? false : undefined,
    ...demographicsOf(pid, home),
    link: [
      ...replaced.map((one) => ({ other: { reference: referTo(one) }, type: 'replaces' })),
      ...unique(into).map((one) => ({ other: { reference: referTo(one) }, type: 'replaced-by' })),
    ],
  };
}

function demographicsOf(pid: Segment, home: Home): Piece {
  const died = timeOf(text(pid, 29), home.zone);
  const birth = timeOf(text(pid, 7), home.zone);
  const order = text(pid, 25);
  return {
    name: every(field(pid, 5), (xpn) => humanName(xpn, home)),
    telecom: [
      ...every(field(pid, 13), (xtn) => contact(xtn, 'home')),
      ...every(field(pid, 14), (xtn) => contact(xtn, 'work')),
    ],
    gender: GENDERS[text(pid, 8).toUpperCase()],
    birthDate: birth?.text.slice(0, 10),
    ...(died ? { deceasedDateTime: died.text } : text(pid, 30) === 'Y' ? { deceasedBoolean: true } : {}),
    address: every(field(pid, 11), address),
    maritalStatus: coded(pid, 16, '0002', home),
    ...(/^[1-9]\d?$/.test(order)
      ? { multipleBirthInteger: Number(order) }
      : text(pid, 24) === 'Y'
        ? { multipleBirthBoolean: true }
        : {}),
  };
}

function numbersOf(pid: Segment, home: Home): readonly Piece[] {
  const all = every(field(pid, 3), (cx) => identifier(cx, home));
  // Version 2.3 has the person's national number in PID-19 without saying whose: it is not taken as anybody's.
  return [...new Map(all.map((one) => [`${String(one['system'])}|${String(one['value'])}`, one])).values()];
}

function named(name: Name): Piece {
  const at = name.lastIndexOf('|');
  return { system: name.slice(0, at), value: name.slice(at + 1) };
}

function coded(segment: Segment, number: number, table: string, home: Home): Piece | undefined {
  const [cwe] = field(segment, number);
  const code = part(cwe, 1).trim();
  if (code === '') return undefined;
  const system = part(cwe, 3) === '' ? tableSystem(table) : systemOf(part(cwe, 3), home);
  return { coding: [{ system, code, display: part(cwe, 2) }] };
}

function unique(names: readonly Name[]): readonly Name[] {
  return [...new Set(names)];
}
