import { parameterOf, type ReferenceValue, type TokenValue } from '#fhir';
import { storedAs } from '../index-rows/stored-as.ts';
import { tokenHash } from '../place/hash.ts';

/** A parameter of a type, and the parameters under which its keys are stored. */
export type Asked = { readonly type: string; readonly parameter: string };

/** The tokens of which a resource carries at least one when it matches any of the values. */
export function tokensOf(asked: Asked, values: readonly TokenValue[]): readonly string[] {
  const { type, parameter } = asked;
  const implied = parameterOf(type, parameter)?.system;
  const texts = values.flatMap((value) => tokenTexts(value, implied));
  return hashes(asked, texts);
}

/** The same for references: a bare id asks for every type that the parameter may point to. */
export function referenceTokens(asked: Asked, values: readonly ReferenceValue[]): readonly string[] {
  const { type, parameter } = asked;
  const targets = parameterOf(type, parameter)?.targets ?? [];
  // Where a parameter is stored with a wider one, its own targets keep the others out.
  const narrow = storedAs(type, parameter)[0] !== parameter;
  const texts = values
    .filter((value) => !narrow || value.type === undefined || targets.includes(value.type))
    .flatMap((value) => referenceTexts(value, targets));
  return hashes(asked, texts);
}

/** The tokens of texts as they are: uris, exact strings. */
export function hashes({ type, parameter }: Asked, texts: readonly string[]): readonly string[] {
  return storedAs(type, parameter).flatMap((stored) => texts.map((text) => tokenHash(type, stored, text)));
}

/** Codes of elements of type `code` are stored without the system that their definition implies. */
function tokenTexts({ system, code }: TokenValue, implied: string | undefined): readonly string[] {
  if (system === undefined) return code === undefined ? [] : [code];
  const written = `${system}|${code ?? ''}`;
  return system !== '' && system === implied && code !== undefined ? [written, `|${code}`] : [written];
}

function referenceTexts(value: ReferenceValue, targets: readonly string[]): readonly string[] {
  const { type, id, url, version } = value;
  if (url !== undefined) return [version === undefined ? url : `${url}|${version}`];
  if (id === undefined) return [];
  if (type !== undefined) return [`${type}/${id}`];
  return targets.map((target) => `${target}/${id}`);
}
