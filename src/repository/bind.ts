import { type Access, accessFor, type Deed } from '#agreement';
import { accepted, type Outcome } from '#fhir';
import type { Transaction } from '#store';
import { asksLog, readLog, searchLog } from './audit/find.ts';
import { batch, transaction } from './bundle/bundle.ts';
import type { Context } from './context.ts';
import { staleIn } from './policy/stale.ts';
import { everything } from './read/everything.ts';
import { history } from './read/history.ts';
import { linked } from './read/linked.ts';
import { metas } from './read/metas.ts';
import { find, read, readMany, visibleOf, vread } from './read/read.ts';
import { findTogether } from './read/together.ts';
import type { Repository, Written } from './repository.ts';
import { compartmentsIn, searchAcrossIn, searchIn, sweepIn } from './search/index.ts';
import { wordingFor } from './wording/concern.ts';
import { wordedReads } from './wording/reads.ts';
import { adviseOn } from './write/asking.ts';
import { sameId } from './write/decide.ts';
import { type Caller, execute } from './write/execute.ts';
import type { Item } from './write/item.ts';
import { type Prepared, prepare } from './write/prepare.ts';

/** The record as one caller may use it; `within` is the transaction that its work is part of, where there is one. */
export function bind(context: Context, access: Access, within?: Transaction): Repository {
  // While rows are labelled anew, whatever an older set has labelled counts as carrying what grew.
  const current = (): Access => staleIn(access, context.labels().stale);
  const wording = wordingFor(context, access);
  const telling = wording ? { tells: wording.tells } : {};
  const caller: Caller = { context, access: current(), ...(within ? { within } : {}) };
  const reader = within ?? context.store;
  // An app's token leaves less for one thing than for another: each way to read takes what is left for it.
  const of = (deed: Deed) => ({
    access: accessFor(current(), deed),
    now: new Date(context.now()),
    secret: context.secret,
    ...telling,
  });
  const reading = (deed: Deed = 'read') => ({ reader, ...of(deed) });
  const asking = () => of('search');
  const finding = () => ({ reader, asking: asking() });
  const reads = {
    read: (type: string, id: string) =>
      type === 'AuditEvent' && id.startsWith('audit-') && asksLog(access, OF_LOG)
        ? readLog(finding(), id)
        : read(reading(), type, id, within === undefined ? findTogether : find),
    vread: (type: string, id: string, version: number) => vread(reading(), type, id, version),
    search: (request: Parameters<Repository['search']>[0]) =>
      asksLog(access, request) ? searchLog(finding(), request) : searchIn(reader, asking(), request),
  };
  const { create, update, remove, change, changeMatching, updateMatching, removeMatching } = writes(caller);
  // Named one by one: every request binds, and a literal with spreads is made ten times as slowly.
  const repository: Repository = {
    read: reads.read,
    vread: reads.vread,
    search: reads.search,
    create,
    update,
    remove,
    change,
    changeMatching,
    updateMatching,
    removeMatching,
    searchAcross: (request) => searchAcrossIn(reader, asking(), request),
    readMany: (references) => readMany(reading(), references),
    visibleOf: (references) => visibleOf(reading(), references),
    everything: (request) => everything(reading('search'), request),
    metas: (type) => metas(reading('search'), type),
    admissible: async (type, json) => {
      const prepared = prepare(type, json, context.admissions);
      return prepared.ok ? adviseOn(context, type, prepared.value.scan.value) : prepared;
    },
    linked: (patient) => linked(reading(), patient),
    history: (request) => history(reading(request.id === undefined ? 'search' : 'read'), request),
    compartments: (people, { types, limit }) => compartmentsIn(reader, asking(), { of: people, types, limit }),
    sweep: (request) => sweepIn(reader, asking(), request),
    transaction: (entries) => transaction(caller, reads, entries),
    batch: (entries) => batch(caller, reads, entries),
  };
  return wording ? wordedReads(repository, reader, wording) : repository;
}

/** A read of one AuditEvent of the log. */
const OF_LOG = { type: 'AuditEvent', parameters: [['site', 'concord']] } as const;

type Writes = Pick<
  Repository,
  'create' | 'update' | 'remove' | 'change' | 'changeMatching' | 'updateMatching' | 'removeMatching'
>;

function writes(caller: Caller): Writes {
  const { admissions } = caller.context;
  const one = async (item: Item): Promise<Outcome<Written>> => {
    const written = await execute(caller, [item]);
    return written.ok ? accepted(written.value[0] as Written) : written;
  };
  const withPrepared = async (type: string, json: string, make: (prepared: Prepared) => Outcome<Item>) => {
    const prepared = prepare(type, json, admissions);
    if (!prepared.ok) return prepared;
    const item = make(prepared.value);
    return item.ok ? one(item.value) : item;
  };
  return {
    create: (type, json, { ifNoneExist } = {}) =>
      withPrepared(type, json, (prepared) =>
        accepted({ does: 'create', prepared, ...(ifNoneExist === undefined ? {} : { ifNoneExist }) }),
      ),
    update: (type, id, json, options = {}) =>
      withPrepared(type, json, (prepared) => {
        const same = sameId(type, id, prepared.scan);
        return same.ok ? accepted({ does: 'put', prepared, id, ...conditions(options) }) : same;
      }),
    updateMatching: (type, criteria, json, options = {}) =>
      withPrepared(type, json, (prepared) =>
        accepted({ does: 'put-matching', prepared, criteria, ...conditions(options) }),
      ),
    change: (type, id, change, options = {}) => one({ does: 'change', type, id, change, ...conditions(options) }),
    changeMatching: (type, criteria, change, options = {}) =>
      one({ does: 'change-matching', type, criteria, change, ...conditions(options) }),
    remove: (type, id, options = {}) => one({ does: 'delete', type, id, ...conditions(options) }),
    removeMatching: (type, criteria) => one({ does: 'delete-matching', type, criteria }),
  };
}

function conditions({ ifMatch, ifNoneMatch }: { readonly ifMatch?: number; readonly ifNoneMatch?: '*' }) {
  return { ...(ifMatch === undefined ? {} : { ifMatch }), ...(ifNoneMatch ? { ifNoneMatch } : {}) };
}
