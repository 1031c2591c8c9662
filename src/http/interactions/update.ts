import { accepted } from '#fhir';
import { conditionally } from '../conditional.ts';
import { ifMatchOf } from '../conditions.ts';
import { interaction } from '../interaction.ts';
import { writtenAnswer } from '../written.ts';

/** FHIR update, also as create where the caller may choose ids: https://hl7.org/fhir/R4/http.html#update */
export const update = interaction('PUT /:type/:id', async (request) => {
  const { type, id, body, headers, repository } = request;
  const ifMatch = ifMatchOf(headers['if-match']);
  if (!ifMatch.ok) return ifMatch;
  const options = ifMatch.value === undefined ? {} : { ifMatch: ifMatch.value };
  return writtenAnswer(request, await repository.update(type, id, body, options));
});

/** FHIR conditional update: https://hl7.org/fhir/R4/http.html#cond-update */
export const updateWhere = interaction('PUT /:type', async (request) => {
  const written = await conditionally(request, 'PUT');
  if (!written.ok || written.value === undefined) {
    return written.ok ? accepted({ status: 200, headers: {}, body: '' }) : written;
  }
  return writtenAnswer(request, accepted(written.value));
});
