import { accepted, type Outcome } from '#fhir';
import type { Written } from '#repository';
import type { Answer } from '../answer.ts';
import { etagOf } from '../answer.ts';
import { conditionally } from '../conditional.ts';
import { ifMatchOf } from '../conditions.ts';
import { type FhirRequest, interaction } from '../interaction.ts';
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
export const removeWhere = interaction('DELETE /:type', async (request) =>
  removed(request, await conditionally(request, 'DELETE')),
);

function removed({ prefer }: FhirRequest, written: Outcome<Written | undefined>): Outcome<Answer> {
  if (!written.ok) return written;
  const headers: Record<string, string> = written.value ? { etag: etagOf(written.value.version) } : {};
  if (prefer.return === 'OperationOutcome') return accepted({ status: 200, headers, body: doneOutcome('Deleted.') });
  return accepted({ status: 204, headers, body: '' });
}
