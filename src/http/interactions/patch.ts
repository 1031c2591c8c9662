import { applyFhirPathPatch, applyJsonPatch, type Outcome, refuse } from '#fhir';
import type { Written } from '#repository';
import { ifMatchOf } from '../conditions.ts';
import { type FhirRequest, interaction } from '../interaction.ts';
import { writtenAnswer } from '../written.ts';

/** How often a patch is made anew on the version that another writer made meanwhile. */
const ATTEMPTS_MAX = 5;

/** FHIR patch, as JSON Patch or FHIRPath Patch: https://hl7.org/fhir/R4/http.html#patch */
export const patch = interaction('PATCH /:type/:id', async (request) => {
  const ifMatch = ifMatchOf(request.headers['if-match']);
  if (!ifMatch.ok) return ifMatch;
  for (let attempt = 1; ; attempt++) {
    const written = await patchOnce(request, ifMatch.value);
    const overtaken = !written.ok && written.refusals[0].type === 'lock-error';
    if (!overtaken || ifMatch.value !== undefined || attempt === ATTEMPTS_MAX) return writtenAnswer(request, written);
  }
});

async function patchOnce(request: FhirRequest, ifMatch: number | undefined): Promise<Outcome<Written>> {
  const { type, id, body, headers, repository } = request;
  const found = await repository.read(type, id);
  if (!found.ok) return found;
  if (ifMatch !== undefined && ifMatch !== found.value.version) {
    return refuse('lock-error', 'http.version', `${type}/${id} is at version ${found.value.version}, not ${ifMatch}.`);
  }
  const isJsonPatch = headers['content-type']?.startsWith('application/json-patch+json') === true;
  const patched = isJsonPatch ? applyJsonPatch(found.value.body, body) : applyFhirPathPatch(found.value.body, body);
  if (!patched.ok) return patched;
  return repository.update(type, id, patched.value, { ifMatch: found.value.version });
}
