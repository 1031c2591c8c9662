import { applyFhirPathPatch, applyJsonPatch } from '#fhir';
import { ifMatchOf } from '../conditions.ts';
import { interaction } from '../interaction.ts';
import { writtenAnswer } from '../written.ts';

/** FHIR patch, as JSON Patch or FHIRPath Patch: https://hl7.org/fhir/R4/http.html#patch */
export const patch = interaction('PATCH /:type/:id', async (request) => {
  const { type, id, body, headers, repository } = request;
  const ifMatch = ifMatchOf(headers['if-match']);
  if (!ifMatch.ok) return ifMatch;
  const options = ifMatch.value === undefined ? {} : { ifMatch: ifMatch.value };
  const isJsonPatch = headers['content-type']?.startsWith('application/json-patch+json') === true;
  const change = (text: string) => (isJsonPatch ? applyJsonPatch(text, body) : applyFhirPathPatch(text, body));
  return writtenAnswer(request, await repository.change(type, id, change, options));
});
