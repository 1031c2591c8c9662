import { type Compiling, fault } from './compile.ts';
import { fhirExtension } from './extension.ts';
import { type Item, type Option, OPTIONS_MAX, type Unit, type Value } from './types.ts';
import { isObject, memberOf, valueWords } from './value.ts';

type Json = Readonly<Record<string, unknown>>;

/** Among so few, all are shown; more become a list to open. */
const IN_SIGHT_MAX = 7;

/** What can be answered: its own options, a value set it contains, or a stored one that the caller expanded. */
export function optionsOf(
  compiling: Compiling,
  of: Json,
  place: string,
  type: Item['type'],
): { readonly options: readonly Option[]; readonly inSight: boolean } {
  const own: readonly unknown[] = Array.isArray(of['answerOption']) ? of['answerOption'] : [];
  const set = of['answerValueSet'];
  const isChoice = type === 'choice' || type === 'open-choice';
  const found = typeof set === 'string' ? setOf(compiling, set, `${place}.answerValueSet`) : own.flatMap(optionOf);
  const options = isChoice ? found : [];
  if (type === 'choice' && typeof set !== 'string' && options.length === 0)
    fault(compiling, place, 'there is nothing to choose from');
  if (options.length > OPTIONS_MAX) fault(compiling, place, `there are more than ${OPTIONS_MAX} options`);
  const control = fhirExtension(of, 'questionnaire-itemControl')[0]?.['valueCodeableConcept'];
  const listed = JSON.stringify(control ?? '').includes('"drop-down"');
  return { options, inSight: options.length <= IN_SIGHT_MAX && !listed };
}

function optionOf(option: unknown): readonly Option[] {
  if (!isObject(option)) return [];
  const member = memberOf(option);
  if (member === undefined) return [];
  const value: Value = { [member]: option[member] };
  return [{ value, words: valueWords({ options: [] }, value) }];
}

function setOf(compiling: Compiling, url: string, place: string): readonly Option[] {
  if (!url.startsWith('#')) {
    const kept = compiling.expansions[url];
    return kept ?? fault(compiling, place, `the value set ${url} is not stored here, or holds too much`) ?? [];
  }
  const found = compiling.contained.find((one) => isObject(one) && one['id'] === url.slice(1));
  if (!isObject(found) || found['resourceType'] !== 'ValueSet')
    return fault(compiling, place, `it contains no value set ${url}`) ?? [];
  return optionsIn(found) ?? fault(compiling, place, `the value set ${url} does not list its codes`) ?? [];
}

/** The codes that a value set lists itself, by its expansion or by name; undefined where it says them otherwise. */
export function optionsIn(valueSet: Json): readonly Option[] | undefined {
  const expansion = isObject(valueSet['expansion']) ? valueSet['expansion']['contains'] : undefined;
  if (Array.isArray(expansion))
    return expansion.flatMap((one: unknown) => (isObject(one) ? coded(one, one['system']) : []));
  const compose = isObject(valueSet['compose']) ? valueSet['compose'] : {};
  const include: readonly unknown[] = Array.isArray(compose['include']) ? compose['include'] : [];
  if (include.length === 0 || compose['exclude'] !== undefined) return undefined;
  const listed = include.map((one) =>
    isObject(one) && Array.isArray(one['concept']) && one['filter'] === undefined
      ? one['concept'].flatMap((concept: unknown) => (isObject(concept) ? coded(concept, one['system']) : []))
      : undefined,
  );
  return listed.includes(undefined) ? undefined : listed.flatMap((one) => one ?? []);
}

function coded(of: Json, system: unknown): readonly Option[] {
  if (typeof of['code'] !== 'string' || of['abstract'] === true) return [];
  const words = typeof of['display'] === 'string' ? of['display'] : of['code'];
  const valueCoding = { ...(typeof system === 'string' ? { system } : {}), code: of['code'], display: words };
  return [{ value: { valueCoding }, words }];
}

/** In which units a quantity is given: one, or a choice. */
export function unitsOf(compiling: Compiling, of: Json, place: string): readonly Unit[] {
  const given = [...fhirExtension(of, 'questionnaire-unit'), ...fhirExtension(of, 'questionnaire-unitOption')];
  const units = given.flatMap(({ valueCoding }) => {
    if (!isObject(valueCoding) || typeof valueCoding['code'] !== 'string') return [];
    const { code, display, system } = valueCoding;
    return [
      {
        unit: typeof display === 'string' ? display : code,
        code,
        ...(typeof system === 'string' ? { system } : {}),
      },
    ];
  });
  if (units.length < given.length) fault(compiling, place, 'a unit has no code');
  return units.slice(0, 50);
}
