import { accepted, type Outcome, refuse } from '#fhir';
import type { Written } from '#repository';
import { type Answer, etagOf } from '../answer.ts';
import { ifMatchOf } from '../conditions.ts';
import { criteriaOf, type FhirRequest, interaction } from '../interaction.ts';
import { doneOutcome } from '../outcome.ts';

/** FHIR delete: https://hl7.org/fhir/R4/http.html#delete */
export const remove = interaction('DELETE /:type/:id', async (request) => {
  const { type, id, headers, repository } = request;
  const ifMatch = ifMatchOf(headers['if-match']);
  if (!ifMatch.ok) return ifMatch;
  const options = ifMatch.value === undefined ? {} : { ifMatch: ifMatch.value };
  return removed(request, await repository.remove(type, id, options));
});

/** FHIR conditional delete of one: https://hl7.org/fhir/R4/http.html#cdelete */
export const removeMatching = interaction('DELETE /:type', async (request) => {
  const { type, repository } = request;
  const criteria = criteriaOf(request);
  if (criteria === '') return refuse('required', 'http.criteria', `DELETE ${type} needs an id or a search.`);
  return removed(request, await repository.removeMatching(type, criteria));
});

function removed({ prefer }: FhirRequest, written: Outcome<Written>): Outcome<Answer> {
  if (!written.ok) return written;
  const { effect, version } = written.value;
  const headers: Record<string, string> = effect === 'deleted' ? { etag: etagOf(version) } : {};
  if (prefer.return !== 'OperationOutcome') return accepted({ status: 204, headers, body: '' });
  const body = doneOutcome(effect === 'deleted' ? 'Deleted.' : 'There was nothing to delete.');
  return accepted({ status: 200, headers, body });
}
