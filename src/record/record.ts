import type { Access, Confidence, Role } from '#agreement';
import type { Joint, Services, Started } from '#joint';
import type { Change, Compartment, Narrowing, Tombstone } from '#repository';
import type { Transaction } from '#store';
import type { RecordAnswers } from './contract.ts';
import { receiveOf } from './intake/hl7v2/door.ts';
import { type Intake, intakeOf } from './intake/intake.ts';
import { intakeRoutes } from './intake/intake.routes.ts';
import { answer, ask, question, questions } from './access-question/questions.ts';
import { alertRoutes } from './alert/ask.ts';
import { allowAlerts, alertChoice, refuseAlerts } from './alert/choice.ts';
import { closeEmergency, openEmergency } from './break-glass/open.ts';
import { emergencies, emergency, holdEmergency, reviewEmergency } from './break-glass/review.ts';
import { loadCodes, RELABEL, removeCodes, sensitiveCodes } from './label/sensitive.ts';
import { decidePair, linked, unlink, waitingPairs } from './match/identity.ts';
import { distinct, match } from './match/matcher.ts';
import { recordMigrations } from './migrations/index.ts';
import { findPeople } from './person/find.ts';
import { visits, whoLooked } from './person/looked.ts';
import { openPerson } from './person/open.ts';
import { endConsent, saveConsent, sharing } from './consent/share.ts';
import { confidingAnswers, told } from './confide/confide.ts';
import { wordingOf } from './confide/told.ts';
import { decidingAnswers } from './deciding/deciding.ts';
import { answersFit, formsStay } from './form/admit.ts';
import { formAnswers } from './form/form.ts';
import { harmAnswers } from './harm/harm.ts';
import { optOutAnswers } from './opt-out/opt-out.ts';
import { optOutRoutes } from './opt-out/opt-out.routes.ts';
import { protectionAnswers } from './protection/protection.ts';
import { projections } from './projections.ts';
import { researchAnswers } from './research/research.ts';
import { COPY_JOB, makeCopy, tendCopies } from './rights/copy.ts';
import { rightsAnswers } from './rights/index.ts';
import { replay, type Replayed } from './rights/replay.ts';
import { markAdded } from './rights/restrict.ts';
import { RELATIONSHIP_TYPES } from './relationship/holder.ts';
import { keepNamed, keepNaming, keepRelationships, type Keeping } from './relationship/keep.ts';
import { namesLost, narrows } from './relationship/narrows.ts';
import { searchAudit } from './unusual/search.ts';
import { unusual } from './unusual/unusual.ts';
import { startLapses } from './relationship/lapse.ts';
import { housesOf } from './relationship/house.ts';
import { plannersOf } from './relationship/planner.ts';
import { rebuildRelationships } from './relationship/rebuild.ts';

/** What `Started.answers` of this joint holds: the contract, and what app and cli alone use. */
export type RecordJoint = RecordAnswers & {
  /** What people have told whoever sits in a seat by name: for who fills an Access. */
  readonly told: (seat: {
    readonly account: string;
    readonly organization: string;
    readonly role: Role;
  }) => Promise<readonly Confidence[]>;
  readonly intake: Intake;
  /** Everybody's access rows anew: after partners have joined or left. Answers how many compartments. */
  readonly rebuildRelationships: (access: Access) => Promise<number>;
  /** After a restore: erasures are done again, and what was erased does not come in again. */
  readonly replayErasures: (access: Access, tombstones: readonly Tombstone[]) => Promise<Replayed>;
};

/** Files past their day go, and what was left undone is done. */
export const TEND_JOB = 'record.tend-copies';

/** Record: one longitudinal record of a person across organisations. */
export const record: Joint = {
  name: 'record',
  migrations: recordMigrations,
  projects: () => projections,
  asks: [answersFit, formsStay],
  narrows,
  start: async (services) => startRecord(services),
};

export async function startRecord(services: Services): Promise<Started & { readonly answers: RecordJoint }> {
  const { ports, now, zone } = services;
  const keeping: Keeping = { ports, now, zone, planners: plannersOf(services), houses: housesOf(services) };
  const stopLapses = startLapses(services, keeping);
  const [intake, optOuts] = [intakeOf(services), optOutAnswers(services)];
  let stopping = false;
  return {
    wording: wordingOf(services),
    routes: [...intakeRoutes(intake, receiveOf(services)), ...alertRoutes(services), ...optOutRoutes(optOuts)],
    answers: {
      optOuts,
      ...confidence(services),
      rights: rightsAnswers(services, keeping),
      findPeople: (access, question) => findPeople(services, access, question),
      openPerson: (access, person, today) => openPerson(services, access, person, today),
      whoLooked: (access, person) => whoLooked(services, access, person),
      visits: (access, person) => visits(services, access, person),
      askWhy: (access, asked) => ask(services, access, asked),
      accessQuestions: (access, person) => questions(services, access, person),
      accessQuestion: (access, id) => question(services, access, id),
      answerWhy: (access, id, words) => answer(services, access, id, words),
      openEmergency: (access, request) => openEmergency(services, keeping, access, request),
      closeEmergency: (access, id) => closeEmergency(services, keeping, access, id),
      emergencies: (access, asked) => emergencies(services, access, asked),
      emergency: (access, id) => emergency(services, access, id),
      reviewEmergency: (access, id, review) => reviewEmergency(services, access, id, review),
      holdEmergency: (access, id, hold) => holdEmergency(services, access, id, hold),
      unusual: (access, asked) => unusual(services, access, asked),
      searchAudit: (access, asked) => searchAudit(services, access, asked),
      sharing: (access, person) => sharing(services, access, person),
      keepBack: (access, wish) => saveConsent(services, access, wish),
      shareAgain: (access, id) => endConsent(services, access, id),
      alertChoice: (access) => alertChoice(services, access),
      refuseAlerts: (access, said) => refuseAlerts(services, access, said),
      allowAlerts: (access) => allowAlerts(services, access),
      sensitiveCodes: (access) => sensitiveCodes(services, access),
      loadCodes: (access, codes) => loadCodes(services, access, codes),
      removeCodes: (access, slot) => removeCodes(services, access, slot),
      linked: (access, person) => linked(services, access, person),
      waitingPairs: (access, limit, after) => waitingPairs(services, access, limit, after),
      decidePair: (access, pair, decision, reason) =>
        decidePair({ ...services, keeping }, access, pair, { decision, reason }),
      unlink: (access, compartment, reason) => unlink({ ...services, keeping }, access, compartment, reason),
      intake,
      replayErasures: (access, tombstones) => replay(services, keeping, access, tombstones),
      rebuildRelationships: (access) => rebuildRelationships(services, access, keeping),
    },
    onChanges: (changes, transaction) => follow(services, keeping, changes, transaction),
    narrowed: (people, transaction, changes = []) => seeLess({ keeping, people, changes }, transaction),
    jobs: {
      [COPY_JOB]: async (payload) => makeCopy(services, (payload as { readonly id: string }).id),
      [TEND_JOB]: async () => tendCopies(services),
      [RELABEL]: async () => void (await ports.labels.relabel({ stopped: () => stopping })),
    },
    stop: async () => {
      stopping = true;
      await stopLapses();
    },
  };
}

type Less = {
  readonly keeping: Keeping;
  readonly people: readonly Compartment[];
  readonly changes: readonly Narrowing[];
};

/** With the write: of these people, and of whomever names an organisation as it is called no more. */
async function seeLess({ keeping, people, changes }: Less, transaction: Transaction): Promise<void> {
  await keepRelationships(transaction, distinct(people), keeping);
  await keepNamed(transaction, changes.flatMap(namesLost), keeping);
}

/** What people say of who may know, of harm that came of it, in forms, and to research. */
function confidence(
  services: Services,
): Pick<RecordJoint, 'told' | 'confiding' | 'deciding' | 'protection' | 'harms' | 'forms' | 'research'> {
  return {
    told: (seat) => told(services, seat),
    confiding: confidingAnswers(services),
    deciding: decidingAnswers(services),
    protection: protectionAnswers(services),
    harms: harmAnswers(services),
    forms: formAnswers(services),
    research: researchAnswers(services),
  };
}

/**
 * Matches new and changed Patient records, and those that were put together or taken apart (what waits may be answered now),
 * then brings the access rows of everybody touched up to date.
 */
async function follow(
  services: Services,
  keeping: Keeping,
  changes: readonly Change[],
  transaction: Transaction,
): Promise<void> {
  const { ports, now } = services;
  const people = changes.filter(({ cmp }) => cmp !== '0');
  const [telling, plain] = [people.filter(tells), people.filter((change) => !tells(change))];
  const patients = distinct(people.filter(({ type }) => type === 'Patient').map(placeOf));
  await match(transaction, patients, { persons: ports.persons, now });
  const touched = [...telling.map(placeOf), ...(await ports.persons.newlyContributed(transaction, plain))];
  await keepRelationships(transaction, distinct(touched), keeping);
  await markAdded(services, transaction, distinct(people.map(placeOf)));
  const organizations = changes.filter(({ type }) => type === 'Organization').map(({ id }) => id);
  await keepNaming(transaction, [...new Set(organizations)], keeping);
}

/**
 * Whether a change can say anything new of who has to do with a person. A result, a letter or a visit that is new says no more than
 * who wrote it; nearly all of what is written is that.
 */
function tells({ type, op }: Change): boolean {
  return op !== 'create' || TELLING.has(type);
}

const TELLING = new Set(['Patient', 'Consent', ...RELATIONSHIP_TYPES]);

function placeOf({ bkt, cmp }: Change): Compartment {
  return { bkt, cmp };
}
