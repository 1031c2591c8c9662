import { accepted, isResourceType, type Outcome, refuse } from '#fhir';
import type { SearchPage } from '#repository';
import type { Answer } from '../answer.ts';
import { type Link, searchset } from '../bundle.ts';
import { cutOf } from '../cut.ts';
import { type FhirRequest, interaction } from '../interaction.ts';

type Pairs = readonly (readonly [name: string, value: string])[];

/** Where the opaque place of the next page stands in a next link. */
const PAGE = '_page';

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
  const body = searchset(base, page.value, linksOf(place, page.value), cutOf(parameters));
  return accepted({ status: 200, headers: {}, body });
}

/** The self link has the parameters that were used, so that a client sees what lenient handling passed over. */
function linksOf(place: string, { used, next }: SearchPage): readonly Link[] {
  const self = { relation: 'self', url: address(place, used) } as const;
  if (next === undefined) return [self];
  const others = used.filter(([name]) => name !== PAGE);
  return [self, { relation: 'next', url: address(place, [...others, [PAGE, next]]) }];
}

function address(place: string, parameters: Pairs): string {
  if (parameters.length === 0) return place;
  return `${place}?${new URLSearchParams(parameters.map(([name, value]) => [name, value]))}`;
}
