import type { Access } from '#agreement';
import { day, dayIn, isDay } from '#base';
import { accepted, type Outcome, refuse } from '#fhir';
import type { Services } from '#joint';
import { compartmentOf } from '#repository';
import { organizationsIn, writing } from '../consent/share.ts';
import { placeOf } from '../match/pair.queries.ts';
import { noPerson, recordsOf, seenBy } from '../person/whose.ts';
import { notAnOfficer, personOf, selfOf, type Whose } from '../rights/whose.ts';
import {
  type Harm,
  HARM_FOUND,
  HARM_KINDS,
  type HarmAnswers,
  type HarmFound,
  type HarmKind,
  type HarmReport,
  type MyHarms,
} from './contract.ts';
import { answerHarm, harmOf, type HarmRow, harmsAt, harmsOf, keepHarm, waitingOf } from './harm.queries.ts';
import { keptReply, owedReply } from './owed.ts';

const WORDS_MIN = 3;
const WORDS_MAX = 2_000;
const OPEN_MAX = 20;

/** What is reported of harm that came of somebody learning what they should not have known, and the answer to it. */
export function harmAnswers(services: Services): HarmAnswers {
  return {
    mine: (access) => mine(services, access),
    asStaff: (access, person) => asStaff(services, access, person),
    report: (access, said) => report(services, access, said),
    ours: (access) => ours(services, access),
    one: (access, id) => one(services, access, id),
    reply: (access, id, said) => reply(services, access, id, said),
  };
}

async function mine(services: Services, access: Access): Promise<Outcome<MyHarms>> {
  const self = await selfOf(services, access);
  if (!self.ok) return self;
  const organizations = await organizationsIn(services, access);
  const rows = await harmsOf(services.store, self.value.places);
  return accepted({ harms: await shownOf(services, rows), organizations });
}

async function asStaff(services: Services, access: Access, person: string): Promise<Outcome<MyHarms>> {
  const seen = await seenBy(services, access, person);
  if (!seen.ok) return seen;
  const organizations = await organizationsIn(services, access);
  const own = await ownOf(services, access);
  // Their own organisation first: it is where most of what staff see of it happened.
  return accepted({
    harms: [],
    organizations: [...organizations].sort((a, b) => Number(b.organization === own) - Number(a.organization === own)),
  });
}

async function report(services: Services, access: Access, said: HarmReport): Promise<Outcome<string>> {
  const whose = await whoseOf(services, access, said.person);
  if (!whose.ok) return whose;
  const checked = await checkedReport(services, access, said);
  if (!checked.ok) return checked;
  const { kind, words, happened, organization } = checked.value;
  const { places, person } = whose.value;
  if ((await waitingOf(services.store, places)) >= OPEN_MAX) {
    return refuse('throttled', 'record.harms-open', 'Many reports wait for an answer. Wait for those first.');
  }
  const repository = services.repository(await writing(services, access));
  const [patient] = await repository.compartments(places, { types: ['Patient'], limit: 1 });
  if (!patient) return noPerson();
  const reported = new Date(services.now());
  const written = await repository.create('AdverseEvent', JSON.stringify(itemOf(patient.id, happened, reported)));
  if (!written.ok) return written;
  const id = services.newId();
  const row = {
    id,
    ...compartmentOf(`Patient/${patient.id}`),
    organization,
    kind,
    words,
    happened,
    reported,
    item: `AdverseEvent/${written.value.id}`,
    by_person: access.role === 'person',
    reporter: access.principal,
    reporter_name: access.name ?? access.principal,
  };
  await services.store.write(async (transaction) => {
    await keepHarm(transaction, row);
    await owedReply(services, transaction, access, { row, person });
  });
  await services.ports.audit.note(access, { action: 'report-harm', outcome: 'done', person });
  return accepted(id);
}

async function ours(services: Services, access: Access): Promise<Outcome<readonly Harm[]>> {
  if (access.role !== 'ig-lead') return notAnOfficer();
  return accepted(await shownOf(services, await harmsAt(services.store, access.organization)));
}

async function one(services: Services, access: Access, id: string): Promise<Outcome<Harm>> {
  const row = await toMine(services, access, id);
  if (!row.ok) return row;
  const [shown] = await shownOf(services, [row.value]);
  const { person } = await personOf(services, services.store, row.value);
  await services.ports.audit.note(access, { action: 'look-at-harm', outcome: 'done', person });
  return shown === undefined ? noHarm() : accepted({ ...shown, person });
}

async function reply(
  services: Services,
  access: Access,
  id: string,
  { found, words }: { readonly found: string; readonly words: string },
): Promise<Outcome<true>> {
  const row = await toMine(services, access, id);
  if (!row.ok) return row;
  if (!isFound(found)) return refuse('required', 'record.harm-found', 'Say where it came from.', 'found');
  if (!isSaid(words)) {
    return refuse('required', 'record.answer-words', 'Write the answer, in words the person understands.', 'words');
  }
  const done = await services.store.write(async (transaction) => {
    const by = access.name ?? access.principal;
    const answered = await answerHarm(transaction, id, {
      found,
      words: words.trim(),
      at: new Date(services.now()),
      by,
    });
    if (answered) await keptReply(services, transaction, access, id);
    return answered;
  });
  return done ? accepted(true) : refuse('conflict', 'record.harm-answered', 'This report is answered already.');
}

/** Of themself, or of somebody whom this seat sees. */
async function whoseOf(services: Services, access: Access, person: string | undefined): Promise<Outcome<Whose>> {
  if (access.role === 'person') return selfOf(services, access);
  const seen = await seenBy(services, access, person ?? '');
  if (!seen.ok) return seen;
  const records = await recordsOf(services, seen.value.person);
  return accepted({ person: seen.value.person, places: records.map(placeOf) });
}

type Checked = Pick<HarmRow, 'kind' | 'words' | 'happened' | 'organization'>;

async function checkedReport(services: Services, access: Access, said: HarmReport): Promise<Outcome<Checked>> {
  const { kind, happened, words } = said;
  if (!isKind(kind)) return refuse('required', 'record.harm-kind', 'Choose what came of it.', 'kind');
  const partners = await organizationsIn(services, access);
  const known = await services.ports.contributors.organizations();
  const organization = known.find(
    (each) => each.organization === said.organization && partners.some((one) => one.organization === said.organization),
  );
  if (organization === undefined) {
    return refuse('required', 'record.harm-where', 'Choose the organisation where it happened.', 'organization');
  }
  if (!isDay(happened) || happened > dayIn(services.zone, services.now())) {
    return refuse('value', 'record.harm-day', 'Give the day on which it happened, today or before.', 'happened');
  }
  if (!isSaid(words)) return refuse('required', 'record.harm-words', 'Write what happened.', 'words');
  return accepted({ kind, happened: day(happened), words: words.trim(), organization: organization.key });
}

/** That a harm was reported, and no word of it: it is counted, and read by nobody with whom it is not shared by name. */
function itemOf(patient: string, happened: string, reported: Date): object {
  const code = { system: 'https://concord.health/harm', code: 'disclosure', display: 'Harm by disclosure' };
  return {
    resourceType: 'AdverseEvent',
    meta: { security: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-Confidentiality', code: 'R' }] },
    actuality: 'actual',
    event: { coding: [code], text: code.display },
    subject: { reference: `Patient/${patient}` },
    date: happened,
    recordedDate: reported.toISOString(),
  };
}

async function toMine(services: Services, access: Access, id: string): Promise<Outcome<HarmRow>> {
  if (access.role !== 'ig-lead') return notAnOfficer();
  const row = await harmOf(services.store, id);
  return row?.organization === access.organization ? accepted(row) : noHarm();
}

function noHarm(): Outcome<never> {
  return refuse('not-found', 'record.no-harm', 'There is no such report to your organisation.');
}

async function shownOf(services: Services, rows: readonly HarmRow[]): Promise<readonly Harm[]> {
  const names = new Map((await services.ports.contributors.organizations()).map(({ key, name }) => [key, name]));
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind,
    words: row.words,
    happened: row.happened,
    reported: row.reported.toISOString(),
    organization: names.get(row.organization) ?? 'an organisation',
    ...(row.by_person ? {} : { reporter: row.reporter_name }),
    ...(row.found === null || row.answer === null || row.answered === null
      ? {}
      : {
          found: row.found,
          answer: row.answer,
          answered: row.answered.toISOString(),
          by: row.answered_by ?? '',
        }),
  }));
}

async function ownOf({ ports }: Services, { organization }: Access): Promise<string | undefined> {
  return (await ports.contributors.organizations()).find(({ key }) => key === organization)?.organization;
}

function isSaid(words: string): boolean {
  return words.trim().length >= WORDS_MIN && words.length <= WORDS_MAX;
}

function isKind(kind: string): kind is HarmKind {
  return Object.hasOwn(HARM_KINDS, kind);
}

function isFound(found: string): found is HarmFound {
  return Object.hasOwn(HARM_FOUND, found);
}
