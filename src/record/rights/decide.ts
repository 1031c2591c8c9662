import type { Access } from '#agreement';
import { accepted, type Outcome, refuse } from '#fhir';
import { lawIn, type Services } from '#joint';
import type { Tombstone } from '#repository';
import type { Transaction } from '#store';
import type { Keeping } from '../relationship/keep.ts';
import type { Decided, Ground } from './contract.ts';
import { COPY_JOB, makeCopy } from './copy.ts';
import { keepStatement, putRight } from './correct.ts';
import { eraseItems, mayErase } from './erase.ts';
import { groundsFor } from './law.ts';
import { holdObjection, shareAsAgreed } from './object.ts';
import { keptDecision } from './owed.ts';
import { type Receiver, receiversOf, tellReceivers } from './receivers.ts';
import { lockRequest, markDecided, markDone, requestOf, type RequestRow } from './request.queries.ts';
import { isOpen, overAlready, step } from './requests.ts';
import { holdUse, isHeld, liftUse } from './restrict.ts';
import { noRequest, requestToMine } from './whose.ts';

const WORDS_MIN = 10;
const WORDS_MAX = 4_000;
const SAID = { granted: 'Granted', partly: 'Granted in part', refused: 'Not granted' } as const;

type Deciding = {
  readonly services: Services;
  readonly keeping: Keeping;
  readonly access: Access;
  readonly row: RequestRow;
  readonly decided: Decided;
  readonly ground: Ground | undefined;
};

/** What is done once it is decided, and what is known of it before. */
type Effect = { readonly items: readonly string[]; readonly receivers: readonly Receiver[] };

/** Decides a request: on a ground that the law has, in words that the person reads. What was granted is done before this answers. */
export async function decide(
  services: Services,
  keeping: Keeping,
  access: Access,
  { id, decided }: { readonly id: string; readonly decided: Decided },
): Promise<Outcome<true>> {
  const found = await requestToMine(services, access, id);
  if (!found.ok) return found;
  const row = found.value;
  if (!isOpen(row)) return overAlready();
  const fit = checked(services, row, decided);
  if (!fit.ok) return fit;
  const deciding = { services, keeping, access, row, decided, ground: fit.value };
  const before = decided.given === 'refused' ? accepted(NOTHING) : await prepared(deciding);
  if (!before.ok) return before;
  const tombstones = await services.store.write((transaction) => settled(deciding, transaction, before.value));
  if (!tombstones.ok) return tombstones;
  if (row.kind === 'object' && decided.given === 'refused') {
    const shared = await shareAsAgreed(services, keeping, access, row);
    if (!shared.ok) return shared;
  }
  await services.erased?.(tombstones.value);
  if (row.kind === 'copy' && decided.given !== 'refused') await startCopy(services, id);
  return accepted(true);
}

const NOTHING: Effect = { items: [], receivers: [] };

function checked({ zone }: Services, row: RequestRow, decided: Decided): Outcome<Ground | undefined> {
  const { given, ground: chosen, words } = decided;
  if (!row.proved) {
    const text = 'It is not clear yet that it is they who ask. Say first what showed it, or refuse for that.';
    if (given !== 'refused' || chosen !== 'identity') return refuse('business-rule', 'record.request-identity', text);
  }
  // An objection is upheld or not: whom it is kept from is the person's to choose.
  if (!(given in SAID) || (given === 'partly' && row.kind === 'object'))
    return refuse('required', 'record.request-given', 'Say what you decide.', 'given');
  const wanted = given === 'refused' ? 'refusing' : 'granting';
  const open = groundsFor(lawIn(zone), row.kind).filter((one) => one.for === wanted);
  const ground = open.find(({ id }) => id === chosen);
  if (ground === undefined && open.length > 0) {
    return refuse(
      'required',
      'record.request-ground',
      'Choose the ground on which you decide: the law has no others.',
      'ground',
    );
  }
  if ((given !== 'granted' && words.trim().length < WORDS_MIN) || words.length > WORDS_MAX) {
    const text = 'Write why, in words that the person understands.';
    return refuse('required', 'record.request-reason', text, 'words');
  }
  return accepted(ground);
}

/** What has to succeed before anything is decided: the new version, the ground check, who has to be told. */
async function prepared({ services, access, keeping, row, decided, ground }: Deciding): Promise<Outcome<Effect>> {
  const { store } = services;
  switch (row.kind) {
    case 'copy':
      return accepted(NOTHING);
    case 'object': {
      const held = await holdObjection(services, keeping, access, row);
      return held.ok ? accepted(NOTHING) : held;
    }
    case 'restrict': {
      const items = row.item === null ? [] : [row.item];
      return accepted({ items, receivers: items.length === 0 ? [] : await receiversOf(services, store, row, items) });
    }
    case 'correct': {
      if (row.item === null || row.item === 'erased') return accepted(NOTHING);
      const receivers = await receiversOf(services, store, row, [row.item]);
      const right = await putRight(services, access, row, decided.fields ?? {});
      return right.ok ? accepted({ items: [row.item], receivers }) : right;
    }
    case 'erase': {
      const items = await mayErase(services, row, { given: decided.given, ground: ground?.id });
      if (!items.ok) return items;
      return accepted({ items: items.value, receivers: await receiversOf(services, store, row, items.value) });
    }
  }
}

async function settled(
  { services, keeping, access, row: before, decided, ground }: Deciding,
  transaction: Transaction,
  { items, receivers }: Effect,
): Promise<Outcome<readonly Tombstone[]>> {
  const row = await lockRequest(transaction, before.id);
  if (!row || !isOpen(row)) return overAlready();
  const { id, kind } = row;
  const at = new Date(services.now());
  const refused = decided.given === 'refused';
  await markDecided(transaction, id, decided, { by: access.name ?? access.principal, at });
  const words = [ground?.words, decided.words.trim()].filter(Boolean).join(' ');
  await step(services, { transaction, access, id }, SAID[decided.given], words === '' ? null : words);
  if (refused || kind !== 'copy') {
    await markDone(transaction, id, at);
    await keptDecision(services, transaction, access, id);
  }
  if (kind === 'restrict' && refused) await liftUse(services, keeping, transaction, row);
  if (kind === 'restrict' && !refused) await holdUse(services, keeping, transaction, row);
  if (refused || items.length === 0) return accepted([]);
  if (kind === 'correct' && row.item !== null) {
    const said = decided.words.trim() === '' ? 'Put right as the person asked.' : decided.words.trim();
    await keepStatement(services, transaction, {
      request: id,
      bkt: row.bkt,
      cmp: row.cmp,
      item: row.item,
      kind: 'corrected',
      words: said,
    });
  }
  const patient = kind === 'erase' ? undefined : await patientOf(services, access, row);
  const told = await tellReceivers(services, transaction, access, { row, receivers, patient });
  const tombstones =
    kind === 'erase'
      ? await eraseItems(services, keeping, transaction, {
          places: [{ bkt: row.bkt, cmp: row.cmp }],
          items,
          access,
          because: ground?.law ?? 'erasure',
        })
      : [];
  if (told.length > 0) {
    const who = `They were shown it before, and are asked to do the same: ${told.join(', ')}.`;
    await step(services, { transaction, access, id }, 'Others were told', who);
  }
  return accepted(tombstones);
}

async function patientOf(
  { repository, ports, store }: Services,
  access: Access,
  row: RequestRow,
): Promise<string | undefined> {
  const [own] = await ports.persons.of(store, [{ bkt: row.bkt, cmp: row.cmp }]);
  if (own === undefined) return undefined;
  const places = [{ bkt: row.bkt, cmp: row.cmp }];
  const [patient] = await repository({ ...access, filter: { op: 'always' } }).compartments(places, {
    types: ['Patient'],
    limit: 1,
  });
  return patient === undefined ? undefined : `Patient/${patient.id}`;
}

/** By the durable queue where there is one; a program that is tested alone makes it at once. */
async function startCopy(services: Services, id: string): Promise<void> {
  if (services.send === undefined) await makeCopy(services, id);
  else await services.send(COPY_JOB, { id });
}

/** A restriction ends: the person is told before anything is used again (UK GDPR, article 18(3)). */
export async function lift(
  services: Services,
  keeping: Keeping,
  access: Access,
  { id, words }: { readonly id: string; readonly words: string },
): Promise<Outcome<true>> {
  const found = await requestToMine(services, access, id);
  if (!found.ok) return found;
  if (words.trim().length < WORDS_MIN) {
    const text = 'Write why it ends; the person reads it.';
    return refuse('required', 'record.lift-because', text, 'words');
  }
  if (isOpen(found.value) || !(await isHeld(services.store, id))) {
    return refuse(
      'conflict',
      'record.not-restricted',
      'Nothing is restricted by this request now, or it is not decided yet.',
    );
  }
  return services.store.write(async (transaction) => {
    const row = await requestOf(transaction, id);
    if (!row) return noRequest();
    await step(services, { transaction, access, id }, 'The restriction ends', words.trim());
    await liftUse(services, keeping, transaction, row);
    return accepted(true);
  });
}
