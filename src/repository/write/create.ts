import { accepted, extract, type Outcome, patientsOf } from '#fhir';
import type { Writing } from '../context.ts';
import { fault } from '../fault.ts';
import { compartmentOf, NOBODY } from '../place/compartment.ts';
import { BUCKETS, newId } from '../place/id.ts';
import type { Written } from '../repository.ts';
import { askRules } from './asking.ts';
import { identifierGuards, isPlain } from './conditions.ts';
import { decideCreate } from './decide.ts';
import type { Item } from './item.ts';
import { mayTakeAtGate, takeAtGate } from './permission.ts';

type Create = Extract<Item, { does: 'create' }>;

/** A create that asks nothing, by itself: what is posted most. What a bundle of several has to think of does not arise. */
export function isLone(items: readonly Item[]): items is readonly [Create] {
  const [item] = items;
  return items.length === 1 && item?.does === 'create' && item.fullUrl === undefined && isPlain(item);
}

/** Writes it through the gate; the same as the long way (`execute.ts`) with nothing to look up, keys gathered once. */
export async function createLone(writing: Writing, { prepared }: Create): Promise<Outcome<readonly Written[]>> {
  fault('after-begin');
  const { context, now } = writing;
  const { type, scan } = prepared;
  const keys = extract(type, scan.value);
  const [patient] = type === 'Patient' ? [] : patientsOf(type, scan.value, keys);
  const bkt =
    type === 'Patient' ? Math.floor(context.random() * BUCKETS) : patient ? compartmentOf(patient).bkt : NOBODY.bkt;
  const id = newId(bkt, now.getTime(), context.random);
  const decision = decideCreate(scan, { type, id }, writing, keys);
  const { row, written } = decision;
  const people = await mayTakeAtGate(writing, [row]);
  if (!people.ok) return people;
  const fits = await askRules(writing, [decision]);
  if (!fits.ok) return fits;
  fault('mid-bundle');
  await context.keepTerms(context.store, [row]);
  const guards = identifierGuards(type, scan.value);
  const taken = await takeAtGate(writing, [row], { guards, people: people.value });
  fault('before-commit');
  return taken.ok ? accepted([written]) : taken;
}
