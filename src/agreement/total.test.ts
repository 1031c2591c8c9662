import { type Day, day, seeded } from '#base';
import { expect, test } from 'vitest';
import { whyCharged } from './ask/charged.ts';
import { whoDecides } from './ask/decides.ts';
import { EACH, everything } from './clauses/sample.testing.ts';
import { checkInstrument } from './check.ts';
import { coverage } from './coverage.ts';
import { explain } from './explain.ts';
import { filterFor } from './filter.ts';
import type { Stack, StackEntry } from './force.ts';
import { type Clause, INSTRUMENT_KINDS, RANKS } from './instrument.ts';
import { compile } from './policy.ts';
import { readInstrument } from './read.ts';
import { council, elmTree, keyOf, riverside } from './sample.testing.ts';

/* Whatever can be read compiles, is explained and told in words, however odd: the ends of the calendar, amounts beyond sense. */
const random = seeded(20_261_122);
const one = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
const DAYS = [
  '0000-01-01',
  '0001-01-01',
  '2026-02-28',
  '2026-06-01',
  '2026-06-02',
  '9999-12-31',
] as readonly string[] as readonly Day[];
const NUMBERS = [0, 1, 2, 90, Number.MAX_SAFE_INTEGER];
const NAMES = [elmTree, riverside, council, 'Organization/nobody'];

/** The clause with its days, numbers and organisations thrown about, and now and then an empty list. */
function odd(value: unknown): unknown {
  if (typeof value === 'number') return random() < 0.5 ? value : one(NUMBERS);
  if (typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value)) return random() < 0.5 ? value : one(DAYS);
  if (typeof value === 'string' && value.startsWith('Organization/')) return one(NAMES);
  if (Array.isArray(value)) return random() < 0.1 ? [] : value.map(odd);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, odd(member)]));
}

const POPULATION = {
  words: 'some',
  organizations: [elmTree, riverside],
  fromAge: 18,
  belowAge: 65,
  conditions: { system: 'http://snomed.info/sct', codes: ['44054006'] },
};

function entry(): StackEntry | undefined {
  const draft = everything({
    id: one(['a', 'b', 'c']),
    version: one([1, 2, 3]),
    kind: one(INSTRUMENT_KINDS),
    rank: one(RANKS),
    effective: one(DAYS),
    population: odd(POPULATION) as typeof POPULATION,
    clauses: Object.values(EACH)
      .filter(() => random() < 0.4)
      .map((clause) => ({
        ...(odd(clause) as Clause),
        ...(random() < 0.2 ? { dependsOn: one(['board', 'a#care', 'c#c']) } : {}),
      })),
    ...(random() < 0.3 ? { expires: one(DAYS) } : {}),
    ...(random() < 0.3 ? { parent: one(['a', 'b', 'z']) } : {}),
  });
  const read = readInstrument(draft);
  if (!read.ok) return undefined;
  const dated = () => ({ organization: one(NAMES), on: one(DAYS) });
  return {
    instrument: read.value,
    signatures:
      random() < 0.7 ? NAMES.map((organization) => ({ organization, on: day('2026-01-01') })) : [dated(), dated()],
    suspensions: random() < 0.3 ? [{ from: one(DAYS), to: one(DAYS) }] : [],
    notices: random() < 0.5 ? [{ organization: one(NAMES), given: one(DAYS) }] : [],
  };
}

test('compile, explain and every answer are total on 200 odd stacks', () => {
  let entries = 0;
  for (let round = 0; round < 200; round++) {
    const stack: Stack = Array.from({ length: 1 + Math.floor(random() * 3) }, entry).filter(
      (found) => found !== undefined,
    );
    entries += stack.length;
    const on = one(DAYS);
    const policy = compile(stack, on);
    const seat = { organization: 1, role: 'practice-nurse', purpose: 'direct-care' } as const;
    const facts = {
      row: { org: 1, basis: 1, cls: 5, lab: 0, personal: true },
      access: { rel: 127, denyOrg: [], denyLab: 0, denyCls: 0 },
      seat,
    };
    filterFor(policy, seat, keyOf);
    expect(explain(policy, facts, keyOf).words).not.toBe('');
    const amount = { minor: one(NUMBERS), currency: 'GBP' };
    const code = { system: 'http://snomed.info/sct', code: '401191002' };
    expect(whoDecides(stack, { topic: 'podiatry', amount, on }).words).not.toBe('');
    const charged = { activity: 'podiatry', by: one(NAMES), on, knownOn: one(DAYS), code };
    expect(whyCharged(stack, charged).words).not.toBe('');
    for (const { instrument } of stack) {
      coverage(instrument);
      checkInstrument(instrument);
    }
  }
  expect(entries).toBeGreaterThan(100);
});
