import { blockKeys } from '../match/block.ts';
import { nhsNumber } from '../match/nhs-number.ts';
import { joined } from '../match/normal.ts';
import type { Side } from '../match/side.ts';

/** Who it is, as the opener typed or read it again: the wrong record must not be opened by one slip. */
export type Confirmed = { readonly family: string; readonly born: string; readonly nhsNumber?: string };

export type Typed = { readonly side: Side; readonly keys: readonly string[] };

/** Undefined where a name or a whole birth date is missing, or the number is none. */
export function typedOf({ family, born, nhsNumber: number }: Confirmed): Typed | undefined {
  const name = joined(family);
  const nhs = number === undefined || number.trim() === '' ? undefined : nhsNumber(number.replace(/\D/g, ''));
  const isWrong = number !== undefined && number.trim() !== '' && nhs === undefined;
  if (name === '' || isWrong || !/^\d{4}-\d\d-\d\d$/.test(born)) return undefined;
  const side: Side = {
    family: [name],
    given: [],
    identifiers: [],
    address: [],
    phones: [],
    born,
    ...(nhs ? { nhs } : {}),
  };
  return { side, keys: blockKeys(side) };
}

/** Name and birth date both, and the number where one was typed: nothing is guessed here. */
export function isConfirmed(record: Side, { side }: Typed): boolean {
  return (
    record.born === side.born &&
    record.family.some((name) => side.family.includes(name)) &&
    (side.nhs === undefined || record.nhs === undefined || record.nhs === side.nhs)
  );
}
