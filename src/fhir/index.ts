export {
  type Accepted,
  accepted,
  type IssueType,
  type Outcome,
  type Refusal,
  type Refused,
  refuse,
  refused,
} from './outcome.ts';
export { RESOURCE_TYPES } from './generated/types.ts';
export { isResourceType, typeName, typeNumber } from './types.ts';
export type {
  CompositeKey,
  CompositePart,
  DateKey,
  Keys,
  NumberKey,
  Parameter,
  ParameterType,
  QuantityKey,
  ReferenceKey,
  TextKey,
  TokenKey,
} from './keys.ts';
export type * from './search/ast.ts';
export {
  type BundleEntryScan,
  type BundleRequest,
  type BundleScan,
  type Member,
  type ReferenceSpan,
  type Scan,
  type ScanLimits,
  scan,
  scanBundle,
} from './json/scan.ts';
export { type Identity, withIdentity, withReferences } from './json/splice.ts';
export { type TextPath, withTexts } from './json/texts.ts';
export { dateRange, type Interval } from './date.ts';
export { type PlacedReference, placedReferences } from './validate/references.ts';
export { validate, type ValidateOptions } from './validate/validate.ts';
export {
  CLINICAL_DATE,
  clinicalDate,
  extract,
  patientsOf,
} from './extract/extract.ts';
export { isOfWiderCompartment, isPatientCompartmentType, referencesOf, WIDER_TYPES } from './extract/compartment.ts';
export { binariesOf, CARRIERS, type Through, throughOf } from './extract/through.ts';
export { parameterOf, parametersOf } from './extract/parameters.ts';
export { PREFIXES } from './search/ast.ts';
export { escape as escapeSearch } from './search/escape.ts';
export { numberRange } from './search/number.ts';
export { hierarchyOf } from './search/hierarchy.ts';
export { baseScale, inUnit, UCUM, unitFamily } from './unit/unit.ts';
export { nameShown } from './search/nearest.ts';
export { parseSearchAcross, typesOf } from './search/across.ts';
export { parseSearch, type SearchParameter } from './search/parse.ts';
export { printSearch } from './search/print.ts';
export { type Capability, capabilityStatement } from './describe/capability.ts';
export { type Subset, subset } from './describe/subset.ts';
export { type Digits, type Exact, parseExact, printExact } from './json/exact.ts';
export { applyFhirPathPatch } from './patch/fhirpath-patch.ts';
export { applyJsonPatch } from './patch/json-patch.ts';
export {
  type Chosen,
  chosenFor,
  SUMMARY_TYPES,
  summaryDocument,
  type SummaryOf,
  type Told,
} from './summary/document.ts';
export { addMeta, deleteMeta } from './patch/meta.ts';
export { applyMergePatch } from './patch/merge-patch.ts';
