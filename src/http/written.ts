import { accepted, type Outcome } from '#fhir';
import type { Written } from '#repository';
import { type Answer, versionHeaders } from './answer.ts';
import { writtenStatus } from './bundle.ts';
import type { FhirRequest } from './interaction.ts';
import { doneOutcome } from './outcome.ts';

/** What a write answers, as Prefer asks: https://hl7.org/fhir/R4/http.html#ops. The representation is the default. */
export async function writtenAnswer(request: FhirRequest, written: Outcome<Written>): Promise<Outcome<Answer>> {
  if (!written.ok) return written;
  const { type, id, version, updated, effect } = written.value;
  const headers = {
    ...versionHeaders(version, updated),
    location: `${request.base}/${type}/${id}/_history/${version}`,
  };
  return accepted({ status: writtenStatus(effect), headers, body: await bodyOf(request, written.value) });
}

async function bodyOf({ prefer, repository }: FhirRequest, written: Written): Promise<string> {
  const { type, id, version, effect, body } = written;
  if (prefer.return === 'minimal') return '';
  if (prefer.return === 'OperationOutcome') return doneOutcome(`${type}/${id} is ${effect}, version ${version}.`);
  if (body !== undefined) return body;
  const stored = await repository.vread(type, id, version);
  return stored.ok ? stored.value.body : '';
}
