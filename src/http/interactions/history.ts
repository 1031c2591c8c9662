import { accepted, type Outcome } from '#fhir';
import type { Answer } from '../answer.ts';
import { countOf, instantOf, onlyKnown, valueOf } from '../asked.ts';
import { historyBundle } from '../bundle.ts';
import { cutOf } from '../cut.ts';
import { type FhirRequest, interaction } from '../interaction.ts';
import { PAGE, pageLinks } from '../links.ts';

const VERSIONS_DEFAULT = 100;

/** FHIR history of one resource, newest first: https://hl7.org/fhir/R4/http.html#history */
export const history = interaction('GET /:type/:id/_history', (request) =>
  versions(request, { type: request.type, id: request.id }),
);

/** The same of everything of a type. */
export const historyOfType = interaction('GET /:type/_history', (request) => versions(request, { type: request.type }));

/** The same of everything. */
export const historyOfAll = interaction('GET /_history', (request) => versions(request, {}));

type Scope = { readonly type?: string; readonly id?: string };

async function versions(request: FhirRequest, scope: Scope): Promise<Outcome<Answer>> {
  const { query, base, repository, access, audit } = request;
  const known = onlyKnown(query, ['_count', '_since', PAGE]);
  if (!known.ok) return known;
  const count = countOf(query, VERSIONS_DEFAULT);
  if (!count.ok) return count;
  const since = instantOf(query, '_since');
  if (!since.ok) return since;
  const page = valueOf(query, PAGE);
  const found = await repository.history({
    ...scope,
    count: count.value,
    ...(since.value === undefined ? {} : { since: since.value }),
    ...(page === undefined ? {} : { page }),
  });
  const shown = found.ok ? found.value.entries : [];
  await audit(access, { action: 'history', ...scope, shown, outcome: found.ok ? 'success' : 'refused' });
  if (!found.ok) return found;
  const place = [base, scope.type, scope.id, '_history'].filter((part) => part !== undefined).join('/');
  const links = pageLinks(place, query, found.value.next);
  return accepted({ status: 200, headers: {}, body: historyBundle(base, found.value, { links, cut: cutOf(query) }) });
}
