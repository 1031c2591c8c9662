import {
  type Access,
  CLASS_SYSTEM,
  type Clause,
  type DataClass,
  type Instrument,
  type Label,
  type Purpose,
  type Relationship,
  type Role,
  relationshipBits,
  labelBits,
} from '#agreement';
import { dayIn } from '#base';
import { compartmentOf } from '#repository';
import { startTestServer, type TestServer } from '#testing/server';
import { vi } from 'vitest';
import { agreed, of } from '../agreement/hard-cases/vale.testing.ts';
import type { Explanation, Simulated } from './contract.ts';
import { acceptPapersFor } from './assurance/accepting.testing.ts';
import { valueOf } from './partnership.testing.ts';

export const PERSON = 'Patient/amara';

export type Relation = {
  readonly viewer: string;
  readonly rel: readonly Relationship[];
  readonly purpose?: Purpose;
  readonly denies?: { readonly organizations?: readonly string[]; readonly labels?: readonly Label[] };
};

export type Asked = {
  readonly viewer: string;
  readonly role: Role;
  readonly purpose?: Purpose;
  readonly reference: string;
  readonly on: string;
};

/** The whole program, on a clock of its own, with one person: what the twelve cases are asked through. */
export async function openVale(on: string) {
  vi.useFakeTimers({ toFake: ['Date'] });
  at(on);
  return valeOn(await startTestServer());
}

/** The same on a server that is there, by whatever clock it goes. */
export function valeOn(server: TestServer) {
  const { governance } = server.app.answers;
  const seat = seatOn(server);
  const ask = askOn(server);
  const sign = async ({ id, version }: Instrument): Promise<void> => {
    const system = { ...(await seat('board', 'ig-lead')), role: 'system' as const };
    const found = valueOf(await governance.instrument(system, id, version));
    for (const { organization } of found.signatures.filter(({ by }) => by === undefined)) {
      const signatory = await seat(organization.replace('Organization/', ''), 'signatory');
      await acceptPapersFor(governance, signatory, { id, version, today: dayIn('Europe/London', Date.now()) });
      valueOf(await governance.sign(signatory, id, version, found.textHash));
    }
  };
  return {
    governance,
    seat,
    ask,
    sign,
    ...questionsOn(ask),
    ...recordOn(server),
    rights: server.app.answers.record.rights,
    money: server.app.answers.money,
    store: server.app.core.services.store,
    caughtUp: () => server.app.caughtUp(),
    /** The person's own seat. */
    self: () => selfOn(server),
    /** Whether a seat reads an item, by the query itself. */
    reads: async (access: Access, reference: string): Promise<boolean> => {
      const [type = '', id = ''] = reference.split('/');
      return (await server.app.core.services.repository(access).read(type, id)).ok;
    },
    repository: server.app.core.services.repository,
    propose: (draft: Instrument) => ask('/api/instruments', draft),
    /** Puts the parties on the list, proposes it over HTTP, and lets whoever is awaited sign. */
    agree: async (...instruments: readonly Instrument[]) => {
      const parties = new Map(instruments.flatMap((one) => one.parties).map((party) => [party.organization, party]));
      const partners = [...parties.values()].map((party) => ({ ...party, hosts: party.organization === of('board') }));
      await ask('/api/partnership', { name: 'Vale', partners });
      for (const instrument of instruments) {
        await ask('/api/instruments', instrument);
        await sign(instrument);
      }
    },
    close: async () => {
      await server.close();
      vi.useRealTimers();
    },
  };
}

async function selfOn({ app }: TestServer): Promise<Access> {
  const [own] = await app.core.services.ports.persons.of(app.core.services.store, [compartmentOf(PERSON)]);
  const seat = { id: 'amara', account: 'amara', name: 'Amara', role: 'person', organization: of('council') } as const;
  return app.core.auth.accessOfSeat({ ...seat, organizationName: 'Vale Council', person: `Person/${own?.person}` });
}

type Ask = <T>(path: string, body?: object, by?: string) => Promise<T>;

/** By a system of an organisation, the board's where none is named: it asks and proposes as people do through pages. */
function askOn({ app, tokenFor }: TestServer): Ask {
  return async <T>(path: string, body?: object, by = 'board'): Promise<T> => {
    const token = await tokenFor(by, of(by));
    const answer = await fetch(`${app.address}${path}`, {
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
    });
    const found = (await answer.json()) as T;
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${JSON.stringify(found)}`);
    return found;
  };
}

function seatOn({ app }: TestServer) {
  return (name: string, role: Role) =>
    app.core.auth.accessOfSeat({
      id: `${name} ${role}`,
      account: `${name}-${role}`,
      name: `The ${role}`,
      role,
      organization: of(name),
      organizationName: name,
    });
}

function questionsOn(ask: Ask) {
  return {
    explain: ({ viewer, role, purpose = 'direct-care', reference, on }: Asked) =>
      ask<Explanation>('/api/explain', { viewer: { organization: of(viewer), role, purpose }, reference, on }),
    decides: (topic: string, on: string) => ask<{ readonly words: string }>(`/api/decides?topic=${topic}&on=${on}`),
    /** "results appears for therapist of Vale Community Trust", a line each. */
    would: async ({ id, version }: Instrument): Promise<readonly string[]> => {
      const { effects, done, of: all } = await ask<Simulated>(`/api/instruments/${id}/versions/${version}/simulation`);
      if (done < all) throw new Error('still counting');
      return effects.flatMap(({ organization, roles, appears, vanishes }) =>
        roles.flatMap((role) => [
          ...appears.map(({ dataClass }) => `${dataClass} appears for ${role} of ${organization}`),
          ...vanishes.map(({ dataClass }) => `${dataClass} vanishes for ${role} of ${organization}`),
        ]),
      );
    },
  };
}

function recordOn({ app, base, tokenFor }: TestServer) {
  const { contributors, keepAccess } = app.core.services.ports;
  return {
    /** Any resource, as an organisation's system writes it, and the feed read. */
    write: async (
      by: string,
      resource: { readonly resourceType: string; readonly id?: string },
      feed = 'feed',
    ): Promise<string> => {
      const token = await tokenFor(feed, of(by));
      const { resourceType, id } = resource;
      const answer = await fetch(id === undefined ? `${base}/${resourceType}` : `${base}/${resourceType}/${id}`, {
        method: id === undefined ? 'POST' : 'PUT',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/fhir+json' },
        body: JSON.stringify(resource),
      });
      const made = (await answer.json()) as { readonly id?: string };
      if (!answer.ok || made.id === undefined) throw new Error(JSON.stringify(made));
      await app.caughtUp();
      return `${resourceType}/${made.id}`;
    },
    /** Something that one organisation recorded about the person; answers its reference. */
    item: async (by: string, cls: DataClass, labels: readonly Label[] = []): Promise<string> => {
      const token = await tokenFor('feed', of(by));
      const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/fhir+json' };
      const send = (path: string, method: string, body: object) =>
        fetch(`${base}/${path}`, { method, headers, body: JSON.stringify(body) });
      await send(PERSON, 'PUT', { resourceType: 'Patient', id: 'amara' });
      const body = bodyOf(cls, labels);
      const answer = await send(body.resourceType, 'POST', body);
      const made = (await answer.json()) as { readonly id?: string };
      if (!answer.ok || made.id === undefined) throw new Error(JSON.stringify(made));
      await app.caughtUp();
      return `${body.resourceType}/${made.id}`;
    },
    /** Who is related to the person, and what the person keeps back from them: rows of access, as the record keeps them. */
    relate: async (...relations: readonly Relation[]) => {
      await app.caughtUp();
      const place = compartmentOf(PERSON);
      const grants = await Promise.all(
        relations.map(async ({ viewer, rel, purpose = 'direct-care', denies = {} }) => {
          const kept = (denies.organizations ?? []).map((one) => contributors.organizationKey(of(one)));
          return {
            ...place,
            viewer: await contributors.viewerKey(of(viewer)),
            purpose,
            rel: relationshipBits(...rel),
            kept: { organizations: await Promise.all(kept), labels: labelBits(...(denies.labels ?? [])), classes: 0 },
          };
        }),
      );
      await app.core.services.store.write((transaction) => keepAccess(transaction, [place], grants));
    },
  };
}

/** The clock of the whole program. */
export function at(day: string): void {
  vi.setSystemTime(new Date(`${day}T09:00:00Z`));
}

function bodyOf(cls: DataClass, labels: readonly Label[]) {
  const psychiatry = { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'PSY' };
  const tag = [{ system: CLASS_SYSTEM, code: cls }];
  const meta = labels.includes('mental-health') ? { security: [psychiatry], tag } : { tag };
  const subject = { reference: PERSON };
  const status = { status: 'final', code: { text: 'HbA1c' }, subject };
  switch (cls) {
    case 'documents':
      return {
        resourceType: 'DocumentReference',
        meta,
        status: 'current',
        subject,
        content: [{ attachment: { title: 'A letter' } }],
      };
    case 'plans':
      return { resourceType: 'CarePlan', meta, status: 'active', intent: 'plan', subject };
    case 'medicines':
      return {
        resourceType: 'MedicationStatement',
        meta,
        status: 'active',
        subject,
        medicationCodeableConcept: { text: 'Metformin' },
      };
    default:
      return {
        resourceType: 'Observation',
        meta,
        category: [
          { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/observation-category', code: 'laboratory' }] },
        ],
        ...status,
      };
  }
}

/** Who hosts, whatever else the board signs. */
export function boardAlone(): Instrument {
  return agreed({ id: 'host', title: 'The partnership', parties: ['board', 'north'], clauses: [] });
}

export const READS = 'GPs, practice nurses, consultants, therapists and social workers';
export const RELATED =
  'to care for a person on their list, whose care team they are in, who was referred to them or on their caseload';

export function sharing(
  parties: readonly string[],
  clauses: readonly Clause[],
  change: Partial<Omit<Instrument, 'parties'>> = {},
): Instrument {
  return agreed({ id: 'sharing', title: 'Vale sharing', ...change, parties, clauses });
}
