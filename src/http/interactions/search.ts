import { accepted, isResourceType, type Outcome, refuse } from '#fhir';
import type { Answer } from '../answer.ts';
import { searchset } from '../bundle.ts';
import { cutOf } from '../cut.ts';
import { type FhirRequest, interaction } from '../interaction.ts';
import { type Pairs, pageLinks } from '../links.ts';

/** FHIR search: https://hl7.org/fhir/R4/http.html#search */
export const search = interaction('GET /:type', (request) => found(request, request.type, request.query));

/** The same by a form, so that what is searched for stays out of addresses. */
export const searchByForm = interaction('POST /:type/_search', (request) =>
  found(request, request.type, [...request.query, ...new URLSearchParams(request.body)]),
);

/** Everything of a type in one compartment: https://hl7.org/fhir/R4/http.html#vsearch */
export const searchCompartment = interaction('GET /:type/:id/:within', async (request) => {
  const within = request.params['within'] ?? '';
  if (within.startsWith('$'))
    return refuse('not-supported', 'http.operation', `Concord has no operation ${within} here.`);
  if (!isResourceType(within)) return refuse('not-found', 'http.unknown-type', `There is no resource type ${within}.`);
  if (request.type !== 'Patient') {
    const text = `Concord searches Patient compartments, not those of ${request.type}.`;
    return refuse('not-supported', 'http.compartment', text);
  }
  return found(request, within, request.query, `${request.type}/${request.id}`);
});

async function found(
  request: FhirRequest,
  type: string,
  parameters: Pairs,
  compartment?: string,
): Promise<Outcome<Answer>> {
  const { repository, prefer, access, audit, base } = request;
  const asked = { type, parameters, handling: prefer.handling };
  const page = await repository.search(compartment === undefined ? asked : { ...asked, compartment });
  const shown = page.ok ? page.value.entries.map(({ resource }) => resource) : [];
  const outcome = page.ok ? 'success' : 'refused';
  const query = String(new URLSearchParams(parameters.map(([name, value]) => [name, value])));
  await audit(access, { action: 'search', type, query, shown, outcome });
  if (!page.ok) return page;
  const place = compartment === undefined ? `${base}/${type}` : `${base}/${compartment}/${type}`;
  const body = searchset(base, page.value, pageLinks(place, page.value.used, page.value.next), cutOf(parameters));
  return accepted({ status: 200, headers: {}, body });
}
