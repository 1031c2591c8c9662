import { accepted, type CompositeValue, type Filter, type Outcome, type QuantityValue, type Refused } from '#fhir';
import type { Reader } from '#store';
import { compositeForm } from '../index-rows/composite-form.ts';
import { storedAs } from '../index-rows/stored-as.ts';
import { parameterNumber, tokenHash } from '../place/hash.ts';
import { amountIn } from './amount.ts';
import type { Asking } from './asking.ts';
import { codesInSets, codesPlaced } from './codes.ts';
import { relatives } from './relatives.ts';
import type { Amount, Meaning } from './scope.ts';
import { measuredTerms, pathsBelow, textsLike, unitsKnown } from './term.ts';
import { type Asked, hashes, referenceTokens, tokensOf } from './values.ts';

export type Looking = {
  readonly reader: Reader;
  readonly asking: Asking;
  readonly meanings: Map<object, Meaning>;
};

/** Looks up what a filter comes down to, where that depends on what there is; the others have no meaning but their own. */
export async function addMeanings(looking: Looking, filter: Filter, type: string): Promise<Refused | undefined> {
  const asked: Asked = { type, parameter: filter.parameter };
  if (filter.kind === 'quantity') return addAmounts(looking, asked, filter.values);
  if (filter.kind === 'composite') return addComposites(looking, asked, filter.values);
  const tokens = await tokensMeant(looking, asked, filter);
  if (tokens === undefined) return undefined;
  if (!tokens.ok) return tokens;
  looking.meanings.set(filter, { tokens: tokens.value });
  return undefined;
}

/** Tokens of which a row carries one; undefined for filters that say themselves what they are found by. */
async function tokensMeant(
  looking: Looking,
  asked: Asked,
  filter: Filter,
): Promise<Outcome<readonly string[]> | undefined> {
  const { reader } = looking;
  const stored = storedAs(asked.type, asked.parameter);
  if (filter.kind === 'uri' && filter.modifier === 'below') {
    return gathered(
      filter.values.map((value) => async () => {
        const below = await pathsBelow(reader, parameterNumber(asked.type, asked.parameter), value);
        return below.ok ? accepted(hashes(asked, [value, ...below.value])) : below;
      }),
    );
  }
  if (filter.kind === 'reference' && filter.modifier) {
    const found = await relatives(looking, filter.values, { asked, modifier: filter.modifier });
    return found.ok ? accepted(referenceTokens(asked, found.value)) : found;
  }
  if (filter.kind !== 'token' || !filter.modifier) return undefined;
  const { modifier, values } = filter;
  if (modifier === 'text') {
    return gathered(
      values.flatMap(({ code = '' }) =>
        stored.map((one) => async () => {
          const name = `${one}:text`;
          const texts = await textsLike(reader, parameterNumber(asked.type, name), code);
          return texts.ok ? accepted(texts.value.map((text) => tokenHash(asked.type, name, text))) : texts;
        }),
      ),
    );
  }
  if (modifier === 'not' || modifier === 'of-type') return undefined;
  const codes =
    modifier === 'above' || modifier === 'below'
      ? await codesPlaced(looking, values, modifier)
      : await codesInSets(
          looking,
          values.map(({ code = '' }) => code),
          filter.parameter,
        );
  return codes.ok ? accepted(tokensOf(asked, codes.value)) : codes;
}

type Look = () => Promise<Outcome<readonly string[]>>;

async function gathered(looks: readonly Look[]): Promise<Outcome<readonly string[]>> {
  const found = new Set<string>();
  for (const look of looks) {
    const one = await look();
    if (!one.ok) return one;
    for (const token of one.value) found.add(token);
  }
  return accepted([...found]);
}

/** A quantity with a unit: in each unit that occurs and that it can be told in. */
async function addAmounts(looking: Looking, asked: Asked, values: readonly QuantityValue[]) {
  const wanted = values.filter(({ system, code }) => code !== undefined || system !== undefined);
  if (wanted.length === 0) return undefined;
  const units = await unitsKnown(looking.reader);
  if (!units.ok) return units;
  const stored = storedAs(asked.type, asked.parameter);
  for (const value of wanted) {
    const amounts = units.value.flatMap(([val, unit]): readonly Amount[] => {
      const amount = amountIn(value, unit);
      return amount ? stored.map((one) => ({ code: tokenHash(asked.type, one, val), value: amount })) : [];
    });
    looking.meanings.set(value, { amounts });
  }
  return undefined;
}

/** Codes with amounts: which units each code comes with is looked up, so that one row a code and unit is enough. */
async function addComposites(looking: Looking, { type, parameter }: Asked, values: readonly CompositeValue[]) {
  const stored = storedAs(type, parameter).filter((one) => compositeForm(type, one) === 'measured');
  if (stored.length === 0) return undefined;
  const codeOf = new Map(stored.map((one) => [parameterNumber(type, one), one]));
  for (const value of values) {
    const [token, quantity] = value;
    if (token?.kind !== 'token' || quantity?.kind !== 'quantity') continue;
    const { system, code } = token.value;
    const terms = await measuredTerms(looking.reader, [...codeOf.keys()], code);
    if (!terms.ok) return terms;
    const amounts = terms.value.flatMap((term): readonly Amount[] => {
      if (system !== undefined && system !== term.system) return [];
      const amount = amountIn(quantity.value, term.unit);
      return amount ? [{ code: tokenHash(type, codeOf.get(term.prm) ?? parameter, term.val), value: amount }] : [];
    });
    looking.meanings.set(value, { amounts });
  }
  return undefined;
}
