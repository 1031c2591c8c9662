import { createHash } from 'node:crypto';
import { type Day, isDay, plusDays, plusMonths } from '#base';
import { FOREVER, numberOf } from './timeline.ts';

type Json = Readonly<Record<string, unknown>>;

/** What lasts until it is ended: told by the day on which it begins, and the first on which it is over. */
const LASTING = new Set(['CarePlan', 'Goal']);
/** The list of the types of resources, of which the type of a reference is a code. */
export const RESOURCE_TYPES = 'http://hl7.org/fhir/resource-types';
const OVER: Readonly<Record<string, ReadonlySet<unknown>>> = {
  CarePlan: new Set(['completed', 'revoked', 'on-hold']),
  Goal: new Set(['completed', 'cancelled', 'on-hold']),
};
/** A plan that somebody only thought of. An intent of 'plan' is the usual one of a plan that runs. */
const NOT_AGREED = new Set<unknown>(['proposal', 'option']);

export function isLasting(type: unknown): boolean {
  return LASTING.has(String(type));
}

/**
 * The first day, since 1970, on which a plan or a goal is over: the day behind the end that it is to have, or the day on which it was
 * ended. Undefined for what never ran, and for what ended nobody says when.
 */
export function endOf(resource: Json): number | undefined {
  const type = String(resource['resourceType']);
  if (NOT_AGREED.has(resource['intent']) || isOfAnother(resource)) return undefined;
  const status = type === 'Goal' ? resource['lifecycleStatus'] : resource['status'];
  const end = lastDay(type === 'Goal' ? resource['statusDate'] : (resource['period'] as Json | undefined)?.['end']);
  if (OVER[type]?.has(status)) return end && numberOf(end);
  if (status !== 'active') return undefined;
  return type === 'Goal' || end === undefined ? FOREVER : numberOf(plusDays(end, 1));
}

/** Of the types of resources the one that a reference names, as a code; none of what is only within the resource. */
export function typeCodeOf({ reference, type }: Json): readonly string[] {
  const named = typeof reference === 'string' ? REFERENCE.exec(reference)?.[1] : type;
  return typeof named === 'string' ? [`${RESOURCE_TYPES}|${named}`] : [];
}

/** Numbers that stand for the resources that references name; of one person no two are alike. */
export function linksIn(references: unknown): readonly number[] {
  const all = (Array.isArray(references) ? references : [references]) as readonly (Json | undefined)[];
  const found = all.flatMap((one) => {
    const match = REFERENCE.exec(String(one?.['reference']));
    return match ? [linkOf(`${match[1]}/${match[2]}`)] : [];
  });
  return [...new Set(found)];
}

/** Of 48 bits, which a double keeps to the last. */
export function linkOf(reference: string): number {
  return createHash('sha256').update(reference).digest().readUIntBE(0, 6);
}

const REFERENCE = /(?:^|\/)([A-Z][A-Za-z]+)\/([A-Za-z0-9.-]{1,64})(?:\/_history\/.*)?$/;

/** The words of another patient are not the person's own. */
function isOfAnother({ expressedBy, subject }: Json): boolean {
  const [said, about] = [expressedBy, subject].map((one) => (one as Json | undefined)?.['reference']);
  return typeof said === 'string' && typeCodeOf({ reference: said })[0] === PATIENT && said !== about;
}

const PATIENT = `${RESOURCE_TYPES}|Patient`;

/** The day of a date; of a year or a month the last. */
export function lastDay(text: unknown): Day | undefined {
  if (typeof text !== 'string') return undefined;
  const [year = '', month] = text.split('-');
  if (text.length >= 10) return isDay(text.slice(0, 10)) ? (text.slice(0, 10) as Day) : undefined;
  const first = `${year}-${month ?? '12'}-01`;
  return isDay(first) ? plusDays(plusMonths(first, 1), -1) : undefined;
}
