import { hashBits, parameterNumber } from '../place/hash.ts';
import { storedAs } from './stored-as.ts';

/** What index rows need of a search parameter of a type, found once. */
export type Parameter = {
  readonly number: number;
  /** Whether it has rows of its own; see `storedAs`. */
  readonly kept: boolean;
  readonly hash: (value: string) => bigint;
  /** Hashes of what a token can be asked by: code, system|code and system|, or code and |code where it has no system. */
  readonly concept: (system: string | undefined, code: string) => readonly bigint[];
};

/**
 * A parameter by type and code. Hashes of tokens are remembered, since a record says the same few thousand codes again and again,
 * and of other values the last one, since a bundle is about one person.
 */
export function parameterFor(type: string, code: string): Parameter {
  let ofType = parameters.get(type);
  if (!ofType) parameters.set(type, (ofType = new Map()));
  let known = ofType.get(code);
  if (!known) ofType.set(code, (known = parameterOf(type, code)));
  return known;
}

function parameterOf(type: string, code: string): Parameter {
  const prefix = `${type}.${code}=`;
  const hash = (value: string) => hashBits(prefix + value);
  let lastValue: string | undefined;
  let last = 0n;
  return {
    number: parameterNumber(type, code),
    kept: storedAs(type, code)[0] === code,
    hash: (value) => {
      if (value !== lastValue) {
        last = hash(value);
        lastValue = value;
      }
      return last;
    },
    concept: code.endsWith('identifier') ? (system, value) => conceptOf(hash, system, value) : remembered(hash),
  };
}

function conceptOf(hash: (value: string) => bigint, system: string | undefined, code: string): readonly bigint[] {
  return system ? [hash(code), hash(`${system}|${code}`), hash(`${system}|`)] : [hash(code), hash(`|${code}`)];
}

function remembered(hash: (value: string) => bigint): Parameter['concept'] {
  const bySystem = new Map<string, Map<string, readonly bigint[]>>();
  let generation = 0;
  return (system, code) => {
    if (generation !== generations) {
      bySystem.clear();
      generation = generations;
    }
    let codes = bySystem.get(system ?? '');
    if (!codes) bySystem.set(system ?? '', (codes = new Map()));
    let hashes = codes.get(code);
    if (!hashes) {
      codes.set(code, (hashes = conceptOf(hash, system, code)));
      remember();
    }
    return hashes;
  };
}

/** All memories are emptied together when they have so many hashes: about 10 MB. */
function remember(): void {
  held += 1;
  if (held < HELD_MAX) return;
  held = 0;
  generations += 1;
}

const HELD_MAX = 50_000;
let held = 0;
let generations = 0;
const parameters = new Map<string, Map<string, Parameter>>();
