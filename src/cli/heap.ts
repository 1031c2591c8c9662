import { setFlagsFromString } from 'node:v8';

/**
 * How far the heap grows behind each full collection, in hundredths of what lives. The engine's own is up to three hundred, which
 * kept a third more memory through an intake (300 MB where this keeps 208) and saved 4 % of the program's CPU.
 */
const GROWING_PERCENT = 60;

/** Before much is made: a server of ours shares its machine with its database. */
export function keepHeapSmall(): void {
  setFlagsFromString(`--heap-growing-percent=${GROWING_PERCENT}`);
}
