import type { Access } from '#agreement';
import { dayIn } from '#base';
import { accepted, type Outcome } from '#fhir';
import { everyItem, type GivenItem, type Program } from '#forms';
import { lawIn, type Services } from '#joint';
import type { Stored } from '#repository';
import { wordedAbout } from '../confide/confide.ts';
import { isWorded } from '../confide/wording.ts';
import { organizationsIn } from '../consent/share.ts';
import { selfOf } from '../rights/whose.ts';
import type { FormAnswer, FormAsk, FormResponse, FormsList, FormView } from './contract.ts';
import { type AskRow, asksOfPerson, asksOfRole, draftsOf } from './form.queries.ts';
import { formNamed, formOf, publishedForms } from './kept.ts';
import { mayPublish } from './may-publish.ts';
import { askShown, itemsIn } from './sheet.ts';
import { type About, aboutOf, mayAmend, ownOrganization, responseAt } from './task.ts';
import { versionsUnder } from './version.ts';
import { bySaid } from './written.ts';

type Json = Readonly<Record<string, unknown>>;
const LIST_MAX = 50;

/** What can be filled in, what this seat is asked, and what it has begun. */
export async function listForms(services: Services, access: Access, person?: string): Promise<Outcome<FormsList>> {
  const about = person === undefined ? undefined : await aboutOf(services, access, person);
  if (about && !about.ok) return about;
  if (about) await looked(services, access, about.value);
  const forms = access.role === 'person' ? accepted([]) : await publishedForms(services, access);
  if (!forms.ok) return forms;
  const drafts = await draftsOf(services.store, access.principal, new Date(services.now()));
  const asks = await asksOf(services, access);
  return accepted({
    forms: forms.value,
    mayPublish: access.role !== 'person' && (await mayPublish(services, access)).ok,
    asked: await Promise.all(asks.map((one) => asShown(services, access, one))),
    begun: drafts.map(({ title, page, at, until }) => ({
      title,
      page,
      at: at.toISOString(),
      until: dayIn(services.zone, until.getTime()),
    })),
    answered: await answeredBy(services, access),
    ...shownAbout(about?.value),
  });
}

/** What a person answered about themself, newest first. */
async function answeredBy(services: Services, access: Access): Promise<FormsList['answered']> {
  if (access.role !== 'person') return [];
  const self = await selfOf(services, access);
  if (!self.ok) return [];
  const of = { types: ['QuestionnaireResponse'], limit: LIST_MAX };
  const stored = await services.repository(access).compartments(self.value.places, of);
  const own = stored
    .map((one) => ({ one, json: JSON.parse(one.body) as Json }))
    .filter(({ json }) => json['source'] !== undefined);
  const titles = new Map<string, string>();
  for (const name of new Set(own.map(({ json }) => String(json['questionnaire'])))) {
    const kept = await formNamed(services, access, name);
    if (kept.ok) titles.set(name, kept.value.form.title);
  }
  return own.flatMap(({ one, json }) => {
    const title = titles.get(String(json['questionnaire']));
    return title === undefined ? [] : [{ ...answerOf(one, json), title }];
  });
}

/** To who need not know what a person has, in the words that the person chose. */
async function asShown(services: Services, access: Access, row: AskRow): Promise<FormAsk> {
  const shown = askShown(row);
  const { stigmatised } = lawIn(services.zone);
  if (row.cmp === null || stigmatised === undefined || !isWorded(access, stigmatised)) return shown;
  const places = [{ bkt: row.bkt ?? 0, cmp: row.cmp }];
  const [title, words] = await Promise.all(
    [shown.title, shown.words].map((text) => wordedAbout(services, places, text)),
  );
  return { ...shown, ...(title === undefined ? {} : { title }), ...(words === undefined ? {} : { words }) };
}

async function asksOf(services: Services, access: Access) {
  if (access.role === 'person') {
    const self = await selfOf(services, access);
    return self.ok ? asksOfPerson(services.store, self.value.places) : [];
  }
  const own = await ownOrganization(services, access);
  return own ? asksOfRole(services.store, own.organization, access.role) : [];
}

/** A form with its answers: those about the person that are asked for, else those about nobody. */
export async function oneForm(
  services: Services,
  access: Access,
  id: string,
  person?: string,
): Promise<Outcome<FormView>> {
  const kept = await formOf(services, access, id);
  if (!kept.ok) return kept;
  const about = person === undefined ? undefined : await aboutOf(services, access, person);
  if (about && !about.ok) return about;
  if (about) await looked(services, access, about.value);
  const { form, program, active } = kept.value;
  const stored = about
    ? await services
        .repository(access)
        .compartments(about.value.places, { types: ['QuestionnaireResponse'], limit: 200 })
    : await aboutNobody(services, access, form.canonical);
  const [address] = form.canonical.split('|');
  const answers = stored
    .map((one) => ({ one, json: JSON.parse(one.body) as Json }))
    .filter(({ json }) => String(json['questionnaire']).split('|')[0] === address)
    .slice(0, LIST_MAX)
    .map(({ one, json }) => answerOf(one, json));
  const partners = await organizationsIn(services, access);
  const versions = (await versionsUnder(services, access, address ?? '')).length;
  return accepted({ form, program, active, versions, answers, partners, ...shownAbout(about?.value) });
}

async function aboutNobody(services: Services, access: Access, canonical: string): Promise<readonly Stored[]> {
  const found = await services.repository(access).search({
    type: 'QuestionnaireResponse',
    parameters: [
      ['questionnaire', canonical],
      ['subject:missing', 'true'],
      ['_sort', '-authored'],
      ['_count', String(LIST_MAX)],
      ['_total', 'none'],
    ],
    handling: 'strict',
  });
  return found.ok ? found.value.entries.map(({ resource }) => resource) : [];
}

/** One answer as it was given, with what was put right since. */
export async function readResponse(services: Services, access: Access, id: string): Promise<Outcome<FormResponse>> {
  const found = await responseAt(services, access, id);
  if (!found.ok) return found;
  const { stored, json, about } = found.value;
  const canonical = String(json['questionnaire'] ?? '');
  const kept = await formNamed(services, access, canonical);
  if (about) await looked(services, access, about);
  return accepted({
    ...answerOf(stored, json),
    ...(kept.ok ? { form: kept.value.form } : {}),
    title: kept.ok ? kept.value.form.title : 'A form',
    items: kept.ok ? asAsked(itemsIn(json), kept.value.program) : itemsIn(json),
    status: String(json['status']),
    ...shownAbout(about),
    amendments: await amendmentsOf(services, access, id),
    may: { amend: kept.ok && mayAmend(access, found.value) },
  });
}

/** Answers with the words of the version that was answered, where the answer itself does not carry them. */
function asAsked(items: readonly GivenItem[], program: Program): readonly GivenItem[] {
  const words = new Map(everyItem(program.items).map(({ linkId, text }) => [linkId, text]));
  const worded = (given: GivenItem): GivenItem => {
    const text = given.text ?? words.get(given.linkId);
    return {
      ...given,
      ...(text === undefined || text === '' ? {} : { text }),
      ...(given.item ? { item: given.item.map(worded) } : {}),
      ...(given.answer
        ? { answer: given.answer.map((one) => (one.item ? { ...one, item: one.item.map(worded) } : one)) }
        : {}),
    };
  };
  return items.map(worded);
}

async function amendmentsOf(services: Services, access: Access, id: string): Promise<FormResponse['amendments']> {
  const found = await services.repository(access).search({
    type: 'Provenance',
    parameters: [
      ['target', `QuestionnaireResponse/${id}`],
      ['_count', String(LIST_MAX)],
      ['_total', 'none'],
    ],
    handling: 'strict',
  });
  const all = found.ok ? found.value.entries.map(({ resource }) => JSON.parse(resource.body) as Json) : [];
  type Agent = { readonly who?: { readonly display?: string } };
  return all
    .flatMap((json) => {
      const [reason] = (json['reason'] ?? []) as readonly { readonly text?: string }[];
      const [agent] = (json['agent'] ?? []) as readonly Agent[];
      return reason?.text === undefined
        ? []
        : [{ at: String(json['recorded']), by: agent?.who?.display ?? 'Somebody', reason: reason.text }];
    })
    .sort((a, b) => b.at.localeCompare(a.at));
}

function answerOf({ id }: Stored, json: Json): FormAnswer {
  return { id, at: String(json['authored'] ?? ''), by: bySaid(json), amended: json['status'] === 'amended' };
}

function shownAbout(about: About | undefined) {
  return about ? { about: { person: about.person, name: about.name } } : {};
}

async function looked(services: Services, access: Access, { person }: About): Promise<void> {
  await services.ports.audit.note(access, { action: 'look-at-answers', outcome: 'done', person });
}
