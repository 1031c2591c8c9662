import type { Access } from '#agreement';
import { dayIn } from '#base';
import { accepted, type Outcome, refuse } from '#fhir';
import type { Services } from '#joint';
import { type Compartment, compartmentOf } from '#repository';
import type { Prompt, PromptCards } from './contract.ts';
import { type Loose, promptsOf, RULES, RULES_TITLE } from './rules.ts';

export type Prompting = Pick<Services, 'store' | 'repository' | 'ports' | 'now' | 'zone'>;

const TYPES = ['Patient', 'Encounter', 'Appointment', 'Condition', 'Observation'];
const LIMIT = 500;

/** Of a person by whatever names them: a person, or one of their records. */
export async function prompts(
  prompting: Prompting,
  access: Access,
  person: string,
): Promise<Outcome<readonly Prompt[]>> {
  const { store, ports } = prompting;
  const id = person.replace(/^Person\//, '');
  const records = await ports.persons.records(store, [id]);
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
): Promise<readonly Loose[]> {
  const found = await repository(access).compartments(records, { types: TYPES, limit: LIMIT });
  return found.map(({ body }) => JSON.parse(body) as Loose);
}

async function among(prompting: Prompting, access: Access, records: readonly Compartment[]) {
  const resources = records.length === 0 ? [] : await visibleOf(prompting, access, records);
  if (!resources.some(({ resourceType }) => resourceType === 'Patient')) return noPerson();
  const today = dayIn(prompting.zone, prompting.now());
  return accepted(promptsOf(RULES, { resources, today }));
}

function noPerson(): Outcome<never> {
  return refuse('not-found', 'insight.no-person', 'There is no such person among those you may see.');
}
