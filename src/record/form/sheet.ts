import type { Access } from '#agreement';
import { dayIn, plusDays, endOfDay } from '#base';
import { accepted, type Outcome, refuse } from '#fhir';
import type { GivenItem } from '#forms';
import type { Services } from '#joint';
import type { FormAsk, FormSheet, FormTask } from './contract.ts';
import { type AskRow, draftOf, dropDraft, keepDraft } from './form.queries.ts';
import { type Task, taskOf } from './task.ts';

/** How long a form that was begun waits. */
const DRAFT_DAYS = 30;
const FIELDS_MAX = 400_000;

/** A form to be filled in, with what was typed before. That somebody's name was shown is written down before the answer leaves. */
export async function openSheet(
  services: Services,
  access: Access,
  task: FormTask,
  again = false,
): Promise<Outcome<FormSheet>> {
  const found = await taskOf(services, access, task);
  if (!found.ok) return found;
  const { kept, about, ask, amends } = found.value;
  const draft = await draftOf(services.store, keyOf(access, found.value), new Date(services.now()));
  if (about && !again) {
    const { person } = about;
    await services.ports.audit.note(access, { action: 'fill-in-form', outcome: 'done', person });
  }
  return accepted({
    form: kept.form,
    program: kept.program,
    ...(about ? { about: { person: about.person, name: about.name } } : {}),
    ...(ask ? { ask: askShown(ask) } : {}),
    ...(amends ? { amends: { id: amends.stored.id, items: itemsIn(amends.json) } } : {}),
    ...(draft
      ? {
          draft: {
            fields: draft.fields,
            at: draft.at.toISOString(),
            until: dayIn(services.zone, draft.until.getTime()),
          },
        }
      : {}),
    sheet: draft?.sheet ?? services.newId(),
  });
}

export async function keepSheet(
  services: Services,
  access: Access,
  task: FormTask,
  typed: { readonly fields: string; readonly page: string; readonly sheet: string },
): Promise<Outcome<true>> {
  const found = await taskOf(services, access, task);
  if (!found.ok) return found;
  if (typed.fields.length > FIELDS_MAX) {
    return refuse('too-long', 'record.form-long', 'This is more than a draft holds. Send it, or write less.');
  }
  const { kept, about } = found.value;
  const at = new Date(services.now());
  const until = new Date(endOfDay(services.zone, plusDays(dayIn(services.zone, services.now()), DRAFT_DAYS)));
  const [place] = about?.places ?? [];
  const row = {
    ...keyOf(access, found.value),
    title: kept.form.title,
    page: typed.page,
    bkt: place?.bkt ?? null,
    cmp: place?.cmp ?? null,
    sheet: typed.sheet,
    fields: typed.fields,
    at,
    until,
  };
  await services.store.write((transaction) => keepDraft(transaction, row));
  return accepted(true);
}

export async function discardSheet(services: Services, access: Access, task: FormTask): Promise<Outcome<true>> {
  const found = await taskOf(services, access, task);
  if (!found.ok) return found;
  await services.store.write((transaction) => dropDraft(transaction, keyOf(access, found.value)));
  return accepted(true);
}

export function keyOf({ principal }: Access, { kept, key }: Task) {
  return { principal, form: kept.form.canonical, task: key };
}

export function askShown({ id, questionnaire, title, organization_name, by, words, until }: AskRow): FormAsk {
  return { id, form: questionnaire, title, organization: organization_name, by, words, until };
}

export function itemsIn(json: Readonly<Record<string, unknown>>): readonly GivenItem[] {
  return Array.isArray(json['item']) ? (json['item'] as readonly GivenItem[]) : [];
}
