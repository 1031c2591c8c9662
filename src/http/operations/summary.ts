import { createHash } from 'node:crypto';
import { accepted, chosenFor, type Outcome, referencesOf, SUMMARY_TYPES, summaryDocument } from '#fhir';
import type { Stored } from '#repository';
import type { Answer } from '../answer.ts';
import { onlyKnown } from '../asked.ts';
import { type FhirRequest, interaction } from '../interaction.ts';
import { noOperation } from './none.ts';

/** Rows of a type that are looked at, newest first. */
const ROWS_MAX = 2_000;
const DIRECTORY_MAX = 2_000;

/** The International Patient Summary of the person, over all their records: https://hl7.org/fhir/uv/ips/OperationDefinition-summary.html */
export const summary = interaction('GET /:type/:id/$summary', async (request) => {
  const { type, id, repository, access, audit, query } = request;
  if (type !== 'Patient') return noOperation('$summary');
  const known = onlyKnown(query, []);
  if (!known.ok) return known;
  const told = await recordOf(request);
  const shown = told.ok ? told.value.shown : [];
  await audit(access, { action: 'summary', type, id, shown, outcome: told.ok ? 'success' : 'refused' });
  if (!told.ok) return told;
  return answered(request, told.value, await directoryOf(repository, told.value));
});

type Record = {
  readonly patient: Stored;
  readonly others: readonly Stored[];
  readonly chosen: ReturnType<typeof chosenFor>;
  readonly shown: readonly Stored[];
};

/** Which compartments are one person's says the repository; what of them may be seen, the policy of each read. */
async function recordOf({ id, repository }: FhirRequest): Promise<Outcome<Record>> {
  const linked = await repository.linked(id);
  if (!linked.ok) return linked;
  const found = await repository.compartments(linked.value, { types: [...SUMMARY_TYPES, 'Patient'], limit: ROWS_MAX });
  const own = new Set(linked.value.map(({ cmp }) => cmp));
  const patients = found.filter(({ type, cmp }) => type === 'Patient' && own.has(cmp));
  const patient = patients.find((one) => one.id === id);
  if (!patient) return repository.read('Patient', id) as Promise<Outcome<never>>;
  const chosen = chosenFor(found, new Set(patients.map((one) => `Patient/${one.id}`)));
  const names = new Set(chosen.flatMap(({ entries }) => entries.map((one) => `${one.type}/${one.id}`)));
  const others = patients.filter((one) => one !== patient);
  const shown = [patient, ...others, ...found.filter((one) => names.has(`${one.type}/${one.id}`))];
  return accepted({ patient, others, chosen, shown });
}

/** Drugs, people and places that the entries name. */
async function directoryOf(repository: FhirRequest['repository'], { shown }: Record): Promise<readonly Stored[]> {
  const asked = new Set(shown.flatMap(({ body }) => referencesOf(JSON.parse(body))));
  const found = await repository.readMany([...asked].slice(0, DIRECTORY_MAX));
  return found.filter(({ cmp }) => cmp === '0');
}

function answered(request: FhirRequest, record: Record, directory: readonly Stored[]): Outcome<Answer> {
  const { base, now, newId, version } = request;
  const uuids = [uuidOf(newId()), uuidOf(newId()), uuidOf(newId())] as const;
  const body = summaryDocument({ ...record, base, now, uuids, version, directory });
  return accepted({ status: 200, headers: {}, body });
}

/** A UUID as random as the id that it is made of. */
function uuidOf(id: string): string {
  const hex = createHash('sha256').update(id).digest('hex');
  const variant = ((Number.parseInt(hex.charAt(16), 16) & 3) | 8).toString(16);
  const parts = [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    variant + hex.slice(17, 20),
    hex.slice(20, 32),
  ];
  return parts.join('-');
}
