import { accepted, applyFhirPathPatch, applyJsonPatch, applyMergePatch, type Outcome, refuse } from '#fhir';
import type { WriteOptions } from '#repository';
import { ifMatchOf } from '../conditions.ts';
import { criteriaOf, type FhirRequest, interaction } from '../interaction.ts';
import { writtenAnswer } from '../written.ts';

/** FHIR patch, as JSON Patch, JSON Merge Patch or FHIRPath Patch: https://hl7.org/fhir/R4/http.html#patch */
export const patch = interaction('PATCH /:type/:id', async (request) => {
  const options = optionsOf(request);
  if (!options.ok) return options;
  const { type, id, repository } = request;
  return writtenAnswer(request, await repository.change(type, id, changeOf(request), options.value));
});

/** FHIR conditional patch of the one match. */
export const patchMatching = interaction('PATCH /:type', async (request) => {
  const options = optionsOf(request);
  if (!options.ok) return options;
  const { type, repository } = request;
  const criteria = criteriaOf(request);
  if (criteria === '') return refuse('required', 'http.criteria', `PATCH ${type} needs an id or a search.`);
  return writtenAnswer(request, await repository.changeMatching(type, criteria, changeOf(request), options.value));
});

function optionsOf({ headers }: FhirRequest): Outcome<WriteOptions> {
  const ifMatch = ifMatchOf(headers['if-match']);
  if (!ifMatch.ok) return ifMatch;
  return accepted(ifMatch.value === undefined ? {} : { ifMatch: ifMatch.value });
}

function changeOf({ body, headers }: FhirRequest): (text: string) => Outcome<string> {
  const kind = headers['content-type'] ?? '';
  if (kind.startsWith('application/json-patch+json')) return (text) => applyJsonPatch(text, body);
  if (kind.startsWith('application/merge-patch+json')) return (text) => applyMergePatch(text, body);
  return (text) => applyFhirPathPatch(text, body);
}
