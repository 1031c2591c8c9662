import { accepted, isResourceType, type Outcome, refuse } from '#fhir';
import type { EverythingPage, EverythingRequest } from '#repository';
import type { Answer } from '../answer.ts';
import { meanwhile } from '../audit.ts';
import { countOf, instantOf, onlyKnown, rangeOf, valueOf } from '../asked.ts';
import { searchset } from '../bundle.ts';
import { cutOf } from '../cut.ts';
import { type FhirRequest, interaction } from '../interaction.ts';
import { PAGE, type Pairs, pageLinks } from '../links.ts';
import { noOperation } from './none.ts';
import { askedOf } from './parameters.ts';

const COUNT_DEFAULT = 500;
const KNOWN = ['start', 'end', '_since', '_type', '_count', PAGE];

/** All of a person's record in one organisation: https://hl7.org/fhir/R4/patient-operation-everything.html */
export const everything = interaction('GET /:type/:id/$everything', (request) => all(request));

/** The same, asked by a Parameters resource. */
export const everythingByBody = interaction('POST /:type/:id/$everything', (request) => all(request));

async function all(request: FhirRequest): Promise<Outcome<Answer>> {
  const { type, id, repository, access, audit } = request;
  if (type !== 'Patient') return noOperation('$everything');
  const pairs = askedOf(request);
  if (!pairs.ok) return pairs;
  const asked = requestOf(id, pairs.value);
  if (!asked.ok) return asked;
  const page = await repository.everything(asked.value);
  const shown = page.ok ? page.value.entries.map(({ resource }) => resource) : [];
  const line = audit(access, { action: 'everything', type, id, shown, outcome: page.ok ? 'success' : 'refused' });
  return meanwhile(line, () => (page.ok ? bundleOf(request, pairs.value, page.value) : page));
}

function bundleOf({ base, type, id }: FhirRequest, pairs: Pairs, page: EverythingPage): Outcome<Answer> {
  const { entries, next, whole } = page;
  const total = whole ? { total: entries.filter(({ mode }) => mode === 'match').length } : {};
  const links = pageLinks(`${base}/${type}/${id}/$everything`, pairs, next);
  const set = { entries, used: pairs, countOnly: false, ...total };
  return accepted({ status: 200, headers: {}, body: searchset(base, set, links, cutOf(pairs)) });
}

function requestOf(id: string, pairs: Pairs): Outcome<EverythingRequest> {
  const known = onlyKnown(pairs, KNOWN);
  if (!known.ok) return known;
  const count = countOf(pairs, COUNT_DEFAULT);
  if (!count.ok) return count;
  const since = instantOf(pairs, '_since');
  if (!since.ok) return since;
  const start = rangeOf(pairs, 'start');
  if (!start.ok) return start;
  const end = rangeOf(pairs, 'end');
  if (!end.ok) return end;
  const types = pairs.filter(([name]) => name === '_type').flatMap(([, value]) => value.split(','));
  const odd = types.find((type) => !isResourceType(type));
  if (odd !== undefined) {
    return refuse('value', 'http.unknown-type', `There is no resource type ${odd.slice(0, 60)} in FHIR R4.`, '_type');
  }
  const page = valueOf(pairs, PAGE);
  return accepted({
    id,
    count: count.value,
    ...(types.length === 0 ? {} : { types }),
    ...(since.value === undefined ? {} : { since: since.value }),
    ...(start.value === undefined ? {} : { start: start.value.lo }),
    ...(end.value === undefined ? {} : { end: end.value.hi }),
    ...(page === undefined ? {} : { page }),
  });
}
