import type { Scan } from '#fhir';
import type { Siblings } from './item.ts';

/** An entry of a Bundle that names what has not come yet, or stands behind one that does. As text: what it says takes several times as much. */
export type Held = {
  /** Its number in the Bundle, or its line. */
  readonly at: number;
  readonly text: string;
  /** What it names by addresses that may be those of later entries. */
  readonly wants: readonly string[];
};

/** What the sender's Bundle calls its entries, as they come. */
export type Calls = Map<string, { readonly type: string; readonly identity: string }>;

/** Entries of one Bundle in their order. */
export type Queue = {
  readonly add: (held: Held) => void;
  readonly length: () => number;
  /** Those at the head that wait for nothing any more; and all of them, where more is held than may be: from there on a reference may only point backwards. */
  readonly ready: (siblings: Siblings) => Generator<Held>;
  readonly all: () => Generator<Held>;
};

/** So many that were let go are forgotten at once: moving the rest up for each would cost more. */
const FORGOTTEN = 1_000;
/** Most characters that are held. */
const WINDOW = 64 * 1024 * 1024;

/**
 * Holds entries back until what they name has come. Most Bundles name what stands before, and then nothing is held: a Bundle of
 * any size takes no more memory than a small one.
 */
export function queue(most = WINDOW): Queue {
  let held: Held[] = [];
  let first = 0;
  let characters = 0;
  function* taken(isReady: (one: Held) => boolean): Generator<Held> {
    for (let head = held[first]; head && (characters > most || isReady(head)); head = held[first]) {
      first += 1;
      characters -= head.text.length;
      if (first === held.length || first === FORGOTTEN) {
        held = held.slice(first);
        first = 0;
      }
      yield head;
    }
  }
  return {
    add: (one) => {
      held.push(one);
      characters += one.text.length;
    },
    length: () => held.length - first,
    ready: (siblings) => taken(({ wants }) => wants.every((name) => siblings.has(name))),
    all: () => taken(() => true),
  };
}

/** 'Patient/1' is known without its entry, and '#1' stands within. */
const NEVER_AWAITED = /^(?:#|[A-Z][A-Za-z]+\/)/;
/** The system of a code or an identifier is a name, and no address of an entry. */
const SYSTEM = /"system"\s*:\s*$/;
const SYSTEM_LENGTH = 20;

/** What a resource names that may be an entry still to come. */
export function wantedBy({ text, references, urls }: Scan, siblings: Siblings): readonly string[] {
  const addresses = urls.filter(({ start }) => !SYSTEM.test(text.slice(Math.max(0, start - SYSTEM_LENGTH), start)));
  const names = [...references, ...addresses].map(({ reference }) => reference);
  return names.filter((name) => !NEVER_AWAITED.test(name) && !siblings.has(name));
}
