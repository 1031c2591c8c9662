import { accepted, refuse } from '#fhir';
import { historyBundle } from '../bundle.ts';
import { interaction } from '../interaction.ts';

const VERSIONS_DEFAULT = 100;
const VERSIONS_MAX = 1_000;

/** FHIR history of one resource, newest first: https://hl7.org/fhir/R4/http.html#history */
export const history = interaction('GET /:type/:id/_history', async (request) => {
  const { type, id, query, base, repository, access, audit } = request;
  const limit = limitOf(query.find(([name]) => name === '_count')?.[1]);
  if (limit === undefined) {
    return refuse('value', 'http.count', `_count is a whole number from 1 to ${VERSIONS_MAX}.`, '_count');
  }
  const found = await repository.history(type, id, limit);
  await audit(access, {
    action: 'history',
    type,
    id,
    shown: found.ok ? found.value : [],
    outcome: found.ok ? 'success' : 'refused',
  });
  if (!found.ok) return found;
  return accepted({
    status: 200,
    headers: {},
    body: historyBundle(base, `${base}/${type}/${id}/_history`, found.value),
  });
});

function limitOf(count: string | undefined): number | undefined {
  if (count === undefined) return VERSIONS_DEFAULT;
  const limit = Number(count);
  return Number.isInteger(limit) && limit >= 1 ? Math.min(limit, VERSIONS_MAX) : undefined;
}
