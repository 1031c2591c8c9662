import { accepted, addMeta, deleteMeta, type Outcome, refuse, scan } from '#fhir';
import type { Answer } from '../answer.ts';
import { onlyKnown } from '../asked.ts';
import { ifMatchOf } from '../conditions.ts';
import { type FhirRequest, interaction } from '../interaction.ts';
import { parametersIn } from './parameters.ts';

/** Profiles, labels and tags of one resource: https://hl7.org/fhir/R4/resource-operation-meta.html */
export const meta = interaction('GET /:type/:id/$meta', async (request) => {
  const { type, id, repository, access, audit, query } = request;
  const known = onlyKnown(query, []);
  if (!known.ok) return known;
  const found = await repository.read(type, id);
  const shown = found.ok ? [found.value] : [];
  await audit(access, { action: 'meta', type, id, shown, outcome: found.ok ? 'success' : 'refused' });
  return found.ok ? answered(metaIn(found.value.body)) : found;
});

/** Those that are in use in the newest resources of a type that the caller may see. */
export const metaOfType = interaction('GET /:type/$meta', (request) => inUse(request, request.type));

/** The same of every type. */
export const metaOfAll = interaction('GET /$meta', (request) => inUse(request));

/** https://hl7.org/fhir/R4/resource-operation-meta-add.html */
export const metaAdd = interaction('POST /:type/:id/$meta-add', (request) => changed(request, addMeta));

/** https://hl7.org/fhir/R4/resource-operation-meta-delete.html */
export const metaDelete = interaction('POST /:type/:id/$meta-delete', (request) => changed(request, deleteMeta));

async function inUse({ repository, access, audit, query }: FhirRequest, type?: string): Promise<Outcome<Answer>> {
  const known = onlyKnown(query, []);
  if (!known.ok) return known;
  const found = await repository.metas(type);
  const outcome = found.ok ? 'success' : 'refused';
  await audit(access, { action: 'meta', ...(type === undefined ? {} : { type }), shown: [], outcome });
  return found.ok ? answered(together(found.value)) : found;
}

async function changed(
  request: FhirRequest,
  how: (text: string, meta: string) => Outcome<string>,
): Promise<Outcome<Answer>> {
  const { type, id, body, headers, repository } = request;
  const ifMatch = ifMatchOf(headers['if-match']);
  if (!ifMatch.ok) return ifMatch;
  const parameters = parametersIn(body);
  if (!parameters.ok) return parameters;
  const given = parameters.value.find(({ name }) => name === 'meta')?.['valueMeta'];
  if (given === undefined) {
    return refuse(
      'required',
      'http.meta',
      'Parameters has no parameter meta with a valueMeta.',
      'Parameters.parameter',
    );
  }
  const options = ifMatch.value === undefined ? {} : { ifMatch: ifMatch.value };
  const written = await repository.change(type, id, (text) => how(text, JSON.stringify(given)), options);
  return written.ok ? answered(metaIn(written.value.body ?? '{}')) : written;
}

type Meta = Readonly<Record<string, unknown>>;

function answered(value: Meta): Outcome<Answer> {
  const body = JSON.stringify({ resourceType: 'Parameters', parameter: [{ name: 'return', valueMeta: value }] });
  return accepted({ status: 200, headers: {}, body });
}

function metaIn(body: string): Meta {
  const scanned = scan(body);
  return scanned.ok ? ((scanned.value.value['meta'] ?? {}) as Meta) : {};
}

/** Each profile, label and tag once, in the order of their codes. */
function together(metas: readonly string[]): Meta {
  const read = metas.map((one) => JSON.parse(one) as Meta);
  const lists = ['profile', 'security', 'tag'].map((name) => {
    const all = read.flatMap((one) => (Array.isArray(one[name]) ? (one[name] as readonly unknown[]) : []));
    const each = new Map(all.map((one) => [keyOf(one), one]));
    return [name, [...each].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one)] as const;
  });
  return Object.fromEntries(lists.filter(([, list]) => list.length > 0));
}

function keyOf(one: unknown): string {
  if (typeof one !== 'object' || one === null) return String(one);
  const { system, code } = one as Readonly<Record<string, unknown>>;
  return `${String(system ?? '')}|${String(code ?? '')}`;
}
