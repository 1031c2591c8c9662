import { type ComponentValue, type CompositePart, type CompositeValue, parameterOf } from '#fhir';
import { normalise } from '../index-rows/words.ts';
import { amountIn } from './amount.ts';
import { dateHolds, numberHolds } from './holds.ts';
import { referenceIs, tokenIs } from './matcher.ts';

type Asked = { readonly type: string; readonly parameter: string; readonly now: Date };

/** Whether the parts of one element answer a composite: each component by one of its values. */
export function compositeHolds(
  parts: readonly (readonly CompositePart[])[],
  value: CompositeValue,
  { type, parameter, now }: Asked,
): boolean {
  const components = parameterOf(type, parameter)?.components ?? [];
  return value.every((one, index) =>
    (parts[index] ?? []).some((part) => partHolds(part, one, { type, parameter: components[index] ?? '', now })),
  );
}

function partHolds(part: CompositePart, asked: ComponentValue, { type, parameter, now }: Asked): boolean {
  switch (part.kind) {
    case 'token':
      return asked.kind === 'token' && tokenIs(part, asked.value, parameterOf(type, parameter)?.system);
    case 'reference':
      return asked.kind === 'reference' && referenceIs(part, asked.value, parameterOf(type, parameter)?.targets ?? []);
    case 'string':
      return asked.kind === 'string' && normalise(part.v).startsWith(normalise(asked.value));
    case 'uri':
      return asked.kind === 'uri' && part.v === asked.value;
    case 'date':
      return asked.kind === 'date' && dateHolds(part, asked.value, now);
    case 'number':
      return asked.kind === 'number' && numberHolds(part)(asked.value);
    case 'quantity': {
      const amount = asked.kind === 'quantity' ? amountIn(asked.value, part) : undefined;
      return amount !== undefined && numberHolds(part)(amount);
    }
  }
}
