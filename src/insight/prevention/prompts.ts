import type { Access } from '#agreement';
import { dayIn } from '#base';
import { accepted, type Outcome, refuse } from '#fhir';
import type { Services } from '#joint';
import { type Compartment, compartmentOf } from '#repository';
import type { Prompt, PromptCards } from './contract.ts';
import { CONTACTS, hereOf, type Loose, promptsOf, RULES, RULES_TITLE } from './rules.ts';

export type Prompting = Pick<Services, 'store' | 'repository' | 'ports' | 'now' | 'zone'>;

/** By these it shows whether somebody is here today; what is done about them is asked of the rest. */
const WHETHER_HERE = ['Patient', ...CONTACTS];
const TYPES = [...WHETHER_HERE, 'Condition', 'Observation'];
const LIMIT = 500;

/** Of a person by whatever names them: a person, or one of their records. */
export async function prompts(
  prompting: Prompting,
  access: Access,
  person: string,
): Promise<Outcome<readonly Prompt[]>> {
  const { store, ports } = prompting;
  const id = person.replace(/^Person\//, '');
  const records = await ports.persons.recordsOnce(access, store, id);
  return among(prompting, access, records);
}

export async function cards(prompting: Prompting, access: Access, patient: string): Promise<Outcome<PromptCards>> {
  const { store, ports } = prompting;
  const [row] = await ports.persons.of(store, [compartmentOf(`Patient/${patient}`)]);
  const found = await prompts(prompting, access, row?.person ?? '');
  if (!found.ok) return found;
  return accepted({
    cards: found.value.map(({ offer, programme, because }) => ({
      summary: `${offer} is due (${programme.toLowerCase()})`.slice(0, 139),
      indicator: 'info' as const,
      detail: because,
      source: { label: RULES_TITLE },
    })),
  });
}

/** What of these records a seat sees. */
export async function visibleOf(
  { repository }: Pick<Prompting, 'repository'>,
  access: Access,
  records: readonly Compartment[],
  types = TYPES,
): Promise<readonly Loose[]> {
  const found = await repository(access).compartments(records, { types, limit: LIMIT });
  return found.map(({ body }) => JSON.parse(body) as Loose);
}

async function among(prompting: Prompting, access: Access, records: readonly Compartment[]) {
  const first = records.length === 0 ? [] : await visibleOf(prompting, access, records, WHETHER_HERE);
  if (!first.some(({ resourceType }) => resourceType === 'Patient')) return noPerson();
  const today = dayIn(prompting.zone, prompting.now());
  // The page of every record asks, and hardly anybody of whom it is asked is here: years of results are not read for that.
  if (hereOf({ resources: first, today }).length === 0) return accepted([]);
  const resources = await visibleOf(prompting, access, records);
  return accepted(promptsOf(RULES, { resources, today }));
}

function noPerson(): Outcome<never> {
  return refuse('not-found', 'insight.no-person', 'There is no such person among those you may see.');
}
