import { accepted, type Outcome, refuse } from '#fhir';
import type { EntryAnswer, Written } from '#repository';
import { ifMatchOf } from './conditions.ts';
import type { FhirRequest } from './interaction.ts';

/**
 * A conditional update or delete is a transaction of one entry: its search runs inside the write, behind the same guards, so
 * that two at once do not both find nothing.
 */
export async function conditionally(
  request: FhirRequest,
  method: 'PUT' | 'DELETE',
): Promise<Outcome<Written | undefined>> {
  const { type, query, body, headers, repository } = request;
  const criteria = String(new URLSearchParams(query.map(([name, value]) => [name, value])));
  if (criteria === '') return refuse('required', 'http.criteria', `${method} ${type} needs an id or a search.`);
  const ifMatch = ifMatchOf(headers['if-match']);
  if (!ifMatch.ok) return ifMatch;
  const entry = {
    method,
    url: `${type}?${criteria}`,
    ...(method === 'PUT' ? { resource: body } : {}),
    ...(headers['if-match'] === undefined ? {} : { ifMatch: headers['if-match'] }),
  };
  const answers = await repository.transaction([entry]);
  if (!answers.ok) return answers;
  const [answer] = answers.value;
  return answer === undefined ? accepted(undefined) : writtenOf(answer);
}

function writtenOf(answer: EntryAnswer): Outcome<Written | undefined> {
  return answer.ok ? accepted(answer.value.written) : answer;
}
