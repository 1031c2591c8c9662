import { type Access, type Confidence, LABEL_WORDS, type Label, labelBits, LABELS, type Stigmatised } from '#agreement';
import { type Day, day, dayIn, isDay } from '#base';
import { accepted, type Outcome, refuse } from '#fhir';
import { lawIn, type Services } from '#joint';
import type { Compartment } from '#repository';
import { organizationsIn } from '../consent/share.ts';
import { placeOf } from '../match/pair.queries.ts';
import { selfOf, type Whose } from '../rights/whose.ts';
import {
  type ConfidantRow,
  confidantsIn,
  endConfidant,
  keepConfidant,
  keepWording,
  toldTo,
  wordingIn,
} from './confide.queries.ts';
import type { Confidant, Confiding, ConfidingAnswers, Telling, Worker } from './contract.ts';
import { tellsAnything, worded } from './wording.ts';

const ROLE = 'community-health-worker';
const WORDS_MAX = 60;
const OPEN_MAX = 20;
const NONE: Stigmatised = { law: '', labels: [], called: '', tells: [] };

/** What a person says about who may know of a stigmatised condition, and what it is called to everybody else. */
export function confidingAnswers(services: Services): ConfidingAnswers {
  return {
    mine: (access) => mine(services, access),
    tell: (access, telling) => tell(services, access, telling),
    end: (access, id) => end(services, access, { id }),
    handOver: (access, id, worker) => handOver(services, access, { id, worker }),
    call: (access, words) => call(services, access, words.trim()),
  };
}

/** What whoever sits in a seat was told by name: an Expr is made of it, so that it holds in every query of theirs. */
export async function told(
  services: Services,
  { account, organization, role }: { readonly account: string; readonly organization: string; readonly role: string },
): Promise<readonly Confidence[]> {
  if (role !== ROLE) return [];
  const rows = await toldTo(services.store, { account, organization, today: today(services) });
  if (rows.length === 0) return [];
  const { persons } = services.ports;
  const owners = new Map((await persons.of(services.store, rows)).map((row) => [keyOf(row), row.person]));
  const records = await persons.records(services.store, [...new Set(owners.values())]);
  const byLabels = new Map<number, Compartment[]>();
  for (const row of rows) {
    const person = owners.get(keyOf(row));
    const places = person === undefined ? [row] : records.filter((one) => one.person === person);
    byLabels.set(row.labels, [...(byLabels.get(row.labels) ?? []), ...places.map(placeOf)]);
  }
  return [...byLabels].map(([labels, places]) => ({ labels, places }));
}

/** What a stigmatised condition of this person is called, and by which words it would be told. */
export async function calledIn(
  services: Pick<Services, 'store' | 'zone'>,
  places: readonly Compartment[],
): Promise<{ readonly stigmatised: Stigmatised; readonly called: string }> {
  const stigmatised = lawIn(services.zone).stigmatised ?? NONE;
  return { stigmatised, called: (await wordingIn(services.store, places)) ?? stigmatised.called };
}

/**
 * A text about somebody as it stands on lists, in calendars and in whatever leaves the program: who reads it there may be anybody of the
 * organisation, so that a condition is called in it as the person wants, whoever asks.
 */
export async function wordedAbout(
  services: Pick<Services, 'store' | 'zone'>,
  places: readonly Compartment[],
  text: string,
): Promise<string> {
  const { stigmatised, called } = await calledIn(services, places);
  return worded(text, stigmatised, called);
}

async function mine(services: Services, access: Access): Promise<Outcome<Confiding>> {
  const self = await selfOf(services, access);
  if (!self.ok) return self;
  const { places } = self.value;
  const [workers, rows, { stigmatised, called }] = await Promise.all([
    workersOf(services, access),
    confidantsIn(services.store, places),
    calledIn(services, places),
  ]);
  const names = new Map((await organizationsIn(services, access)).map((one) => [one.organization, one.name]));
  return accepted({
    workers: workers.map(({ worker, name, organization }) => ({ worker, name, organization })),
    labels: stigmatised.labels.map((label) => ({ label, words: LABEL_WORDS[label] })),
    told: rows.map((row) => shown(row, { rows, workers, names })),
    law: stigmatised.law,
    called,
    usually: stigmatised.called,
  });
}

type Around = {
  readonly rows: readonly ConfidantRow[];
  readonly workers: readonly (Worker & { readonly account: string })[];
  readonly names: ReadonlyMap<string, string>;
};

function shown(row: ConfidantRow, { rows, workers, names }: Around): Confidant {
  const { id, name, organization, labels, since, until, ended, handed_to: to } = row;
  const next = rows.find((one) => one.id === to)?.name;
  return {
    id,
    name,
    organization: names.get(organization) ?? 'an organisation',
    about: LABELS.filter((_, bit) => (labels & (1 << bit)) !== 0).map((label) => LABEL_WORDS[label]),
    since: since.toISOString(),
    ...(until === null ? {} : { until }),
    ...(ended === null ? {} : { ended: ended.toISOString() }),
    left: !workers.some(({ worker }) => worker === `${row.account} ${organization}`),
    ...(next === undefined ? {} : { handedTo: next }),
  };
}

async function tell(services: Services, access: Access, telling: Telling): Promise<Outcome<true>> {
  const self = await selfOf(services, access);
  if (!self.ok) return self;
  const labels = labelsIn(services, telling.labels);
  if (labels === 0) {
    return refuse('required', 'record.confide-what', 'Choose what they may know of.', 'labels');
  }
  const until = untilIn(services, telling.until);
  if (!until.ok) return until;
  const open = (await confidantsIn(services.store, self.value.places)).filter(({ ended }) => ended === null);
  if (open.length >= OPEN_MAX) {
    return refuse('throttled', 'record.confide-many', 'You have told many people. End one of these first.');
  }
  return write(services, access, self.value, { worker: telling.worker, labels, until: until.value });
}

async function handOver(
  services: Services,
  access: Access,
  { id, worker }: { readonly id: string; readonly worker: string },
): Promise<Outcome<true>> {
  const self = await selfOf(services, access);
  if (!self.ok) return self;
  const row = (await confidantsIn(services.store, self.value.places)).find(
    (one) => one.id === id && one.ended === null,
  );
  if (row === undefined) return noConfidant();
  return write(services, access, self.value, { worker, labels: row.labels, until: row.until, from: id });
}

type Said = { readonly worker: string; readonly labels: number; readonly until: Day | null; readonly from?: string };

/** Told to one and, where it is handed over, ended for another in the same instant. */
async function write(services: Services, access: Access, self: Whose, said: Said): Promise<Outcome<true>> {
  const chosen = (await workersOf(services, access)).find(({ worker }) => worker === said.worker);
  const [place] = self.places;
  if (chosen === undefined || place === undefined) {
    const text = 'Choose one of the community workers named. Who has left is not among them.';
    return refuse('required', 'record.confide-whom', text, 'worker');
  }
  const [id, at] = [services.newId(), new Date(services.now())];
  const organization = chosen.worker.slice(chosen.account.length + 1);
  const { account, name } = chosen;
  await services.store.write(async (transaction) => {
    const by = access.principal;
    if (said.from !== undefined) await endConfidant(transaction, self.places, { id: said.from, at, by, to: id });
    const row = { id, ...place, account, name, organization, labels: said.labels, since: at, until: said.until };
    await keepConfidant(transaction, row);
  });
  await services.ports.audit.note(access, { action: 'confide', outcome: 'done', person: self.person });
  return accepted(true);
}

async function end(services: Services, access: Access, { id }: { readonly id: string }): Promise<Outcome<true>> {
  const self = await selfOf(services, access);
  if (!self.ok) return self;
  const at = new Date(services.now());
  const ended = await services.store.write((transaction) =>
    endConfidant(transaction, self.value.places, { id, at, by: access.principal }),
  );
  if (!ended) return noConfidant();
  await services.ports.audit.note(access, { action: 'confide-no-more', outcome: 'done', person: self.value.person });
  return accepted(true);
}

async function call(services: Services, access: Access, words: string): Promise<Outcome<true>> {
  const self = await selfOf(services, access);
  if (!self.ok) return self;
  const tells = lawIn(services.zone).stigmatised?.tells ?? [];
  if (words.length > WORDS_MAX || tellsAnything(words, tells)) {
    const text = `Use up to ${WORDS_MAX} letters, and none of the words that would tell it.`;
    return refuse('value', 'record.wording', text, 'called');
  }
  const at = new Date(services.now());
  await services.store.write((transaction) => keepWording(transaction, self.value.places, words, at));
  return accepted(true);
}

/** Community workers of the partners, by name. */
async function workersOf(
  services: Services,
  access: Access,
): Promise<readonly (Worker & { readonly account: string })[]> {
  const organizations = await organizationsIn(services, access);
  const found = await Promise.all(
    organizations.map(async ({ organization, name: where }) => {
      const holders = (await services.holders?.(organization, ROLE)) ?? [];
      return holders.map(({ account, name }) => ({
        worker: `${account} ${organization}`,
        account,
        name,
        organization: where,
      }));
    }),
  );
  return found.flat();
}

function labelsIn({ zone }: Services, chosen: readonly string[]): number {
  const offered = lawIn(zone).stigmatised?.labels ?? [];
  return labelBits(...chosen.filter((one): one is Label => offered.some((label) => label === one)));
}

function untilIn(services: Services, until: string | undefined): Outcome<Day | null> {
  if (until === undefined || until === '') return accepted(null);
  if (isDay(until) && until >= today(services)) return accepted(day(until));
  return refuse('value', 'record.confide-until', 'Give the last day, today or later, or none.', 'until');
}

function today({ zone, now }: Services): Day {
  return dayIn(zone, now());
}

function keyOf({ bkt, cmp }: Compartment): string {
  return `${bkt} ${cmp}`;
}

function noConfidant(): Outcome<never> {
  return refuse('not-found', 'record.no-confidant', 'There is nobody whom you told so, or it has ended.');
}
