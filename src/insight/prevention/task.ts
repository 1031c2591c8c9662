import { type Access, partiesOf, runningClauses } from '#agreement';
import { dayIn, plusDays } from '#base';
import { typeNumber } from '#fhir';
import type { Services } from '#joint';
import type { Change, Stored } from '#repository';
import { sql, type Transaction } from '#store';
import { type AgreementsAnswer, askAgreed, SERVICE } from '../agreed.ts';
import { REPORT } from '../report/pack.ts';
import type { Partner } from '../scope.ts';
import { hasCondition, type Loose, type PromptRule, RULES } from './rules.ts';
import { visibleOf } from './prompts.ts';

export const HIGH_RESULTS = 'insight.high-results';
/** A result that is older was acted on or was not: a load of old records makes no tasks. */
const RECENT_DAYS = 7;
const TASK_DAYS = 28;
const AT_ONCE = 200;
export const PROMPT = 'https://concord.health/prompt';
const OPEN = 'requested,received,accepted,ready,in-progress,on-hold';

const HIGH = REPORT.elements.findIndex(({ id }) => id === 'pressure-high') + 1;

type Tasking = Pick<Services, 'store' | 'repository' | 'ports' | 'now' | 'zone' | 'answers' | 'accessOf' | 'log'>;

/** Ids of high pressures of the last days among some changes: asked of the rows that were written with them. */
export async function highAmong(
  changes: readonly Change[],
  transaction: Transaction,
  { now, zone }: Pick<Services, 'now' | 'zone'>,
): Promise<readonly string[]> {
  const some = changes.filter(({ type, op }) => type === 'Observation' && (op === 'create' || op === 'update'));
  if (some.length === 0) return [];
  const today = dayIn(zone, now());
  const rows = await transaction.all<{ readonly id: string }>(sql`
    select m.id from insight_monthly m
    join unnest(${some.map(({ bkt }) => bkt)}::smallint[], ${some.map(({ id }) => id)}::text[]) k(bkt, id) on (m.bkt, m.id) = (k.bkt, k.id)
    where m.typ = ${typeNumber('Observation')} and m.element = ${HIGH} and m.at between ${plusDays(today, -RECENT_DAYS)}::date and ${today}::date
    limit ${some.length}`);
  return rows.map(({ id }) => id);
}

/**
 * A high pressure of somebody in whom no hypertension is known leads to a task of whoever measured it, where an agreement in force joins the
 * two programmes. Once: a person with such a task that is open gets no second, and a result that led to one never leads to another.
 */
export async function followHighResults(tasking: Tasking, observations: readonly string[]): Promise<number> {
  const { accessOf } = tasking;
  const rule = RULES.find(({ task }) => task !== undefined);
  if (!accessOf || !rule) return 0;
  const { partners, instruments } = await askAgreed(tasking.answers['governance'] as AgreementsAnswer);
  const joined = new Set(
    runningClauses(instruments.map((instrument) => ({ instrument }))).flatMap(({ instrument, clause }) =>
      clause.clause === 'measure' && clause.pack === rule.pack ? partiesOf(instrument) : [],
    ),
  );
  let made = 0;
  for (let at = 0; at < observations.length; at += AT_ONCE) {
    const references = observations.slice(at, at + AT_ONCE).map((id) => `Observation/${id}`);
    const found = await tasking.repository(SERVICE).readMany(references);
    for (const stored of found) {
      const partner = partners.find(({ key }) => key === stored.org);
      if (!partner || !joined.has(partner.organization)) continue;
      // What follows rests on what they see who measured it, and on nothing hidden from them.
      const access = await accessOf({ role: 'gp', organization: partner.organization });
      if (await follow(tasking, { access, partner, rule, stored })) made += 1;
    }
  }
  return made;
}

type Following = {
  readonly access: Access;
  readonly partner: Partner;
  readonly rule: PromptRule;
  readonly stored: Stored;
};

async function follow(tasking: Tasking, { access, partner, rule, stored }: Following): Promise<boolean> {
  const { store, ports, repository, now } = tasking;
  const bound = repository(access);
  const [own] = await ports.persons.of(store, [stored]);
  const subject = (JSON.parse(stored.body) as { readonly subject?: { readonly reference?: string } }).subject
    ?.reference;
  if (!own || !subject) return false;
  const resources = await visibleOf(tasking, access, await ports.persons.records(store, [own.person]));
  if (!sees(resources, stored.id) || hasCondition(rule, resources)) return false;
  const before = await bound.search({
    type: 'Task',
    parameters: [
      ['identifier', `${PROMPT}|${rule.id}/Observation/${stored.id}`],
      ['_count', '1'],
    ],
    handling: 'strict',
  });
  if (!before.ok || before.value.entries.length > 0) return false;
  const written = await bound.create('Task', JSON.stringify(taskOf({ rule, partner, subject, stored }, now())), {
    ifNoneExist: `identifier=${encodeURIComponent(`${PROMPT}|${rule.id}/${subject}`)}&status=${OPEN}`,
  });
  if (!written.ok) tasking.log.warn({ code: written.refusals[0].code }, 'insight: a task was not made');
  return written.ok && written.value.effect === 'created';
}

function sees(resources: readonly Loose[], id: string): boolean {
  return resources.some((one) => one['resourceType'] === 'Observation' && one['id'] === id);
}

type About = Omit<Following, 'access'> & { readonly subject: string };

function taskOf({ rule, partner, subject, stored }: Omit<About, 'access'>, now: number): Loose {
  const at = (days: number) => new Date(now + days * 86_400_000).toISOString();
  return {
    resourceType: 'Task',
    identifier: [
      { system: PROMPT, value: `${rule.id}/${subject}` },
      { system: PROMPT, value: `${rule.id}/Observation/${stored.id}` },
    ],
    status: 'requested',
    intent: 'order',
    priority: 'routine',
    code: { text: rule.task },
    description: rule.task,
    focus: { reference: `Observation/${stored.id}` },
    for: { reference: subject },
    authoredOn: at(0),
    owner: { reference: partner.organization, display: partner.name },
    restriction: { period: { end: at(TASK_DAYS) } },
  };
}
