import { accepted, type Outcome } from '#fhir';
import type { Stored } from '#repository';
import { type Answer, versionHeaders } from '../answer.ts';
import { isFresh } from '../conditions.ts';
import { cutOf } from '../cut.ts';
import { type FhirRequest, interaction } from '../interaction.ts';

/** FHIR read: https://hl7.org/fhir/R4/http.html#read */
export const read = interaction('GET /:type/:id', async (request) => {
  const { type, id, repository } = request;
  return shown(request, 'read', await repository.read(type, id));
});

/** FHIR vread: https://hl7.org/fhir/R4/http.html#vread */
export const vread = interaction('GET /:type/:id/_history/:version', async (request) => {
  const { type, id, params, repository } = request;
  // What is no number of ours is a version that is not there.
  const version = /^\d{1,9}$/.test(params['version'] ?? '') ? Number(params['version']) : 0;
  return shown(request, 'vread', await repository.vread(type, id, version));
});

/** Audits before it answers, refusals too: a look at what is hidden is a look. */
async function shown(request: FhirRequest, action: 'read' | 'vread', found: Outcome<Stored>): Promise<Outcome<Answer>> {
  const { type, id, access, audit, headers } = request;
  if (!found.ok) {
    await audit(access, { action, type, id, shown: [], outcome: 'refused' });
    return found;
  }
  await audit(access, { action, type, id, shown: [found.value], outcome: 'success' });
  const { version, updated, body } = found.value;
  const tags = versionHeaders(version, updated);
  if (isFresh(headers, { version, updated })) return accepted({ status: 304, headers: tags, body: '' });
  return accepted({ status: 200, headers: tags, body: cutOf(request.query)(body, 'match') });
}
