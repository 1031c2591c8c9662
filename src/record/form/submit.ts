import type { Access } from '#agreement';
import { accepted, type Outcome, refuse } from '#fhir';
import { check, type GivenItem } from '#forms';
import type { Services } from '#joint';
import type { BundleEntry, Repository } from '#repository';
import type { FormTask } from './contract.ts';
import { answerAsk, dropDraft } from './form.queries.ts';
import { FACT } from './owed.ts';
import { keyOf } from './sheet.ts';
import { ownOrganization, type Task, taskOf } from './task.ts';
import { amendedOf, provenanceOf, responseOf, SHEET, type Writer } from './written.ts';

const TYPE = 'QuestionnaireResponse';
const REASON_MAX = 1_000;

type Sent = { readonly sheet: string; readonly items: readonly GivenItem[]; readonly reason?: string };

/** Keeps an answer by the way of everything that is written: policy, labels, audit. What was asked for is then done. */
export async function submit(
  services: Services,
  access: Access,
  asked: FormTask,
  sent: Sent,
): Promise<Outcome<string>> {
  const found = await taskOf(services, access, asked);
  if (!found.ok) return found;
  const task = found.value;
  const [wrong] = check(task.kept.program, { status: 'completed', item: sent.items });
  if (wrong) return refuse('value', 'record.form-wrong', wrong.text, wrong.linkId);
  const done = task.amends ? await amend(services, access, task, sent) : await answer(services, access, task, sent);
  if (!done.ok) return done;
  await services.store.write(async (transaction) => {
    await dropDraft(transaction, keyOf(access, task));
    if (!task.ask) return;
    await answerAsk(transaction, task.ask.id, done.value, new Date(services.now()));
    await services.obligations?.fact(transaction, access, `${FACT}:${task.ask.id}`, {
      reference: `/forms/answers/${done.value}`,
    });
  });
  return done;
}

async function answer(services: Services, access: Access, task: Task, sent: Sent): Promise<Outcome<string>> {
  const repository = services.repository(await writingAs(services, access, task));
  const before = await sentBefore(services.repository(access), sent.sheet);
  if (before !== undefined) return accepted(before);
  const at = new Date(services.now()).toISOString();
  const by = await writerOf(services, access, task);
  const subject = task.about ? { subject: task.about.patient } : {};
  const fullUrl = `urn:uuid:${sent.sheet}`;
  const response = responseOf({
    canonical: task.kept.form.canonical,
    sheet: sent.sheet,
    at,
    by,
    items: sent.items,
    ...subject,
  });
  const ifNoneExist = `identifier=${encodeURIComponent(`${SHEET}|${sent.sheet}`)}`;
  const written = await repository.transaction([
    { ...entry('POST', TYPE, response), fullUrl, ifNoneExist },
    entry('POST', 'Provenance', provenanceOf(fullUrl, { at, by, ...subject })),
  ]);
  if (!written.ok) return written;
  const [first] = written.value;
  return first?.ok ? accepted(first.value.written?.id ?? '') : (first ?? notKept());
}

async function amend(services: Services, access: Access, task: Task, sent: Sent): Promise<Outcome<string>> {
  const reason = sent.reason?.trim() ?? '';
  if (reason === '' || reason.length > REASON_MAX) {
    return refuse(
      'required',
      'record.form-reason',
      `Say why it is put right, in up to ${REASON_MAX} letters.`,
      'reason',
    );
  }
  const { stored, json } = task.amends as NonNullable<Task['amends']>;
  const repository = services.repository(await writingAs(services, access, task));
  const at = new Date(services.now()).toISOString();
  const by = await writerOf(services, access, task);
  const place = `${TYPE}/${stored.id}`;
  const written = await repository.transaction([
    {
      ...entry('PUT', place, amendedOf(json, { at, by, items: sent.items })),
      ifMatch: `W/"${stored.version}"`,
    },
    entry('POST', 'Provenance', provenanceOf(place, { at, by, reason, ...subjectIn(json) })),
  ]);
  return written.ok ? accepted(stored.id) : written;
}

/** Answers of a person are kept by who asked for them, what is about nobody by who writes it. */
async function writingAs({ ports }: Services, access: Access, { about, ask, amends }: Task): Promise<Access> {
  if (access.role !== 'person') return about ? access : { ...access, writes: 'everything' };
  const organization = amends?.stored.org ?? ask?.organization ?? access.organization;
  const basis = amends?.stored.basis ?? (await ports.contributors.basisKey(organization, 'forms', 'direct-care'));
  return { ...access, writes: 'own-people', organization, basis };
}

async function writerOf(services: Services, access: Access, { about }: Task): Promise<Writer> {
  const { principal, name = principal } = access;
  if (access.role === 'person') return { principal, name, ...(about ? { patient: about.patient } : {}) };
  const own = await ownOrganization(services, access);
  return { principal, name, ...(own ? { organization: own.organization } : {}) };
}

function subjectIn(json: Readonly<Record<string, unknown>>) {
  const { subject } = json as { readonly subject?: { readonly reference?: string } };
  return subject?.reference === undefined ? {} : { subject: subject.reference };
}

async function sentBefore(repository: Repository, sheet: string): Promise<string | undefined> {
  const found = await repository.search({
    type: TYPE,
    parameters: [['identifier', `${SHEET}|${sheet}`]],
    handling: 'strict',
  });
  return found.ok ? found.value.entries[0]?.resource.id : undefined;
}

function entry(method: 'POST' | 'PUT', url: string, resource: object): BundleEntry {
  return { method, url, resource: JSON.stringify(resource) };
}

function notKept(): Outcome<never> {
  throw new Error('a transaction answers every entry');
}
