import { hashBits, parameterNumber } from '../place/hash.ts';
import { type CompositeForm, compositeForm } from './composite-form.ts';
import { storedAs } from './stored-as.ts';
import { isPath, keptText, measuredText, saidText, type Term, UNITS, type UnitParts, unitText } from './term.ts';

/** What index rows need of a search parameter of a type, found once. */
export type Parameter = {
  readonly number: number;
  /** Whether it has rows of its own; see `storedAs`. */
  readonly kept: boolean;
  /** How its keys are stored, where it is a composite. */
  readonly form: CompositeForm;
  readonly hash: (value: string) => bigint;
  /** Hashes of what a token can be asked by: code, system|code and system|, or code and |code where it has no system. */
  readonly concept: (system: string | undefined, code: string) => readonly bigint[];
  /** What a code is called; undefined where nothing is left of it. */
  readonly said: (text: string) => Term | undefined;
  /** An address with a path; undefined for any other. */
  readonly path: (uri: string) => Term | undefined;
  readonly unit: (parts: UnitParts) => Term;
  /** A code with a unit. */
  readonly measured: (system: string | undefined, code: string, unit: string) => Term;
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
    form: compositeForm(type, code),
    hash: (value) => {
      if (value !== lastValue) {
        last = hash(value);
        lastValue = value;
      }
      return last;
    },
    concept: code.endsWith('identifier') ? (system, value) => conceptOf(hash, system, value) : remembered(hash),
    ...termsOf(type, code, hash),
  };
}

type Terms = Pick<Parameter, 'said' | 'path' | 'unit' | 'measured'>;

function termsOf(type: string, code: string, hash: (value: string) => bigint): Terms {
  const number = parameterNumber(type, code);
  const textNumber = parameterNumber(type, `${code}:text`);
  const texts = memory((text) => {
    const val = saidText(text);
    return val === '' ? undefined : { prm: textNumber, val, hash: hashBits(`${type}.${code}:text=${val}`) };
  });
  const paths = memory((uri) => (isPath(uri) ? { prm: number, val: uri, hash: hash(uri) } : undefined));
  const kept = (prm: number) => (text: string) => {
    const val = keptText(text);
    return { prm, val, hash: hash(val) };
  };
  const units = memory(kept(UNITS));
  const measures = memory(kept(number));
  return {
    said: texts,
    path: paths,
    unit: (parts) => units(unitText(parts)) as Term,
    measured: (system, value, unit) => measures(measuredText(system, value, unit)) as Term,
  };
}

/** The same terms come again and again, so the same object stands for one: the writer knows by it what is in the table already. */
function memory(make: (text: string) => Term | undefined): (text: string) => Term | undefined {
  const known = new Map<string, Term | undefined>();
  let generation = generations;
  return (text) => {
    if (generation !== generations) {
      known.clear();
      generation = generations;
    }
    if (known.has(text)) return known.get(text);
    const made = make(text);
    known.set(text, made);
    remember();
    return made;
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
