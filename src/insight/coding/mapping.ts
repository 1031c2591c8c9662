import type { Access } from '#agreement';
import { accepted, type Outcome, refuse } from '#fhir';
import type { Services } from '#joint';
import type { Transaction } from '#store';
import { isReadCode, mapTargets } from '../catalogue.ts';
import type { Keeping } from '../keeping.ts';
import type { Partner } from '../scope.ts';
import { isStaff, mayDeclare, ownOf, staffOnly } from '../sentinel/may.ts';
import type { CodeMapAct, CodeMapsView, MappingAnswers, NewCodeMap } from './contract.ts';
import { MAPS_CHANNEL, mapsOf } from './maps.ts';
import { keepAct, keepMap, lockMaps, type MapRow, readMaps } from './maps.queries.ts';
import { shownMap, stateOf } from './mapped.ts';

export type Mapping = {
  readonly services: Pick<Services, 'store' | 'now' | 'log' | 'ports'>;
  readonly keeping: Keeping;
  readonly partners: () => Promise<readonly Partner[]>;
};

const LETTERS = { system: 300, code: 100, reason: [3, 500] } as const;

/** Codes of senders that count as those that measures read: said by one, approved by another. */
export function mappingOn(mapping: Mapping): MappingAnswers {
  return {
    codeMaps: (access) => view(mapping, access),
    sayCode: (access, said) => say(mapping, access, said),
    decideCode: (access, id, act) => decide(mapping, access, id, act),
  };
}

async function view({ services, partners }: Mapping, access: Access): Promise<Outcome<CodeMapsView>> {
  if (!isStaff(access)) return staffOnly();
  const [all, rows] = await Promise.all([partners(), readMaps(services.store)]);
  const own = ownOf(all, access);
  const shown = rows.map((row) => {
    const may = mayAbout(access, own, row.organization) === undefined;
    return shownMap(row, { partners: all, may, principal: access.principal });
  });
  return accepted({
    waiting: shown.filter(({ state }) => state === 'waiting'),
    standing: shown.filter(({ state }) => state === 'approved'),
    ended: shown.filter(({ state }) => state === 'declined' || state === 'withdrawn'),
    targets: mapTargets,
    senders: sendersFor(access, all, own),
    may: { say: mayDeclare(access), everyone: mayDeclare(access) && access.role !== 'practice-manager' },
  });
}

function sendersFor(access: Access, all: readonly Partner[], own: Partner | undefined): CodeMapsView['senders'] {
  const told = access.role === 'practice-manager' ? (own ? [own] : []) : all;
  return told.map(({ organization, name }) => ({ organization, name }));
}

async function say(mapping: Mapping, access: Access, said: NewCodeMap): Promise<Outcome<true>> {
  const { services, partners } = mapping;
  const all = await partners();
  const organization = said.organization === '' ? null : said.organization;
  const refused = mayAbout(access, ownOf(all, access), organization);
  if (refused) return refused;
  const sender = all.find((one) => one.organization === organization);
  if (organization !== null && !sender) return noPartner();
  const code = codeIn(said);
  if (!code.ok) return code;
  const reason = reasonIn(said.reason);
  if (!reason.ok) return reason;
  if (!mapTargets.some(({ codes }) => codes.includes(said.target))) {
    const text = 'No measure reads such a code. Choose one of the list; each stands under what it is called.';
    return refuse('value', 'insight.map-target', text);
  }
  const row = { organization, org: sender?.key ?? null, target: said.target, ...code.value };
  return services.store.write(async (transaction) => {
    await lockMaps(transaction);
    const there = (await readMaps(transaction)).find((one) => isOf(one, row));
    if (there) return saidAlready(stateOf(there) === 'waiting');
    await keepMap(transaction, { ...row, ...byOf(mapping, access, reason.value) });
    return accepted(true as const);
  });
}

/** The same code of the same sender, waiting or counting. */
function isOf(row: MapRow, { organization, system, code }: Pick<MapRow, 'organization' | 'system' | 'code'>): boolean {
  const stands = ['waiting', 'approved'].includes(stateOf(row));
  return stands && row.organization === organization && row.system === system && row.code === code;
}

async function decide(
  mapping: Mapping,
  access: Access,
  id: string,
  { act, reason: said }: { readonly act: CodeMapAct; readonly reason: string },
): Promise<Outcome<true>> {
  const { services, keeping, partners } = mapping;
  const own = ownOf(await partners(), access);
  const reason = act === 'approved' ? accepted('') : reasonIn(said);
  if (!reason.ok) return reason;
  const done = await services.store.write(async (transaction): Promise<Outcome<true>> => {
    const row = await lockedRow(transaction, id);
    if (!row || stateOf(row) !== (act === 'withdrawn' ? 'approved' : 'waiting')) return noMap();
    const refused = mayAbout(access, own, row.organization);
    if (refused) return refused;
    if (act === 'approved' && row.principal === access.principal) return second();
    await keepAct(transaction, MAPS_CHANNEL, { map: id, act, ...byOf(mapping, access, reason.value) });
    return accepted(true);
  });
  if (!done.ok || act === 'declined') return done;
  await mapsOf(services.store).load();
  // In the background: the page says how far it is.
  keeping.mapped().catch((error: unknown) => {
    const name = error instanceof Error ? error.name : 'unknown';
    services.log.warn({ error: name }, 'insight: resources of a mapped code are not read anew yet');
  });
  return done;
}

async function lockedRow(transaction: Transaction, id: string): Promise<MapRow | undefined> {
  await lockMaps(transaction);
  return (await readMaps(transaction, [id]))[0];
}

/** Who plans; of one organisation its practice manager too. Undefined: they may. */
function mayAbout(access: Access, own: Partner | undefined, organization: string | null): Outcome<never> | undefined {
  if (!mayDeclare(access)) {
    const text =
      'What a code means is said and approved by programme leads, commissioners and practice managers. Ask one of them.';
    return refuse('forbidden', 'insight.map-planners', text);
  }
  if (access.role !== 'practice-manager' || (own && own.organization === organization)) return undefined;
  const text =
    'A practice manager says what the codes of their own organisation mean. Ask a programme lead or a commissioner for others.';
  return refuse('forbidden', 'insight.map-own', text);
}

function codeIn(said: NewCodeMap): Outcome<{ readonly system: string; readonly code: string }> {
  const [system, code] = [said.system.trim(), said.code.trim()];
  const odd = code === '' || code.length > LETTERS.code || system.length > LETTERS.system;
  if (odd || /[|\s]/.test(system) || code.includes('|')) {
    const text = `A code is 1 to ${LETTERS.code} letters, and its system an address of at most ${LETTERS.system} without spaces, or nothing where the sender gives none. Copy both from what was sent.`;
    return refuse('value', 'insight.map-code', text);
  }
  if (isReadCode(`${system}|${code}`)) {
    const text =
      'Measures read this code as it is. If a sender means something else by it, have it sent with the right one.';
    return refuse('conflict', 'insight.map-read', text);
  }
  return accepted({ system, code });
}

function reasonIn(said: string): Outcome<string> {
  const reason = said.trim();
  if (reason.length >= LETTERS.reason[0] && reason.length <= LETTERS.reason[1]) return accepted(reason);
  return refuse(
    'required',
    'insight.map-reason',
    'Say why, in 3 to 500 letters: everybody who looks at the codes reads it.',
  );
}

function byOf({ services }: Mapping, access: Access, reason: string) {
  const { principal, name = principal } = access;
  return { reason, principal, name, at: new Date(services.now()) };
}

function saidAlready(waiting: boolean): Outcome<never> {
  const text = waiting
    ? 'It has been said what this code of this sender means, and waits for somebody to approve it. Decide that first.'
    : 'This code of this sender counts as another already. Withdraw that first.';
  return refuse('conflict', 'insight.map-there', text);
}

function second(): Outcome<never> {
  const text =
    'Somebody else than who said it approves it: ask another programme lead, commissioner or practice manager.';
  return refuse('forbidden', 'insight.map-second', text);
}

function noMap(): Outcome<never> {
  const text = 'Nothing of this id waits for that, or somebody has decided it meanwhile. Open the codes again.';
  return refuse('not-found', 'insight.no-map', text);
}

function noPartner(): Outcome<never> {
  const text = 'No partner is called so. Take one of the list, or every sender.';
  return refuse('not-found', 'insight.no-partner', text);
}
