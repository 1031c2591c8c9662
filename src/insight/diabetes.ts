import json from '#packs/diabetes-uk/pack.json' with { type: 'json' };
import { assert } from '#base';
import { counterOf } from './counter.ts';
import { factReader } from './fact.ts';
import { factsOf, type Pack, readPack } from './pack.ts';

/** The pack that is counted: the eight care processes and three treatment targets of diabetes. */
export const pack: Pack = readPack(json);

/** The measures that dashboards and checks show; the others are variants of these. */
export const shownMeasures = pack.measures.filter(({ variantOf }) => variantOf === undefined);

/** Facts of one resource. */
export const readFacts = factReader(pack);

/** Counts one person as at days. */
export const countPerson = counterOf(pack);

/** A fact's number in the database: its place in the pack, from 1. */
const numbers = new Map(pack.facts.map((fact, place) => [fact.id, place + 1]));

export function factNumber(id: string): number {
  const number = numbers.get(id);
  assert(number !== undefined, `fact ${id} stands in the pack`);
  return number;
}

export function factName(number: number): string {
  return pack.facts[number - 1]?.id ?? '';
}

/** Facts without which nobody is on the register: who has none of them is not looked at further. */
export const registerFacts: readonly number[] = [...new Set(factsOf(pack.register))].map(factNumber);

/** Types of resource that facts are read from. */
export const factTypes: readonly string[] = [...new Set(pack.facts.map((fact) => fact.type))];

/** Bit of the register in the numbers that say what a person counts in; a measure's bit is its place from 1. */
export const REGISTER = 0;

assert(pack.measures.length < 31, 'a measure is a bit of an integer');
