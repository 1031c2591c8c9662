import { addressOf, genderWord, nameOf } from '../person/banner.ts';
import { listOf, textOf } from '../person/element.ts';
import { NHS_NUMBER_SYSTEMS } from './nhs-number.ts';

/** One Patient record as a human compares it with another. */
export type Shown = {
  readonly name: string;
  readonly born?: string;
  readonly gender?: string;
  readonly address?: string;
  readonly identifiers: readonly { readonly label: string; readonly value: string }[];
};

type Identifier = {
  readonly system?: string;
  readonly value?: string;
  readonly type?: { readonly text?: string; readonly coding?: readonly { readonly code?: string }[] };
};

export function shownOf(fields: Readonly<Record<string, unknown>>): Shown {
  const born = textOf(fields, 'birthDate');
  const gender = genderWord(textOf(fields, 'gender'));
  const address = addressOf(fields);
  return {
    name: nameOf(fields) ?? 'Name not recorded',
    ...(born ? { born } : {}),
    ...(gender ? { gender } : {}),
    ...(address ? { address } : {}),
    identifiers: listOf<Identifier>(fields['identifier']).flatMap((one) =>
      one.value ? [{ label: labelOf(one), value: one.value }] : [],
    ),
  };
}

function labelOf({ system = '', type }: Identifier): string {
  if (NHS_NUMBER_SYSTEMS.includes(system)) return 'NHS No.';
  return type?.text ?? type?.coding?.[0]?.code ?? 'Local No.';
}
