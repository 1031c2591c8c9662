import { keptId } from '../identity.ts';
import { conditionsOf } from './condition.ts';
import type { Piece } from './datatypes.ts';
import { encounterOf } from './encounter.ts';
import { type Facts, inOrder, type Name } from './facts.ts';
import type { Home } from './names.ts';
import { patientOf } from './patient.ts';
import { type Made, reportOf } from './report.ts';

/**
 * What the record says after these messages of all that `newest` is about: a function of the set of messages, whatever the order and
 * number in which they came.
 */
export function stateOf(newest: Facts, messages: readonly Facts[], home: Home): readonly Made[] {
  const ordered = [...messages].sort(inOrder);
  const people = [newest.patient, ...(newest.prior === undefined ? [] : [newest.prior])].map((name) =>
    person(name, ordered, home),
  );
  const orders = [...new Set(newest.orders.map(({ name }) => name))].flatMap((name) => order(name, ordered, home));
  return [...people, ...visit(newest, ordered, home), ...orders];
}

export function referenceTo(home: Home, identity: string): string {
  return `${identity.slice(0, identity.indexOf('?'))}/${keptId(home.organization, identity)}`;
}

/** The reference under which the person of a number is kept. */
export function personReference(home: Home, name: Name): string {
  return referenceTo(home, `Patient?identifier=${name}`);
}

function person(name: Name, ordered: readonly Facts[], home: Home): Made {
  return {
    identity: `Patient?identifier=${name}`,
    resource: patientOf(name, ordered, home, (other) => personReference(home, other)),
  };
}

/** A laboratory's word for a visit makes none of it: its messages do not tell how a visit stands. */
function visit(newest: Facts, ordered: readonly Facts[], home: Home): readonly Made[] {
  if (newest.visit === undefined || newest.type !== 'ADT') return [];
  const mine = ordered.filter(({ visit, type }) => visit === newest.visit && type === 'ADT');
  const identity = visitIdentity(newest.visit);
  const subject = personReference(home, mine.at(-1)?.patient ?? newest.patient);
  const resource: Piece = encounterOf(mine, home, subject);
  return [{ identity, resource }, ...conditionsOf(mine, { home, subject, encounter: referenceTo(home, identity) })];
}

function order(name: Name, ordered: readonly Facts[], home: Home): readonly Made[] {
  const mine = ordered.filter(({ orders }) => orders.some((one) => one.name === name));
  const patient = mine.at(-1)?.patient ?? '';
  const about = mine.findLast(({ visit }) => visit !== undefined)?.visit;
  return reportOf(name, mine, {
    home,
    subject: personReference(home, patient),
    encounter: about === undefined ? undefined : referenceTo(home, visitIdentity(about)),
    referTo: (identity) => referenceTo(home, identity),
  });
}

function visitIdentity(name: Name): string {
  return `Encounter?identifier=${name}`;
}
