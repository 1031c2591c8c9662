import { type Access, clockOf } from '#agreement';
import { type Day, day, dayIn, isDay, plusDays, plusMonths } from '#base';
import { accepted, type Outcome, refuse } from '#fhir';
import { lawIn, type Services } from '#joint';
import type { Compartment } from '#repository';
import type { Transaction } from '#store';
import { knownOf } from '../deciding/facts.ts';
import { seenBy } from '../person/whose.ts';
import { personOf } from '../rights/whose.ts';
import {
  coercionOf,
  type CoercionRow,
  coercionsOf,
  keepCoercion,
  keepLook,
  lockCoercion,
  looksOf,
} from './coercion.queries.ts';
import type { Protection, ProtectionAnswers, Suspicion, WishedSuspicion } from './contract.ts';
import { keptLook, owedLook } from './owed.ts';
import { isCalled, isOf } from './whom.ts';

const NAME_MIN = 3;
const NAME_MAX = 200;
const WORDS_MIN = 10;
const WORDS_MAX = 4_000;
/** Where the law of the place says nothing of it. */
const MONTHS = 3;

/** That somebody may be forcing a person: written down, looked at again by a day, and told to nobody whom it names. */
export function protectionAnswers(services: Services): ProtectionAnswers {
  return {
    of: (access, person) => of(services, access, person),
    suspect: (access, person, wish) => suspect(services, access, { person, wish }),
    one: (access, id) => one(services, access, id),
    lookAgain: (access, id, found) => lookAgain(services, access, { id, found }),
  };
}

async function of(services: Services, access: Access, asked: string): Promise<Outcome<Protection>> {
  const seen = await protectedBy(services, access, asked);
  if (!seen.ok) return seen;
  const { person, places, name } = seen.value;
  const rows = (await coercionsOf(services.store, places)).filter((row) => !isOf(access, row));
  const sitting = (await services.proxies?.of(`Person/${person}`)) ?? [];
  await noted(
    services,
    access,
    'look-at-note',
    rows.map(({ id }) => id),
  );
  return accepted({
    person: `Person/${person}`,
    name,
    suspicions: await shownOf(services, rows),
    sitting: sitting
      .filter((each) => !isOf(access, each))
      .map(({ account, name: called, as }) => ({ account, name: called, as })),
    latest: latestDay(services),
  });
}

async function suspect(
  services: Services,
  access: Access,
  { person: asked, wish }: { readonly person: string; readonly wish: WishedSuspicion },
): Promise<Outcome<string>> {
  const seen = await protectedBy(services, access, asked);
  if (!seen.ok) return seen;
  const { person, places } = seen.value;
  const sitting = (await services.proxies?.of(`Person/${person}`)) ?? [];
  const chosen = sitting.find(({ account }) => account === wish.account);
  const name = (chosen?.name ?? wish.name).trim();
  const again = againOf(services, wish.again);
  if (!again.ok) return again;
  if (name.length < NAME_MIN || name.length > NAME_MAX || isCalled(name, access.name ?? '')) {
    return refuse('required', 'record.protection-who', 'Choose who it is, or write their whole name.', 'name');
  }
  if (!isSaid(wish.words)) return noWords();
  const [place] = places;
  if (place === undefined) throw new Error('somebody who is seen has a record');
  const id = services.newId();
  const at = new Date(services.now());
  const row: CoercionRow = {
    id,
    ...place,
    organization: access.organization,
    account: chosen?.account ?? null,
    name,
    words: wish.words.trim(),
    at,
    entered_by: access.name ?? access.principal,
  };
  await services.store.write(async (transaction) => {
    await keepCoercion(transaction, row);
    await services.proxies?.bar(transaction, {
      id: barOf(id),
      person: `Person/${person}`,
      ...(chosen ? { account: chosen.account } : {}),
      name,
      begins: services.now(),
    });
    await keptUntil(services, transaction, access, { row, words: '', again: again.value });
  });
  await noted(services, access, 'keep-note', [id]);
  return accepted(id);
}

async function one(services: Services, access: Access, id: string): ReturnType<ProtectionAnswers['one']> {
  const found = await noteOf(services, access, id);
  if (!found.ok) return found;
  const { row, person, name } = found.value;
  const [suspicion] = await shownOf(services, [row]);
  await noted(services, access, 'look-at-note', [id]);
  if (suspicion === undefined) return noNote();
  return accepted({ person: `Person/${person}`, name, latest: latestDay(services), suspicion });
}

async function lookAgain(
  services: Services,
  access: Access,
  { id, found }: { readonly id: string; readonly found: Parameters<ProtectionAnswers['lookAgain']>[2] },
): Promise<Outcome<true>> {
  const note = await noteOf(services, access, id);
  if (!note.ok) return note;
  const again = found.goesOn ? againOf(services, found.again) : accepted(null);
  if (!again.ok) return again;
  if (!isSaid(found.words)) return noWords();
  const done = await services.store.write(async (transaction) => {
    const row = await lockCoercion(transaction, id);
    if (row === undefined) return noNote();
    await keptUntil(services, transaction, access, { row, words: found.words.trim(), again: again.value });
    return accepted(true as const);
  });
  if (done.ok) await noted(services, access, 'look-again-at-note', [id]);
  return done;
}

type Looked = { readonly row: CoercionRow; readonly words: string; readonly again: Day | null };

/** What was owed by a day is kept; until the next day it goes on, or it is over. */
async function keptUntil(
  services: Services,
  transaction: Transaction,
  access: Access,
  { row, words, again }: Looked,
): Promise<void> {
  const [before] = await looksOf(transaction, [row.id]);
  if (before) await keptLook(services, transaction, access, { look: before.id, id: row.id });
  const look = {
    id: services.newId(),
    coercion: row.id,
    goes_on: again !== null,
    again,
    words,
    at: new Date(services.now()),
    by_name: access.name ?? access.principal,
  };
  await keepLook(transaction, look);
  if (again === null) await services.proxies?.endBar(transaction, barOf(row.id));
  else await owedLook(services, transaction, access, { row, look: look.id, again });
}

type Protected = { readonly person: string; readonly name: string; readonly places: readonly Compartment[] };

/** Somebody whom the seat sees, for a role that the law gives the duty to protect people. */
async function protectedBy(services: Services, access: Access, asked: string): Promise<Outcome<Protected>> {
  if (!mayProtect(services, access)) {
    const text =
      'Notes on protecting somebody are for those who have that duty by law: ask a clinician or social worker.';
    return refuse('forbidden', 'record.not-a-protector', text);
  }
  const seen = await seenBy(services, access, asked);
  if (!seen.ok) return seen;
  const { person, compartments: places } = seen.value;
  const { name } = await knownOf(services, services.store, { access, person, places });
  return accepted({ person, name, places });
}

/** A note that goes on, of somebody whom the seat sees; in the words of an absent one for whom it names. */
async function noteOf(
  services: Services,
  access: Access,
  id: string,
): Promise<Outcome<Protected & { readonly row: CoercionRow }>> {
  const row = await coercionOf(services.store, id);
  if (row === undefined || isOf(access, row)) return noNote();
  const { person } = await personOf(services, services.store, row);
  const seen = await protectedBy(services, access, `Person/${person}`);
  return seen.ok ? accepted({ ...seen.value, row }) : noNote();
}

/** The roles that the law of the place has see what is needed to protect somebody. */
function mayProtect({ zone }: Services, { role }: Access): boolean {
  return (lawIn(zone).floors.find(({ id }) => id === 'safeguarding')?.roles ?? []).includes(role);
}

function latestDay({ zone, now }: Services): Day {
  const months = clockOf(lawIn(zone), 'protection-note')?.months ?? MONTHS;
  return plusMonths(dayIn(zone, now()), months);
}

function againOf(services: Services, text: string): Outcome<Day> {
  const latest = latestDay(services);
  if (!isDay(text) || text < plusDays(dayIn(services.zone, services.now()), 1) || text > latest) {
    const words = `Give the day by which it is looked at again: from tomorrow, and at the latest ${latest}.`;
    return refuse('value', 'record.protection-day', words, 'again');
  }
  return accepted(day(text));
}

async function shownOf(services: Services, rows: readonly CoercionRow[]): Promise<readonly Suspicion[]> {
  const all = await looksOf(
    services.store,
    rows.map(({ id }) => id),
  );
  return rows.map((row) => {
    const looks = all.filter(({ coercion }) => coercion === row.id);
    return {
      id: row.id,
      name: row.name,
      words: row.words,
      at: row.at.toISOString(),
      by: row.entered_by,
      again: looks[0]?.again ?? latestDay(services),
      // The first only says by when: nobody had looked again.
      looks: looks.slice(0, -1).map(({ at, by_name: by, words }) => ({ at: at.toISOString(), by, words })),
    };
  });
}

/** In the log by the note's own name and without the person's: who reads who looked at them may be the one whom it names. */
async function noted(services: Services, access: Access, action: string, ids: readonly string[]): Promise<void> {
  const lines = ids.map((id) => ({ action, outcome: 'done', query: id }));
  if (lines.length > 0) await services.ports.audit.note(access, ...lines);
}

function barOf(id: string): string {
  return `protection/${id}`;
}

function isSaid(words: string): boolean {
  return words.trim().length >= WORDS_MIN && words.length <= WORDS_MAX;
}

function noWords(): Outcome<never> {
  return refuse('required', 'record.protection-words', 'Write what you saw or heard, and when.', 'words');
}

function noNote(): Outcome<never> {
  return refuse('not-found', 'record.no-note', 'There is no such note, or it is over.');
}
