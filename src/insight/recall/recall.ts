import type { Access } from '#agreement';
import { dayIn } from '#base';
import { accepted, type Outcome, refuse } from '#fhir';
import type { Services } from '#joint';
import type { InsightAnswers } from '../contract.ts';
import type { Partner } from '../scope.ts';
import { nameOf, seePeople, type SeenPerson } from '../seen.ts';
import { seesPeople } from '../viewpoint.ts';
import type { RecallAnswers, RecallAsked, RecallForm, RecallView } from './contract.ts';
import { letterTo, RECALL, requestOf } from './letter.ts';
import {
  keepRecall,
  keepState,
  keepUndone,
  peopleOf,
  type RecalledRow,
  type RecallRow,
  readRecall,
} from './recall.queries.ts';

type Recalling = {
  readonly services: Services;
  readonly partners: () => Promise<readonly Partner[]>;
  readonly insight: Pick<InsightAnswers, 'lacking' | 'measure'>;
};

const MOST = 200;
/** By name: in the order of contacts those who need writing to, who have none, would come last and be cut off. */
const LISTED = { limit: MOST, order: 'name' } as const;
const KEY = /^[\w-]{8,80}$/;

/** Writing to people of a gap list in one go: what was sent, what was not and why, and taking it back on the same day. */
export function recallOn(recalling: Recalling): RecallAnswers {
  return {
    form: (access, asked) => formOf(recalling, access, asked),
    send: (access, asked) => send(recalling, access, asked),
    one: async (access, id) => {
      const row = await own(recalling, access, id);
      return row.ok ? accepted(await viewOf(recalling, access, row.value)) : row;
    },
    letters: (access, id) => lettersOf(recalling, access, id),
    undo: (access, id) => undo(recalling, access, id),
  };
}

async function formOf(
  recalling: Recalling,
  access: Access,
  asked: { readonly measure: string; readonly place: string },
): Promise<Outcome<RecallForm>> {
  const { insight, services } = recalling;
  const [found, view] = await Promise.all([
    insight.lacking(access, { ...asked, ...LISTED }),
    insight.measure(access, asked.measure, asked.place),
  ]);
  if (!found.ok) return found;
  if (!view.ok) return view;
  const people = found.value.people.map(({ person, name, born, last, next }) => ({
    person,
    name,
    ...(born ? { born } : {}),
    ...(last ? { last } : {}),
    ...(next ? { next: next.at } : {}),
  }));
  return accepted({
    key: services.newId(),
    measure: view.value.measure,
    place: view.value.place,
    people: people.sort((a, b) => ((a.next ?? '9') < (b.next ?? '9') ? -1 : (a.next ?? '9') > (b.next ?? '9') ? 1 : 0)),
    more: found.value.total > found.value.people.length,
    use: found.value.use,
  });
}

async function send(recalling: Recalling, access: Access, asked: RecallAsked): Promise<Outcome<RecallView>> {
  const { services, insight } = recalling;
  const { key, measure, place, kind } = asked;
  if (!seesPeople(access)) return carersOnly();
  if (!KEY.test(key) || (kind !== 'letter' && kind !== 'task')) return malformed();
  const people = [...new Set(asked.people)];
  const before = await readRecall(services.store, key);
  if (before && before.organization !== access.organization) return noRecall();
  if (!before) {
    if (people.length === 0 || people.length > MOST) return nobody();
    const found = await insight.lacking(access, { measure, place, ...LISTED });
    if (!found.ok) return found;
    const view = await insight.measure(access, measure, place);
    if (!view.ok) return view;
    // Only who is on the list as this seat is shown it: opt-outs, deaths and what is hidden have been looked at there.
    const listed = new Set(found.value.people.map(({ person }) => person));
    const chosen = people.filter((person) => listed.has(person));
    if (chosen.length === 0) return nobody();
    const { title } = view.value.measure;
    const row = {
      id: key,
      measure,
      title,
      place,
      placeName: view.value.place.name,
      kind,
      organization: access.organization,
      name: access.name ?? '',
      principal: access.principal,
      at: new Date(services.now()),
    } as const;
    await keepRecall(services.store, row, chosen);
  }
  const row = await readRecall(services.store, key);
  if (!row) return noRecall();
  if (row.undone === null) await sendWaiting(recalling, access, row);
  return accepted(await viewOf(recalling, access, row));
}

/** One after the other, each kept before the next: what was interrupted goes on where it stopped. */
async function sendWaiting(recalling: Recalling, access: Access, row: RecallRow): Promise<void> {
  const { services, partners } = recalling;
  const waiting = (await peopleOf(services.store, row.id)).filter(({ state }) => state === 'waiting');
  if (waiting.length === 0) return;
  const seen = await seePeople(
    services,
    access,
    waiting.map(({ person }) => person),
    { facts: [] },
  );
  const byPerson = new Map(seen.map((one) => [one.person, one]));
  const organization = (await partners()).find(({ key }) => key === access.organization)?.organization;
  for (const { person } of waiting) {
    const made = await sendOne(services, access, { row, one: byPerson.get(person), organization });
    await keepState(services.store, row.id, { person, ...made });
  }
  // Taken back while it was under way: what was made since is taken back too.
  if ((await readRecall(services.store, row.id))?.undone) await takeBack(services, access, row.id);
}

type One = { readonly row: RecallRow; readonly one: SeenPerson | undefined; readonly organization: string | undefined };
type Became = Omit<RecalledRow, 'person'>;

async function sendOne(services: Services, access: Access, { row, one, organization }: One): Promise<Became> {
  const patient = one?.patients.find(({ org }) => org === access.organization);
  if (!patient || organization === undefined) return notSent('They are on no list of your own organisation.');
  if (row.kind === 'letter' && letterTo(patient, { person: '', name: '', from: '' }).address.length === 0)
    return notSent('No address is recorded that letters go to.');
  const { kind, measure } = row;
  const request = requestOf({ key: row.id, kind, patient: patient.id, measure, organization, now: services.now() });
  const status = kind === 'letter' ? 'active' : 'requested,received,accepted,ready,in-progress';
  const identifier = encodeURIComponent(`${RECALL}|${measure}/${patient.id}`);
  const written = await services.repository(access).create(request.resourceType, JSON.stringify(request), {
    ifNoneExist: `identifier=${identifier}&status=${status}`,
  });
  if (!written.ok) return notSent(written.refusals[0].text);
  const { type, id, effect, body = '' } = written.value;
  // Another press of the same button, or this one before it was interrupted, may have written it.
  if (effect !== 'created' && !body.includes(`"${row.id}"`))
    return notSent('They were written to about this before, and that is still open.');
  return { state: 'sent', reference: `${type}/${id}`, why: null };
}

function notSent(why: string): Became {
  return { state: 'not-sent', reference: null, why };
}

async function undo(recalling: Recalling, access: Access, id: string): Promise<Outcome<RecallView>> {
  const { services } = recalling;
  const found = await own(recalling, access, id);
  if (!found.ok) return found;
  if (!mayUndo(services, found.value)) return tooLate();
  // No more is sent from here on, also by a form that is sent again meanwhile.
  await keepUndone(services.store, id, new Date(services.now()));
  await takeBack(services, access, id);
  const row = await readRecall(services.store, id);
  return row ? accepted(await viewOf(recalling, access, row)) : noRecall();
}

async function takeBack(services: Services, access: Access, id: string): Promise<void> {
  const bound = services.repository(access);
  for (const row of await peopleOf(services.store, id)) {
    if (row.state === 'waiting') await keepState(services.store, id, { ...row, state: 'undone' });
    const [type = '', at = ''] = row.reference?.split('/') ?? [];
    if (row.state !== 'sent' || at === '') continue;
    const status = type === 'Task' ? 'cancelled' : 'revoked';
    const over = (json: string) => accepted(json.replace(/"status":"[a-z-]+"/, `"status":"${status}"`));
    const written = await bound.change(type, at, over);
    if (written.ok) await keepState(services.store, id, { ...row, state: 'undone' });
  }
}

function mayUndo({ zone, now }: Pick<Services, 'zone' | 'now'>, { at, undone }: RecallRow): boolean {
  return undone === null && dayIn(zone, at.getTime()) === dayIn(zone, now());
}

async function own({ services }: Recalling, access: Access, id: string): Promise<Outcome<RecallRow>> {
  if (!seesPeople(access)) return carersOnly();
  const row = await readRecall(services.store, id);
  return row && row.organization === access.organization ? accepted(row) : noRecall();
}

async function viewOf({ services }: Recalling, access: Access, row: RecallRow): Promise<RecallView> {
  const people = await peopleOf(services.store, row.id);
  const seen = await seePeople(
    services,
    access,
    people.map(({ person }) => person),
    { facts: [] },
  );
  const names = new Map(
    seen.flatMap(({ person, patients: [patient] }) => (patient ? [[person, nameOf(patient)] as const] : [])),
  );
  return {
    id: row.id,
    measure: { id: row.measure, title: row.title },
    place: { id: row.place, name: row.placeName },
    kind: row.kind,
    at: row.at.toISOString(),
    by: row.name,
    ...(row.undone ? { undone: row.undone.toISOString() } : {}),
    sent: people.filter(({ state }) => state === 'sent').length,
    of: people.length,
    people: people.flatMap(({ person, state, why }) => {
      const name = names.get(person);
      return name === undefined ? [] : [{ person, name, state, ...(why === null ? {} : { why }) }];
    }),
    may: { undo: mayUndo(services, row) },
  };
}

/** One for each who was written to and whom this seat still sees; each is told that their record was looked at. */
async function lettersOf(recalling: Recalling, access: Access, id: string): ReturnType<RecallAnswers['letters']> {
  const { services, partners } = recalling;
  const found = await own(recalling, access, id);
  if (!found.ok) return found;
  const sent = (await peopleOf(services.store, id)).filter(({ state }) => state === 'sent');
  const seen = await seePeople(
    services,
    access,
    sent.map(({ person }) => person),
    { facts: [] },
  );
  const from = (await partners()).find(({ key }) => key === access.organization)?.name ?? '';
  const letters = seen.flatMap(({ person, patients }) => {
    const patient = patients.find(({ org }) => org === access.organization);
    return patient ? [letterTo(patient, { person, name: spoken(nameOf(patient)), from })] : [];
  });
  await services.ports.audit.note(
    access,
    ...letters.map(({ person }) => ({ action: 'print', outcome: 'done', person, query: `recall ${id}` })),
  );
  return accepted(letters);
}

/** 'OCHENG, Ruth' as a letter says it. */
function spoken(name: string): string {
  const [family = '', given] = name.split(', ');
  return given === undefined ? family : `${given} ${family}`;
}

function carersOnly(): Outcome<never> {
  const text = 'People are listed for those who care for them. Your seat is shown the figures without the people.';
  return refuse('forbidden', 'insight.carers-only', text);
}

function nobody(): Outcome<never> {
  const text = `Choose 1 to ${MOST} people of the list: nobody was chosen who is on it, or too many at once.`;
  return refuse('required', 'insight.recall-nobody', text, 'people');
}

function malformed(): Outcome<never> {
  return refuse(
    'value',
    'insight.recall-kind',
    'Say whether letters or tasks are made, under a key of 8 to 80 letters.',
  );
}

function noRecall(): Outcome<never> {
  return refuse(
    'not-found',
    'insight.no-recall',
    'Your organisation has written no such letters. Begin from a list of people.',
  );
}

function tooLate(): Outcome<never> {
  const text = 'Letters are taken back on the day they were made, once. Tell the people themselves if one was wrong.';
  return refuse('business-rule', 'insight.recall-late', text);
}
