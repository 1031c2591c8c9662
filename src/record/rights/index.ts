import type { Services } from '#joint';
import type { Keeping } from '../relationship/keep.ts';
import { ask, enter } from './ask.ts';
import type { RightsAnswers } from './contract.ts';
import { file } from './copy.ts';
import { disagree } from './correct.ts';
import { decide, lift } from './decide.ts';
import { forLead } from './for-lead.ts';
import { told } from './receivers.ts';
import { extend, identified, mine, one, withdraw, worklist } from './requests.ts';

/** What people ask of whoever holds their record, and what is answered: access, correction, restriction, erasure, objection. */
export function rightsAnswers(services: Services, keeping: Keeping): RightsAnswers {
  return {
    mine: (access) => mine(services, access),
    one: (access, id) => one(services, access, id),
    ask: (access, wanted) => ask(services, keeping, access, wanted),
    withdraw: (access, id) => withdraw(services, keeping, access, id),
    disagree: (access, id, words) => disagree(services, access, id, words),
    worklist: (access) => worklist(services, access),
    forLead: (access, id) => forLead(services, access, id),
    enter: (access, wanted) => enter(services, keeping, access, wanted),
    identified: (access, id, words) => identified(services, keeping, access, { id, words }),
    extend: (access, id, words) => extend(services, access, { id, words }),
    decide: (access, id, decided) => decide(services, keeping, access, { id, decided }),
    lift: (access, id, words) => lift(services, keeping, access, { id, words }),
    file: (access, id, format) => file(services, access, id, format),
    told: (access, id) => told(services, access, id),
  };
}
