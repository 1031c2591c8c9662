import type { Access } from '#agreement';
import { dayIn } from '#base';
import { accepted, type Outcome, refuse } from '#fhir';
import type { Stored } from '#repository';
import type { Asking } from '../ask.ts';
import { chargedOf } from './charged.ts';
import { checklistIn, checklistResponse, levelsOf, needsFull } from './checklist.ts';
import type { Assessment, CareCosts, Dispute, Means, MeansForm, Worked } from './contract.ts';
import { ASSESSMENT, CHECKLIST, type Kept, keptIn, responseOf, withDispute } from './kept.ts';
import { ENGLAND, formOf, rulesIn, yearOf } from './pack.ts';
import { ASSESSOR, MEANS_ROLES, nothing, personOf, type Whose, whoseOf } from './whose.ts';
import { workOut } from './work-out.ts';

const TYPE = 'QuestionnaireResponse';
const MOST = 200;
const WORDS = 1_000;
/** What changed since, said beside a sum: it is looked at as a disputed line is. */
const CHANGE = 'change';

type Json = Readonly<Record<string, unknown>>;

export async function meansForm({ services }: Asking, access: Access, on?: string): Promise<Outcome<MeansForm>> {
  if (!MEANS_ROLES.includes(access.role)) return nothing();
  const rules = rulesIn(services.zone);
  if (!rules.ok) return rules;
  const today = dayIn(services.zone, services.now());
  const year = yearOf(rules.value, on ?? today) ?? yearOf(rules.value, today) ?? rules.value.years.at(-1);
  return year === undefined ? nothing() : accepted(formOf(rules.value, year));
}

/** Works it out and keeps nothing; nobody is named. */
export async function tryOut({ services }: Asking, access: Access, means: Means): Promise<Outcome<Worked>> {
  if (!MEANS_ROLES.includes(access.role)) return nothing();
  const rules = rulesIn(services.zone);
  return rules.ok ? workOut(rules.value, means) : rules;
}

/** Everything kept of what a person pays for care. That somebody looked is written down before the answer leaves. */
export async function costs(asking: Asking, access: Access, person?: string): Promise<Outcome<CareCosts>> {
  const whose = await whoseOf(asking, access, person);
  if (!whose.ok) return whose;
  const { services } = asking;
  const stored = await storedOf(asking, access, whose.value);
  const names = await organizations(asking);
  const shown = { person: whose.value.person, name: whose.value.name, names, access };
  const sums = summed(stored, dayIn(services.zone, services.now()));
  const assessments = sums.map((one) => shownOf(one, shown));
  const checklists = stored.flatMap(({ id, org, body }) => {
    const checklist = checklistIn(ENGLAND, JSON.parse(body) as Json);
    return checklist === undefined ? [] : [{ id, ...checklist, organization: names.get(org) ?? '' }];
  });
  await services.ports.audit.note(access, {
    action: 'look-at-means',
    outcome: 'done',
    person: whose.value.person,
    disclosed: disclosedIn(stored, access),
  });
  return accepted({
    person: whose.value.person,
    name: whose.value.name,
    assessments,
    checklists,
    charged: await chargedOf(asking, whose.value.places, await chargers(asking, stored)),
    may: { assess: access.role === ASSESSOR },
  });
}

/** One sum, by its id: to whoever may not see it, it is not there. */
export async function one(asking: Asking, access: Access, id: string): Promise<Outcome<Assessment>> {
  if (!MEANS_ROLES.includes(access.role)) return nothing();
  const [stored] = await asking.services.repository(access).readMany([`${TYPE}/${id}`]);
  if (stored === undefined || keptIn(JSON.parse(stored.body) as Json) === undefined) return nothing();
  const found = await costs(asking, access, await personOf(asking, stored));
  if (!found.ok) return found;
  const assessment = found.value.assessments.find((each) => each.id === id);
  return assessment === undefined ? nothing() : accepted(assessment);
}

/** Keeps a sum. The same sum of one day sent twice is one. */
export async function assess(
  asking: Asking,
  access: Access,
  person: string,
  { means, reason }: { readonly means: Means; readonly reason?: string },
): Promise<Outcome<string>> {
  const whose = await assessorOf(asking, access, person);
  if (!whose.ok) return whose;
  const { services } = asking;
  const rules = rulesIn(services.zone);
  if (!rules.ok) return rules;
  const worked = workOut(rules.value, means);
  if (!worked.ok) return worked;
  const at = new Date(services.now()).toISOString();
  const repository = services.repository(access);
  const before = await storedOf(asking, access, whose.value);
  const json = JSON.stringify(means);
  const same = before.find(({ body }) => {
    const kept = keptIn(JSON.parse(body) as Json);
    return kept?.at.slice(0, 10) === at.slice(0, 10) && JSON.stringify(kept.means) === json;
  });
  if (same !== undefined) return accepted(same.id);
  const { patient } = whose.value;
  const because = reason?.trim() ?? '';
  const response = responseOf({
    patient,
    at,
    by: access.name ?? access.principal,
    ...(because === '' ? {} : { reason: because.slice(0, WORDS) }),
    means,
    worked: worked.value,
  });
  const written = await repository.create(TYPE, JSON.stringify(response));
  if (!written.ok) return written;
  await noted(asking, access, { whose: whose.value, id: written.value.id, pack: worked.value.pack });
  return accepted(written.value.id);
}

/** The person, or who cares for them, says that a line is wrong, or that something changed. */
export async function dispute(
  asking: Asking,
  access: Access,
  id: string,
  { line, words }: { readonly line: string; readonly words: string },
): Promise<Outcome<true>> {
  const found = await one(asking, access, id);
  if (!found.ok) return found;
  const { worked, disputes } = found.value;
  if (line !== CHANGE && !worked.lines.some((each) => each.id === line))
    return refuse('value', 'money.means-no-line', 'Say which line of the sum you mean, or that something changed.');
  if (disputes.some((each) => each.line === line && each.answer === undefined))
    return refuse('duplicate', 'money.means-disputed', 'This line is disputed already and waits for its answer.');
  const said = wordsOf(words);
  if (!said.ok) return said;
  const on = new Date(asking.services.now()).toISOString();
  return written(asking, access, id, { line, words: said.value, on, by: nameOf(access) });
}

export async function answer(
  asking: Asking,
  access: Access,
  id: string,
  { line, words }: { readonly line: string; readonly words: string },
): Promise<Outcome<true>> {
  const found = await one(asking, access, id);
  if (!found.ok) return found;
  if (!found.value.may.answer) return notAssessor();
  const open = found.value.disputes.find((each) => each.line === line && each.answer === undefined);
  if (open === undefined)
    return refuse('not-found', 'money.means-no-dispute', 'Nothing about this line waits for an answer.');
  const said = wordsOf(words);
  if (!said.ok) return said;
  const on = new Date(asking.services.now()).toISOString();
  return written(asking, access, id, { ...open, answer: { words: said.value, on, by: nameOf(access) } });
}

/** Keeps the checklist of NHS continuing health care as evidence of what was asked and found. */
export async function keepChecklist(
  asking: Asking,
  access: Access,
  person: string,
  said: Readonly<Record<string, string>>,
): Promise<Outcome<string>> {
  const whose = await assessorOf(asking, access, person);
  if (!whose.ok) return whose;
  const rules = rulesIn(asking.services.zone);
  if (!rules.ok) return rules;
  const levels = levelsOf(rules.value, said);
  if (!levels.ok) return levels;
  const response = checklistResponse(levels.value, {
    patient: whose.value.patient,
    at: new Date(asking.services.now()).toISOString(),
    by: access.name ?? access.principal,
    full: needsFull(rules.value, levels.value),
  });
  const kept = await asking.services.repository(access).create(TYPE, JSON.stringify(response));
  if (!kept.ok) return kept;
  await noted(asking, access, { whose: whose.value, id: kept.value.id, pack: rules.value.checklist.source });
  return accepted(kept.value.id);
}

async function assessorOf(asking: Asking, access: Access, person: string): Promise<Outcome<Whose>> {
  const whose = await whoseOf(asking, access, person);
  if (!whose.ok) return whose;
  return access.role === ASSESSOR ? whose : notAssessor();
}

function notAssessor(): Outcome<never> {
  return refuse('forbidden', 'money.not-assessor', 'This is for a financial assessor.');
}

/** Says it beside the sum, as a version of it: for the person too, who writes nothing else here. */
async function written(asking: Asking, access: Access, id: string, said: Dispute): Promise<Outcome<true>> {
  const { services } = asking;
  const repository = services.repository(await writing(asking, access, id));
  const changed = await repository.change(TYPE, id, (json) =>
    accepted(JSON.stringify(withDispute(JSON.parse(json) as Json, said))),
  );
  return changed.ok ? accepted(true) : changed;
}

/** What a person says of a sum lies with whoever made it, so that they read it. */
async function writing({ services }: Asking, access: Access, id: string): Promise<Access> {
  if (access.role === ASSESSOR) return access;
  const [stored] = await services.repository(access).readMany([`${TYPE}/${id}`]);
  if (stored === undefined) return access;
  return { ...access, writes: 'own-people', organization: stored.org, basis: stored.basis };
}

async function noted(
  { services }: Asking,
  access: Access,
  { whose, id, pack }: { readonly whose: Whose; readonly id: string; readonly pack: string },
): Promise<void> {
  const line = { action: 'assess-means', outcome: 'done', person: whose.person, type: TYPE, id, query: pack };
  await services.ports.audit.note(access, line);
}

/** What is kept of somebody's costs, among whatever else was answered on forms. */
async function storedOf({ services }: Asking, access: Access, { places }: Whose): Promise<readonly Stored[]> {
  const stored = await services.repository(access).compartments(places, { types: [TYPE], limit: MOST });
  return stored.filter(({ body }) => body.includes(ASSESSMENT) || body.includes(CHECKLIST));
}

type Sum = { readonly stored: Stored; readonly kept: Kept; readonly standing: Assessment['standing'] };

/** Newest first; of what has begun, the newest of an organisation counts. */
function summed(stored: readonly Stored[], today: string): readonly Sum[] {
  const sums = stored
    .flatMap((each) => {
      const kept = keptIn(JSON.parse(each.body) as Json);
      return kept === undefined ? [] : [{ stored: each, kept }];
    })
    .sort((a, b) => (orderOf(a) < orderOf(b) ? 1 : -1));
  const counting = new Set<number>();
  return sums.map((sum) => {
    if (sum.kept.worked.on > today) return { ...sum, standing: 'to-come' };
    const standing = counting.has(sum.stored.org) ? 'replaced' : 'counts';
    counting.add(sum.stored.org);
    return { ...sum, standing };
  });
}

function orderOf({ stored, kept }: Omit<Sum, 'standing'>): string {
  return `${kept.worked.on} ${kept.at} ${stored.id}`;
}

type Showing = {
  readonly person: string;
  readonly name: string;
  readonly names: ReadonlyMap<number, string>;
  readonly access: Access;
};

function shownOf({ stored, kept, standing }: Sum, { person, name, names, access }: Showing): Assessment {
  const { by, at, reason, means, worked, disputes } = kept;
  return {
    id: stored.id,
    person,
    name,
    organization: names.get(stored.org) ?? '',
    by,
    assessed: at,
    ...(reason === undefined ? {} : { reason }),
    means,
    worked,
    standing,
    disputes,
    may: {
      dispute: standing !== 'replaced' && access.role !== ASSESSOR,
      answer: access.role === ASSESSOR && stored.org === access.organization,
    },
  };
}

async function organizations({ services }: Asking): Promise<ReadonlyMap<number, string>> {
  const all = await services.ports.contributors.organizations();
  return new Map(all.map(({ key, name }) => [key, name]));
}

/** Organisations of whose sums something is seen. */
async function chargers({ services }: Asking, stored: readonly Stored[]) {
  const all = await services.ports.contributors.organizations();
  return all.filter(({ key }) => stored.some(({ org }) => org === key));
}

function disclosedIn(stored: readonly Stored[], { organization }: Access): readonly number[] {
  return [...new Set(stored.map(({ org }) => org))].filter((org) => org !== organization);
}

function nameOf({ role, name, principal }: Access): string {
  return role === 'person' ? 'The person' : (name ?? principal);
}

function wordsOf(words: string): Outcome<string> {
  const said = words.trim();
  return said.length > 0 && said.length <= WORDS
    ? accepted(said)
    : refuse('required', 'money.means-reason', `Say what is wrong, or what the answer is, in up to ${WORDS} letters.`);
}
