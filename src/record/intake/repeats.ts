import { createHash } from 'node:crypto';

/** Records remembered at least; at most twice as many. A file that repeats itself does so nearby. */
const REMEMBERED = 250_000;

/**
 * Remembers what a file has said of each record: 'same' where it says it again (a line of CSV repeats its person), 'other'
 * where it says something else, which is not for us to order. Digests and no texts: 24 bytes a slot, and nothing for the collector.
 */
export function repeats(remembered = REMEMBERED): (name: string, print: string) => 'new' | 'same' | 'other' {
  let recent = tableFor(remembered);
  let older: Table | undefined;
  return (name, print) => {
    const key = keyOf(name);
    const said = digestOf(print).readUIntBE(0, DIGEST_BYTES);
    const before = recent.find(key) ?? older?.find(key);
    if (before !== undefined) return before === said ? 'same' : 'other';
    recent.add(key, said);
    if (recent.size() >= remembered) [older, recent] = [recent, tableFor(remembered)];
    return 'new';
  };
}

/** 96 bits of a name: two records of a file never meet in them. */
type Key = { readonly first: number; readonly second: number };

const DIGEST_BYTES = 6;

function keyOf(name: string): Key {
  const digest = digestOf(name);
  // A slot that begins with 0 is empty.
  return { first: digest.readUIntBE(0, DIGEST_BYTES) + 1, second: digest.readUIntBE(DIGEST_BYTES, DIGEST_BYTES) };
}

function digestOf(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

type Table = {
  readonly find: (key: Key) => number | undefined;
  readonly add: (key: Key, said: number) => void;
  readonly size: () => number;
};

const NUMBERS_A_SLOT = 3;
/** Of slots in use. */
const FULL = 0.6;

/** A hash table in one array of numbers, for so many entries. */
function tableFor(entries: number): Table {
  const slots = Math.ceil(entries / FULL) + 1;
  const numbers = new Float64Array(slots * NUMBERS_A_SLOT);
  let size = 0;
  /** Where the key stands, or the empty slot where it would. */
  const placeOf = ({ first, second }: Key): number => {
    for (let slot = first % slots; ; slot = (slot + 1) % slots) {
      const at = slot * NUMBERS_A_SLOT;
      if (numbers[at] === 0 || (numbers[at] === first && numbers[at + 1] === second)) return at;
    }
  };
  return {
    find: (key) => {
      const at = placeOf(key);
      return numbers[at] === 0 ? undefined : numbers[at + 2];
    },
    add: (key, said) => {
      numbers.set([key.first, key.second, said], placeOf(key));
      size += 1;
    },
    size: () => size,
  };
}
