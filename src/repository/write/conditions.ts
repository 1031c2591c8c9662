import type { Scan } from '#fhir';
import { conditionGuards, identifierGuard } from './guards.ts';
import type { Item } from './item.ts';

/** A write that asks a search first. */
export function isConditional(item: Item): boolean {
  return 'criteria' in item || ('ifNoneExist' in item && item.ifNoneExist !== undefined);
}

/** A write that asks the database nothing: it neither depends on what is there nor on what is written beside it. */
export function isPlain(item: Item): boolean {
  return item.does === 'create' && !isConditional(item) && !item.prepared.scan.references.some(isQuestion);
}

/** 'Practitioner?identifier=...': https://hl7.org/fhir/R4/http.html#trules */
export function isQuestion({ reference }: { readonly reference: string }): boolean {
  return /^[A-Z][A-Za-z]+\?/.test(reference);
}

/** What is locked before a bundle with conditions is decided. */
export function guardsOf(item: Item): readonly string[] {
  const own = 'prepared' in item ? identifierGuards(item.prepared.type, item.prepared.scan.value) : [];
  if (item.does === 'create' && item.ifNoneExist !== undefined) {
    return [...own, ...conditionGuards(item.prepared.type, item.ifNoneExist)];
  }
  if (item.does === 'put-matching') return [...own, ...conditionGuards(item.prepared.type, item.criteria)];
  return 'criteria' in item ? conditionGuards(item.type, item.criteria) : own;
}

/** Guards of the identifiers that a resource carries; some types have one, most have several. */
export function identifierGuards(type: string, resource: Scan['value']): readonly string[] {
  const { identifier } = resource;
  return [identifier].flat().flatMap((each: unknown) => {
    const value = typeof each === 'object' && each !== null && 'value' in each ? each.value : undefined;
    return typeof value === 'string' ? [identifierGuard(type, value)] : [];
  });
}
