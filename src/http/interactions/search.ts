import { accepted, isResourceType, type Outcome, refuse } from '#fhir';
import type { Answer } from '../answer.ts';
import { meanwhile } from '../audit.ts';
import { searchset } from '../bundle.ts';
import { cutOf } from '../cut.ts';
import { type FhirRequest, interaction } from '../interaction.ts';
import { type Pairs, pageLinks } from '../links.ts';

/** FHIR search: https://hl7.org/fhir/R4/http.html#search */
export const search = interaction('GET /:type', (request) => found(request, { type: request.type }));

/** The same by a form, so that what is searched for stays out of addresses. */
export const searchByForm = interaction('POST /:type/_search', (request) =>
  found(formOf(request), { type: request.type }),
);

/** Over several types, named by `_type`, or over all. */
export const searchAll = interaction('GET /', (request) => found(request, {}));

export const searchAllByForm = interaction('POST /_search', (request) => found(formOf(request), {}));

/** Everything of a type, or with `*` of every type, in one compartment: https://hl7.org/fhir/R4/http.html#vsearch */
export const searchCompartment = interaction('GET /:type/:id/:within', inCompartment);

export const searchCompartmentByForm = interaction('POST /:type/:id/:within/_search', (request) =>
  inCompartment(formOf(request)),
);

export const searchWholeCompartmentByForm = interaction('POST /:type/:id/_search', (request) =>
  inCompartment({ ...formOf(request), params: { ...request.params, within: '*' } }),
);

async function inCompartment(request: FhirRequest): Promise<Outcome<Answer>> {
  const within = request.params['within'] ?? '';
  if (within.startsWith('$'))
    return refuse('not-supported', 'http.operation', `Concord has no operation ${within} here.`);
  if (within !== '*' && !isResourceType(within))
    return refuse('not-found', 'http.unknown-type', `There is no resource type ${within}.`);
  if (request.type !== 'Patient') {
    const text = `Concord searches Patient compartments, not those of ${request.type}.`;
    return refuse('not-supported', 'http.compartment', text);
  }
  const compartment = `${request.type}/${request.id}`;
  return found(request, within === '*' ? { compartment } : { compartment, type: within });
}

/** What the form says comes behind what the address says. */
function formOf(request: FhirRequest): FhirRequest {
  return { ...request, query: [...request.query, ...new URLSearchParams(request.body)] };
}

type Where = { readonly type?: string; readonly compartment?: string };

async function found(request: FhirRequest, { type, compartment }: Where): Promise<Outcome<Answer>> {
  const { repository, prefer, access, audit, base, query: parameters } = request;
  const asked = { parameters, handling: prefer.handling, ...(compartment === undefined ? {} : { compartment }) };
  const page = await (type === undefined ? repository.searchAcross(asked) : repository.search({ ...asked, type }));
  const shown = page.ok ? page.value.entries.map(({ resource }) => resource) : [];
  const query = String(new URLSearchParams(parameters.map(([name, value]) => [name, value])));
  const looked = { action: 'search', query, shown, outcome: page.ok ? 'success' : 'refused' } as const;
  return meanwhile(audit(access, type === undefined ? looked : { ...looked, type }), () => {
    if (!page.ok) return page;
    const links = pageLinks(placeOf(base, { type, compartment }), page.value.used, page.value.next);
    return accepted({ status: 200, headers: {}, body: searchset(base, page.value, links, cutOf(parameters as Pairs)) });
  });
}

function placeOf(base: string, { type, compartment }: { [K in keyof Where]: Where[K] | undefined }): string {
  if (compartment !== undefined) return `${base}/${compartment}/${type ?? '*'}`;
  return type === undefined ? base : `${base}/${type}`;
}
