import { type Access, CLASS_WORDS, type ConsentRule, consentDecision, LABEL_WORDS, listed } from '#agreement';
import { type Day, dayIn } from '#base';
import { accepted, type Outcome, refuse } from '#fhir';
import type { Services } from '#joint';
import type { Compartment, Stored } from '#repository';
import type { Said, Sharing, Wish } from '../contract.ts';
import { placeOf } from '../match/pair.queries.ts';
import type { PartnershipAnswer } from '../person/contributors.ts';
import { whosePerson } from '../person/looked.ts';
import type { Fields } from '../person/element.ts';
import { noPerson, recordsOf } from '../person/whose.ts';
import { isResearch } from '../research/said.ts';
import { checkedWish, consentOf } from './written.ts';

/** What people write down themselves is recorded by nobody's staff, so that no organisation reads it as its own. */
export const THE_PERSON = { organization: 'Organization/concord-person', name: 'The person' } as const;
const FEED = 'concord';
const MOST = 200;

/** What a person has said about who sees their record. */
export async function sharing(services: Services, access: Access, person: string): Promise<Outcome<Sharing>> {
  const mine = await ownRecords(services, access, person);
  if (!mine.ok) return mine;
  const [stored, organizations, own] = await Promise.all([
    services.repository(access).compartments(mine.value.places, { types: ['Consent'], limit: MOST }),
    organizationsIn(services, access),
    writing(services, access),
  ]);
  const names = new Map(organizations.map(({ organization, name }) => [organization, name]));
  const today = dayIn(services.zone, services.now());
  const privacy = stored.filter(({ body }) => !isResearch(JSON.parse(body) as Fields));
  return accepted({ said: privacy.map((one) => told(one, { names, today, own: own.organization })), organizations });
}

/** Keeps something back: from the answer on, on every way by which the record is seen (what the write narrows it narrows itself). */
export async function saveConsent(services: Services, access: Access, wish: Wish): Promise<Outcome<string>> {
  const mine = await selfOf(services, access);
  if (!mine.ok) return mine;
  const known = new Set((await organizationsIn(services, access)).map(({ organization }) => organization));
  const checked = checkedWish(wish, known, dayIn(services.zone, services.now()));
  if (!checked.ok) return checked;
  const repository = services.repository(await writing(services, access));
  const [patient] = await repository.compartments(mine.value.places, { types: ['Patient'], limit: 1 });
  if (!patient) return noPerson();
  const consent = consentOf(checked.value, `Patient/${patient.id}`, new Date(services.now()));
  const written = await repository.create('Consent', JSON.stringify(consent));
  if (!written.ok) return written;
  return accepted(written.value.id);
}

/** Takes it back. What was said before stays in its history. */
export async function endConsent(services: Services, access: Access, id: string): Promise<Outcome<true>> {
  const mine = await selfOf(services, access);
  if (!mine.ok) return mine;
  const repository = services.repository(await writing(services, access));
  const ended = await repository.change('Consent', id, (json) =>
    accepted(JSON.stringify({ ...(JSON.parse(json) as object), status: 'inactive' })),
  );
  if (!ended.ok) return ended;
  return accepted(true);
}

type Own = { readonly person: string; readonly places: readonly Compartment[] };

async function ownRecords(services: Services, access: Access, person: string): Promise<Outcome<Own>> {
  if (access.role !== 'person') return personAlone();
  const whose = await whosePerson(services, access, person);
  if (!whose.ok) return whose;
  return accepted({ person: whose.value, places: (await recordsOf(services, whose.value)).map(placeOf) });
}

/** The person whose own record this seat reads, with its places. */
export async function selfOf(services: Services, access: Access): Promise<Outcome<Own>> {
  const holder = await services.ports.contributors.holderOf(access.viewer);
  return holder?.startsWith('Person/') ? ownRecords(services, access, holder) : personAlone();
}

function personAlone(): Outcome<never> {
  const text = 'Who sees a record is said by the person whose record it is.';
  return refuse('forbidden', 'record.shares-themself', text);
}

/** A person writes nothing into their record but what they permit and deny, and that a harm was reported; that alone is done with this access. */
export async function writing({ ports }: Services, access: Access): Promise<Access> {
  const organization = await ports.contributors.organizationKey(THE_PERSON.organization, THE_PERSON.name);
  const basis = await ports.contributors.basisKey(organization, FEED, 'own-record');
  return { ...access, writes: 'own-people', organization, basis };
}

export async function organizationsIn({ answers }: Services, access: Access): Promise<Sharing['organizations']> {
  const governance = answers['governance'] as PartnershipAnswer | undefined;
  const { partners } = (await governance?.partnership(access)) ?? { partners: [] };
  return partners.map(({ organization, name }) => ({ organization, name }));
}

type Telling = { readonly names: ReadonlyMap<string, string>; readonly today: Day; readonly own: number };

function told({ id, org, body }: Stored, { names, today, own }: Telling): Said {
  const consent = JSON.parse(body) as { readonly provision?: { readonly period?: { readonly end?: string } } };
  const { passedOver } = consentDecision([consent], today);
  // What it says in itself, whether or not it is in force today.
  const bare = { ...consent, status: 'active', provision: { ...consent.provision, period: undefined } };
  const rule = consentDecision([bare], today).rules.find(({ depth }) => depth === 0);
  const called = (all: readonly string[] = []) => all.map((one) => names.get(one) ?? 'an organisation');
  const until = consent.provision?.period?.end;
  const why = passedOver[0]?.why;
  return {
    id,
    effect: rule?.effect ?? 'deny',
    what: rule ? whatOf(rule, called(rule.recorders)) : 'something',
    from: called(rule?.viewers),
    ...(rule?.since === undefined ? {} : { since: rule.since }),
    ...(until === undefined ? {} : { until }),
    ...(why === undefined ? {} : { silent: why }),
    own: org === own,
  };
}

function whatOf({ classes, labels }: ConsentRule, recorders: readonly string[]): string {
  const what = [...(classes ?? []).map((one) => CLASS_WORDS[one]), ...(labels ?? []).map((one) => LABEL_WORDS[one])];
  const words = what.length > 0 ? listed(what) : 'everything';
  return recorders.length > 0 ? `${words} written by ${listed(recorders)}` : words;
}
