import type { CompositeKey, CompositePart } from '#fhir';
import { type Parameter, parameterFor } from './parameter.ts';
import { type Term, unitText } from './term.ts';

type Range = { readonly code: bigint; readonly lo: number; readonly hi: number };

/** Tokens of composites whose parts are codes, references or texts; none for those that have rows of `range`. */
export function compositeTokens(type: string, { p, parts }: CompositeKey): readonly bigint[] {
  const parameter = parameterFor(type, p);
  const [first = [], second = []] = parts;
  return first.flatMap((a) =>
    second.flatMap((b) =>
      pairedTexts(a).flatMap((left) => pairedTexts(b).map((right) => parameter.hash(`${left}$${right}`))),
    ),
  );
}

/** Rows of `range` of a composite with an amount: 'systolic pressure of more than 140' is one row a code. */
export function compositeRanges(type: string, { p, parts }: CompositeKey, terms: Term[]): readonly Range[] {
  const [first = [], second = [], third] = parts;
  const parameter = parameterFor(type, p);
  return first.flatMap((token): readonly Range[] => {
    if (token.kind !== 'token') return [];
    if (third) return windows(second, third).flatMap((range) => numbered(parameter, token, range));
    return second.flatMap((amount) => {
      if (amount.kind === 'number' || amount.kind === 'date') return numbered(parameter, token, amount);
      if (amount.kind !== 'quantity') return [];
      const term = parameter.measured(token.s, token.c, unitText(amount));
      terms.push(term);
      return [{ code: term.hash, lo: amount.lo, hi: amount.hi }];
    });
  });
}

type TokenPart = Extract<CompositePart, { kind: 'token' }>;

function numbered(parameter: Parameter, { s, c }: TokenPart, { lo, hi }: Omit<Range, 'code'>) {
  const [alone, withSystem] = parameter.concept(s, c) as readonly [bigint, bigint];
  return [...new Set([alone, withSystem])].map((code) => ({ code, lo, hi }));
}

/** From the first number to the second: where a stretch of a sequence begins and ends. */
function windows(from: readonly CompositePart[], to: readonly CompositePart[]): readonly Omit<Range, 'code'>[] {
  return from.flatMap((start) =>
    to.flatMap((end) => (start.kind === 'number' && end.kind === 'number' ? [{ lo: start.lo, hi: end.hi }] : [])),
  );
}

/** What a part can be asked by. */
function pairedTexts(part: CompositePart): readonly string[] {
  switch (part.kind) {
    case 'token':
      return part.s === undefined ? [part.c, `|${part.c}`] : [part.c, `${part.s}|${part.c}`];
    case 'reference':
      if (part.type !== undefined) return [`${part.type}/${part.id ?? ''}`];
      return part.version === undefined ? [part.url ?? ''] : [part.url ?? '', `${part.url ?? ''}|${part.version}`];
    case 'string':
    case 'uri':
      return [part.v];
    default:
      return [];
  }
}
