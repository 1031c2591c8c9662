import type { Access } from '#agreement';
import type { Outcome } from '#fhir';
import type { Services } from '#joint';
import type { Keeping } from '../relationship/keep.ts';
import { ask, enter } from './ask.ts';
import { found, reviewed } from './capacity.ts';
import type { RightsAnswers } from './contract.ts';
import { file } from './copy.ts';
import { disagree } from './correct.ts';
import { decide, lift } from './decide.ts';
import { forLead } from './for-lead.ts';
import { told } from './receivers.ts';
import { requestOf } from './request.queries.ts';
import { extend, identified, mine, one, withdraw, worklist } from './requests.ts';
import { personOf } from './whose.ts';

/** What people ask of whoever holds their record, and what is answered: access, correction, restriction, erasure, objection. */
export function rightsAnswers(services: Services, keeping: Keeping): RightsAnswers {
  return {
    mine: (access) => mine(services, access),
    one: (access, id) => one(services, access, id),
    ask: (access, wanted) => ask(services, keeping, access, wanted),
    withdraw: (access, id) => noted({ services, access, id }, 'withdraw', withdraw(services, keeping, access, id)),
    disagree: (access, id, words) => noted({ services, access, id }, 'disagree', disagree(services, access, id, words)),
    worklist: (access) => worklist(services, access),
    forLead: (access, id) => forLead(services, access, id),
    enter: (access, wanted) => enter(services, keeping, access, wanted),
    identified: (access, id, words) =>
      noted({ services, access, id }, 'identified', identified(services, keeping, access, { id, words })),
    extend: (access, id, words) => noted({ services, access, id }, 'extend', extend(services, access, { id, words })),
    decide: (access, id, decided) =>
      noted({ services, access, id }, decided.given, decide(services, keeping, access, { id, decided })),
    lift: (access, id, words) =>
      noted({ services, access, id }, 'lift', lift(services, keeping, access, { id, words })),
    found: (access, id, finding) => noted({ services, access, id }, 'found', found(services, access, { id, finding })),
    reviewed: (access, id, words) =>
      noted({ services, access, id }, 'reviewed', reviewed(services, access, { id, words })),
    file: (access, id, format) => file(services, access, id, format),
    told: (access, id) => told(services, access, id),
  };
}

type Acting = { readonly services: Services; readonly access: Access; readonly id: string };

/** What was done about a request is in the log, for the person too. */
async function noted(
  { services, access, id }: Acting,
  what: string,
  work: Promise<Outcome<true>>,
): Promise<Outcome<true>> {
  const done = await work;
  const row = done.ok ? await requestOf(services.store, id) : undefined;
  if (row === undefined) return done;
  const { person } = await personOf(services, services.store, row);
  await services.ports.audit.note(access, {
    action: 'decide-right',
    outcome: 'done',
    person,
    query: `${row.kind} ${what}`,
  });
  return done;
}
