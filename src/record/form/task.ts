import type { Access } from '#agreement';
import { accepted, type Outcome, refuse } from '#fhir';
import type { Services } from '#joint';
import type { Compartment, Stored } from '#repository';
import { nameOf } from '../person/banner.ts';
import { noPerson, seenBy } from '../person/whose.ts';
import { selfOf } from '../rights/whose.ts';
import type { FormTask } from './contract.ts';
import { askOf, type AskRow, draftOf } from './form.queries.ts';
import { formNamed, formOf, type KeptForm } from './kept.ts';
import { versionsUnder } from './version.ts';

type Json = Readonly<Record<string, unknown>>;

/** Whose record an answer goes to: `patient` is their organisation's own record of them, where it has one. */
export type About = {
  readonly person: string;
  readonly name: string;
  readonly patient: string;
  readonly places: readonly Compartment[];
};

/** What a form is filled in for, found and allowed. */
export type Task = {
  readonly kept: KeptForm;
  readonly about?: About;
  readonly ask?: AskRow;
  readonly amends?: { readonly stored: Stored; readonly json: Json };
  /** What drafts of it are kept under, beside who writes and the form. */
  readonly key: string;
};

export async function taskOf(services: Services, access: Access, task: FormTask): Promise<Outcome<Task>> {
  if (task.amends !== undefined) return amendment(services, access, task.amends);
  if (task.ask !== undefined) return asked(services, access, task.ask);
  if (access.role === 'person') return notAsked();
  const kept = await formOf(services, access, task.form ?? '');
  if (!kept.ok) return kept;
  const about = task.about === undefined ? undefined : await aboutOf(services, access, task.about);
  if (about && !about.ok) return about;
  const key = about ? `about ${about.value.person}` : '';
  if (!kept.value.active && !(await isBegun(services, access, kept.value, key))) return retired();
  return accepted({ kept: kept.value, key, ...(about ? { about: about.value } : {}) });
}

/** Whoever was in the middle of a version when another took its place finishes it as they began it. */
async function isBegun(services: Services, { principal }: Access, { form }: KeptForm, task: string): Promise<boolean> {
  const named = { principal, form: form.canonical, task };
  return (await draftOf(services.store, named, new Date(services.now()))) !== undefined;
}

/** Somebody whom this seat sees, or whoever sits in it themself. */
export async function aboutOf(services: Services, access: Access, person?: string): Promise<Outcome<About>> {
  const whose = access.role === 'person' ? await selfOf(services, access) : await staffSees(services, access, person);
  if (!whose.ok) return whose;
  const { places } = whose.value;
  const patients = await services.repository(access).compartments(places, { types: ['Patient'], limit: 50 });
  const patient = patients.find(({ org }) => org === access.organization) ?? patients[0];
  if (!patient) return noPerson();
  const name = nameOf(JSON.parse(patient.body) as Json) ?? 'Name not recorded';
  return accepted({ person: whose.value.person, name, patient: `Patient/${patient.id}`, places });
}

async function staffSees(services: Services, access: Access, person = '') {
  const seen = await seenBy(services, access, person);
  return seen.ok ? accepted({ person: seen.value.person, places: seen.value.compartments }) : seen;
}

async function asked(services: Services, access: Access, id: string): Promise<Outcome<Task>> {
  const row = await askOf(services.store, id);
  if (!row || !(await isAsked(services, access, row))) return notAsked();
  if (row.answer !== null) {
    return refuse('conflict', 'record.form-answered', 'This was answered already. Open the answer to put it right.');
  }
  const key = `ask ${id}`;
  const kept = await versionFor(services, access, row.form, key);
  if (!kept.ok) return kept;
  const person = row.cmp === null ? undefined : await personAt(services, row);
  if (person === undefined) return accepted({ kept: kept.value, ask: row, key });
  const about = await aboutOf(services, access, person);
  return about.ok ? accepted({ kept: kept.value, ask: row, about: about.value, key }) : about;
}

/** What was asked for is answered to the version in use, unless the one that was asked for is begun already. */
async function versionFor(
  services: Services,
  access: Access,
  canonical: string,
  key: string,
): Promise<Outcome<KeptForm>> {
  const kept = await formNamed(services, access, canonical);
  if (!kept.ok || kept.value.active || (await isBegun(services, access, kept.value, key))) return kept;
  const [newest] = await versionsUnder(services, access, canonical.split('|')[0] ?? '');
  const used = newest && (await formOf(services, access, newest.id));
  return used?.ok && used.value.active ? used : retired();
}

async function isAsked(services: Services, access: Access, row: AskRow): Promise<boolean> {
  if (row.themself) {
    const self = access.role === 'person' ? await selfOf(services, access) : undefined;
    return self?.ok === true && self.value.places.some(({ bkt, cmp }) => bkt === row.bkt && cmp === row.cmp);
  }
  return row.role === access.role && row.owner === (await ownOrganization(services, access))?.organization;
}

async function amendment(services: Services, access: Access, id: string): Promise<Outcome<Task>> {
  const found = await responseAt(services, access, id);
  if (!found.ok) return found;
  const { stored, json, about } = found.value;
  const kept = await formNamed(services, access, String(json['questionnaire'] ?? ''));
  if (!kept.ok) return kept;
  if (!mayAmend(access, { stored, json, about })) return notYours();
  const amends = { stored, json };
  return accepted({ kept: kept.value, amends, key: `amends ${id}`, ...(about ? { about } : {}) });
}

export type Answered = { readonly stored: Stored; readonly json: Json; readonly about?: About | undefined };

/** An answer, by its id: to whoever may not see it, it is not there. */
export async function responseAt(services: Services, access: Access, id: string): Promise<Outcome<Answered>> {
  const wellFormed = /^[A-Za-z0-9.-]{1,64}$/.test(id);
  const [stored] = wellFormed ? await services.repository(access).readMany([`QuestionnaireResponse/${id}`]) : [];
  if (!stored) return refuse('not-found', 'record.no-answer', 'There is no such answer that you may see.');
  const json = JSON.parse(stored.body) as Json;
  if (stored.cmp === '0') return accepted({ stored, json });
  const person = await personAt(services, stored);
  const about = await aboutOf(services, access, person);
  return about.ok ? accepted({ stored, json, about: about.value }) : about;
}

/** Staff of whoever wrote it down; a person, what they answered themself. */
export function mayAmend({ role, organization }: Access, { stored, json, about }: Answered): boolean {
  if (json['status'] === 'entered-in-error') return false;
  if (role !== 'person') return stored.org === organization;
  const source = json['source'] as { readonly reference?: string } | undefined;
  return about !== undefined && source?.reference === (json['subject'] as { readonly reference?: string })?.reference;
}

async function personAt(
  { ports, store }: Services,
  { bkt, cmp }: { readonly bkt: number | null; readonly cmp: string | null },
) {
  const [row] = await ports.persons.of(store, [{ bkt: bkt ?? 0, cmp: cmp ?? '0' }]);
  return row?.person ?? '';
}

export async function ownOrganization({ ports }: Services, { organization }: Access) {
  return (await ports.contributors.organizations()).find(({ key }) => key === organization);
}

export function notAsked(): Outcome<never> {
  const text = 'Nobody asks you to fill this in. Open your list of forms for what you are asked.';
  return refuse('forbidden', 'record.form-not-asked', text);
}

function notYours(): Outcome<never> {
  const text = 'An answer is put right by whoever wrote it down. Tell them what is wrong with it.';
  return refuse('forbidden', 'record.form-not-yours', text);
}

function retired(): Outcome<never> {
  const text = 'This form is not used any more. Open the list for the one that took its place.';
  return refuse('business-rule', 'record.form-retired', text);
}
