import { refuse } from '#fhir';
import type { WriteOptions } from '#repository';
import { ifMatchOf } from '../conditions.ts';
import { criteriaOf, type FhirRequest, interaction } from '../interaction.ts';
import { writtenAnswer } from '../written.ts';

/** FHIR update, also as create where the caller may choose ids: https://hl7.org/fhir/R4/http.html#update */
export const update = interaction('PUT /:type/:id', async (request) => {
  const options = optionsOf(request);
  if (!options.ok) return options;
  const { type, id, body, repository } = request;
  return writtenAnswer(request, await repository.update(type, id, body, options.value));
});

/** FHIR conditional update: https://hl7.org/fhir/R4/http.html#cond-update */
export const updateMatching = interaction('PUT /:type', async (request) => {
  const options = optionsOf(request);
  if (!options.ok) return options;
  const { type, body, repository } = request;
  const criteria = criteriaOf(request);
  if (criteria === '') return refuse('required', 'http.criteria', `PUT ${type} needs an id or a search.`);
  return writtenAnswer(request, await repository.updateMatching(type, criteria, body, options.value));
});

function optionsOf({ headers }: FhirRequest) {
  const ifMatch = ifMatchOf(headers['if-match']);
  if (!ifMatch.ok) return ifMatch;
  const options: WriteOptions = {
    ...(ifMatch.value === undefined ? {} : { ifMatch: ifMatch.value }),
    ...(headers['if-none-match'] === '*' ? { ifNoneMatch: '*' } : {}),
  };
  return { ok: true, value: options } as const;
}
