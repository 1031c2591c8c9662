import { type Access, type Role, ROLES } from '#agreement';
import { day, dayIn, isDay } from '#base';
import { accepted, type Outcome, refuse } from '#fhir';
import type { Services } from '#joint';
import type { Transaction } from '#store';
import { wordedAbout } from '../confide/confide.ts';
import type { PartnershipAnswer } from '../person/contributors.ts';
import type { FormAsking } from './contract.ts';
import { type AskRow, keepAsk } from './form.queries.ts';
import { formOf } from './kept.ts';
import { aboutOf, notAsked, ownOrganization } from './task.ts';

/** What an answer reports to the engine of what is due. */
export const FACT = 'form';
const KIND = 'form';
const WORDS_MAX = 500;

/** Asks a role of a partner, or the person themself, to fill a form in by a day. */
export async function askFor(services: Services, access: Access, asking: FormAsking): Promise<Outcome<true>> {
  if (access.role === 'person') return notAsked();
  const kept = await formOf(services, access, asking.form);
  if (!kept.ok) return kept;
  const { until } = asking;
  if (!isDay(until) || until < dayIn(services.zone, services.now())) {
    return refuse('value', 'record.form-until', 'Name the last day, today or later.', 'until');
  }
  const whom = await whomOf(services, access, asking.who);
  if (!whom.ok) return whom;
  const about = asking.about === undefined ? undefined : await aboutOf(services, access, asking.about);
  if (about && !about.ok) return about;
  if (whom.value === 'person' && !about) return nobody();
  const own = await ownOrganization(services, access);
  const [place] = about?.value.places ?? [];
  const row: Omit<AskRow, 'answer'> = {
    id: services.newId(),
    questionnaire: kept.value.form.id,
    form: kept.value.form.canonical,
    title: kept.value.form.title,
    bkt: place?.bkt ?? null,
    cmp: place?.cmp ?? null,
    themself: whom.value === 'person',
    owner: whom.value === 'person' ? '' : whom.value.organization,
    role: whom.value === 'person' ? '' : whom.value.role,
    organization: access.organization,
    organization_name: own?.name ?? '',
    principal: access.principal,
    by: access.name ?? access.principal,
    words: asking.words.trim().slice(0, WORDS_MAX),
    asked: new Date(services.now()),
    until: day(until),
  };
  await services.store.write(async (transaction) => {
    await keepAsk(transaction, row);
    if (!row.themself) await owe(services, transaction, access, row);
  });
  return accepted(true);
}

async function owe(
  services: Services,
  transaction: Transaction,
  access: Access,
  row: Omit<AskRow, 'answer'>,
): Promise<void> {
  const about = row.cmp === null ? undefined : { bkt: row.bkt ?? 0, cmp: row.cmp };
  const title = about === undefined ? row.title : await wordedAbout(services, [about], row.title);
  const opened = await services.obligations?.open(transaction, access, {
    kind: KIND,
    key: row.id,
    title: `Fill in: ${title}`.slice(0, 200),
    owner: { organization: row.owner, role: row.role as Role },
    ...(about === undefined ? {} : { about }),
    because: `${row.by} of ${row.organization_name} asks for it`,
    page: `/forms/${row.questionnaire}/fill?ask=${row.id}`,
    due: { on: row.until },
    closedBy: { fact: `${FACT}:${row.id}` },
    attested: false,
  });
  if (opened && !opened.ok) throw new Error(`a form could not be asked for: ${opened.refusals[0].code}`);
}

type Whom = 'person' | { readonly organization: string; readonly role: Role };

async function whomOf({ answers }: Services, access: Access, who: string): Promise<Outcome<Whom>> {
  if (who === 'person') return accepted('person');
  const [organization = '', name = ''] = who.split('|');
  const role = ROLES.find((one) => one === name);
  const governance = answers['governance'] as PartnershipAnswer | undefined;
  const { partners } = (await governance?.partnership(access)) ?? { partners: [] };
  const known = partners.some((one) => one.organization === organization);
  if (!known || !role || role === 'person' || role === 'system') return nobody();
  return accepted({ organization, role });
}

function nobody(): Outcome<never> {
  return refuse(
    'required',
    'record.form-who',
    'Choose who is asked: a role of a partner, or the person themself.',
    'who',
  );
}
