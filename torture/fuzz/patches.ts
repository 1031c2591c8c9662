import { bytesOf } from './bodies.ts';
import { type Case, FHIR_JSON, JSON_PATCH, MERGE_PATCH } from './case.ts';
import { fromValue, type Json } from './json.ts';
import { jsonPatch, mergePatch } from './json-patches.ts';
import { fhirPathPatch } from './path-patches.ts';
import type { Pick } from './pick.ts';

/** What is patched: a resource as it is stored now. */
export type Target = { readonly type: string; readonly id: string; readonly body: string };

export function patchCase(pick: Pick, target: Target, from: readonly object[]): Case {
  const stored = fromValue(JSON.parse(target.body));
  const [contentType, patch] = pick.weighed<readonly [string, Json]>([
    [5, () => [JSON_PATCH, jsonPatch(pick, stored, from)]],
    [5, () => [FHIR_JSON, fhirPathPatch(pick, stored, from)]],
    [2, () => [MERGE_PATCH, mergePatch(pick, stored, from)]],
  ]);
  const type = pick.odd()
    ? pick.one([FHIR_JSON, JSON_PATCH, MERGE_PATCH, 'application/json', 'text/plain'])
    : contentType;
  const ifMatch = pick.chance(0.03) ? { 'if-match': pick.one(['W/"1"', 'W/"999999999"', '*', '""']) } : {};
  return {
    kind: 'patch',
    method: 'PATCH',
    target: `/${target.type}/${target.id}`,
    headers: { 'content-type': type, ...ifMatch },
    body: bytesOf(patch, pick),
  };
}
