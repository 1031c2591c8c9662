import { type Access, agreedToProject, type PartyRef, type Project } from '#agreement';
import { type Day, day, dayIn, isDay } from '#base';
import { accepted, type Outcome, refuse } from '#fhir';
import type { Services } from '#joint';
import type { Compartment, Stored } from '#repository';
import { organizationOf } from '../break-glass/owed.ts';
import { consentsIn } from '../consent/consent.queries.ts';
import { organizationsIn, THE_PERSON, writing } from '../consent/share.ts';
import type { Fields } from '../person/element.ts';
import { noPerson } from '../person/whose.ts';
import { onePerson } from '../rights/ask.ts';
import { writerFor } from '../rights/object.ts';
import { notAnOfficer, selfOf } from '../rights/whose.ts';
import type { MyProject, ResearchAnswer, ResearchAnswers, ResearchProject, ResearchRegister } from './contract.ts';
import { checkedProject, noProject } from './project.ts';
import { endProject, keepProject, projectOf, type ProjectRow, projectsFor, projectsOf } from './project.queries.ts';
import { isResearch, namedIn, researchConsentOf, saidTo } from './said.ts';

const CONSENTS_MAX = 500;

/** Research that asks people one by one: who asks, what each person says to it, and who agreed. */
export function researchAnswers(services: Services): ResearchAnswers {
  return {
    mine: (access) => mine(services, access),
    say: (access, said) => say(services, access, said),
    register: (access) => register(services, access),
    ask: (access, project) => ask(services, access, project),
    end: (access, project) => end(services, access, project),
    enter: (access, said) => enter(services, access, said),
    agreedAmong: (access, question) => agreedAmong(services, access, question),
  };
}

async function mine(services: Services, access: Access): Promise<Outcome<readonly MyProject[]>> {
  const self = await selfOf(services, access);
  if (!self.ok) return self;
  const { ports, store } = services;
  const consents = await researchIn(services, access, self.value.places);
  const named = consents.flatMap(({ body }) => namedIn(JSON.parse(body) as Fields));
  const today = todayOf(services);
  const [rows, names, organizations, { organization: own }] = await Promise.all([
    projectsFor(store, { today, named }),
    namesOf(services, access),
    ports.contributors.organizations(),
    writing(services, access),
  ]);
  const nameOf = (key: number) => organizations.find((one) => one.key === key)?.name ?? 'an organisation';
  return accepted(
    rows.map((row) => ({
      ...told(row, names, today),
      ...saidTo(projectFor(row), consents, { today, own, nameOf }),
    })),
  );
}

async function say(
  services: Services,
  access: Access,
  { project, answer }: Parameters<ResearchAnswers['say']>[1],
): Promise<Outcome<true>> {
  const self = await selfOf(services, access);
  if (!self.ok) return self;
  const on = new Date(services.now()).toISOString();
  return write(services, access, { ...self.value, writer: await writing(services, access), project, answer, on });
}

async function enter(
  services: Services,
  access: Access,
  { person, project, answer, on }: Parameters<ResearchAnswers['enter']>[1],
): Promise<Outcome<true>> {
  if (access.role !== 'ig-lead') return notAnOfficer();
  if (!isDay(on) || on > todayOf(services)) {
    return refuse('value', 'record.research-day', 'Give the day on which it was said, today or before.', 'on');
  }
  const whose = await onePerson(services, access, person);
  if (!whose.ok) return whose;
  const writer = await writerFor(services, access, THE_PERSON.organization);
  const own = await organizationOf(services, access.organization);
  const writtenBy = (await namesOf(services, access)).get(own ?? '') ?? 'an organisation';
  return write(services, access, { ...whose.value, writer, project, answer, on, writtenBy });
}

type Writing = {
  readonly person: string;
  readonly places: readonly Compartment[];
  readonly writer: Access;
  readonly project: string;
  readonly answer: string;
  readonly on: string;
  readonly writtenBy?: string;
};

/**
 * The new word first and then the end of what was said before: should it break off between them, a refusal stands, and between two a refusal
 * wins. Nobody can be asked by a project that is over; withdrawing is possible always.
 */
async function write(services: Services, access: Access, writing: Writing): Promise<Outcome<true>> {
  const { person, places, writer, project, answer, on, writtenBy } = writing;
  const row = await projectOf(services.store, project);
  if (row === undefined) return noProject();
  if (answer !== 'agree' && answer !== 'refuse') {
    return refuse('required', 'record.research-answer', 'Say whether it is agreed to or not.', 'answer');
  }
  if (answer === 'agree' && isOver(row, todayOf(services))) {
    return refuse('business-rule', 'record.research-over', 'This project asks nobody any more.', 'project');
  }
  const repository = services.repository(writer);
  const before = (await researchIn(services, writer, places)).filter((one) => holds(one, writer, project));
  if (answer === 'agree' && before.some((one) => dayOf(one) > on.slice(0, 10))) {
    const text = 'Something was said to this project after that day, and it counts. Ask the person again.';
    return refuse('conflict', 'record.research-later', text, 'on');
  }
  const [patient] = await repository.compartments(places, { types: ['Patient'], limit: 1 });
  if (patient === undefined) return noPerson();
  const consent = researchConsentOf({
    project: row,
    answer,
    patient: `Patient/${patient.id}`,
    on,
    ...(writtenBy === undefined ? {} : { writtenBy }),
  });
  const written = await repository.create('Consent', JSON.stringify(consent));
  if (!written.ok) return written;
  for (const { id } of before) {
    const ended = await repository.change('Consent', id, inactive);
    if (!ended.ok) return ended;
  }
  const action = ACTIONS[answer];
  await services.ports.audit.note(access, { action, outcome: 'done', person, query: project });
  return accepted(true);
}

const ACTIONS: Readonly<Record<ResearchAnswer, string>> = { agree: 'agree-research', refuse: 'refuse-research' };

function inactive(json: string): Outcome<string> {
  return accepted(JSON.stringify({ ...(JSON.parse(json) as object), status: 'inactive' }));
}

/** What was said here before and holds still. */
function holds({ org, body }: Stored, { organization }: Access, project: string): boolean {
  const consent = JSON.parse(body) as Fields;
  return org === organization && consent['status'] === 'active' && namedIn(consent).includes(project);
}

function dayOf({ body }: Stored): string {
  return String((JSON.parse(body) as Fields)['dateTime'] ?? '').slice(0, 10);
}

async function researchIn(
  services: Services,
  access: Access,
  places: readonly Compartment[],
): Promise<readonly Stored[]> {
  const stored = await services.repository(access).compartments(places, { types: ['Consent'], limit: CONSENTS_MAX });
  return stored.filter(({ body }) => isResearch(JSON.parse(body) as Fields));
}

async function register(services: Services, access: Access): Promise<Outcome<ResearchRegister>> {
  if (access.role !== 'ig-lead') return notAnOfficer();
  const today = todayOf(services);
  const organization = (await organizationOf(services, access.organization)) ?? '';
  const [own, open, names] = await Promise.all([
    projectsOf(services.store, organization),
    projectsFor(services.store, { today, named: [] }),
    namesOf(services, access),
  ]);
  const shown = (rows: readonly ProjectRow[]) => rows.map((row) => told(row, names, today));
  return accepted({ own: shown(own), open: shown(open) });
}

async function ask(
  services: Services,
  access: Access,
  project: Parameters<ResearchAnswers['ask']>[1],
): Promise<Outcome<true>> {
  if (access.role !== 'ig-lead') return notAnOfficer();
  const checked = checkedProject(project, todayOf(services));
  if (!checked.ok) return checked;
  const organization = (await organizationOf(services, access.organization)) ?? '';
  const row = {
    ...checked.value,
    organization,
    asked_by: access.principal,
    at: new Date(services.now()),
  };
  if (await services.store.write((transaction) => keepProject(transaction, row))) return accepted(true);
  const text = 'A project of this reference asks already, or has asked. Give another reference.';
  return refuse('conflict', 'record.research-known', text, 'id');
}

async function end(services: Services, access: Access, id: string): Promise<Outcome<true>> {
  if (access.role !== 'ig-lead') return notAnOfficer();
  const organization = (await organizationOf(services, access.organization)) ?? '';
  const of = { id, organization, by: access.principal, at: new Date(services.now()) };
  return (await services.store.write((transaction) => endProject(transaction, of))) ? accepted(true) : noProject();
}

async function agreedAmong(
  services: Services,
  access: Access,
  { persons, project }: Parameters<ResearchAnswers['agreedAmong']>[1],
): Promise<Outcome<ReadonlySet<string> | undefined>> {
  if (access.role !== 'system') return notAnOfficer();
  const row = await projectOf(services.store, project.id);
  if (row === undefined) return accepted(undefined);
  const today = todayOf(services);
  if (isOver(row, today) || row.organization !== project.organization) return accepted(new Set());
  return accepted(await agreedOf(services, project, persons));
}

/** Who agreed to a research project, by the Consents in any record of theirs. */
export async function agreedOf(
  services: Services,
  project: Project,
  persons: readonly string[],
): Promise<ReadonlySet<string>> {
  const records = await services.ports.persons.records(services.store, persons);
  const said = new Map<string, unknown[]>();
  const personOf = new Map(records.map(({ bkt, cmp, person }) => [`${bkt} ${cmp}`, person]));
  for (const { bkt, cmp, said: consent } of await consentsIn(services.store, records)) {
    const person = personOf.get(`${bkt} ${cmp}`) ?? '';
    said.set(person, [...(said.get(person) ?? []), JSON.parse(consent)]);
  }
  const on = todayOf(services);
  return new Set([...said].flatMap(([person, consents]) => (agreedToProject(consents, project, on) ? [person] : [])));
}

async function namesOf(services: Services, access: Access): Promise<ReadonlyMap<string, string>> {
  return new Map((await organizationsIn(services, access)).map(({ organization, name }) => [organization, name]));
}

function told(row: ProjectRow, names: ReadonlyMap<string, string>, today: Day): ResearchProject {
  const { id, title, organization, why, takes, approval, until } = row;
  const by = names.get(organization) ?? 'an organisation';
  return { id, title, by, why, takes, approval, until, over: isOver(row, today) };
}

function projectFor({ id, organization }: ProjectRow): Project {
  return { id, organization: organization as PartyRef };
}

function isOver({ ended, until }: ProjectRow, today: Day): boolean {
  return ended !== null || until < today;
}

function todayOf({ zone, now }: Services): Day {
  return day(dayIn(zone, now()));
}
