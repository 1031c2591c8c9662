import type { Access } from '#agreement';
import { accepted, type Outcome } from '#fhir';
import type { Acting } from '../acts.ts';
import type { Current } from '../current.ts';
import { type Count, simulationOf } from '../simulate.ts';
import { accept, moveOn, noDispute, raise, read, rule, withdraw } from './acts.ts';
import type { DisputeAnswers, DisputeView } from './contract.ts';
import { readDispute, readDisputes } from './dispute.queries.ts';
import { stateOf } from './dispute.ts';
import { speaksFor } from './ladder.ts';
import { asRead } from './readings.ts';
import { summaryOf, versionOf, viewOf } from './view.ts';

/** Disputes, as pages and routes ask for them. */
export function disputeAnswers(acting: Acting & { readonly current: Current }, count: Count): DisputeAnswers {
  const book = () => acting.current.book();
  const one = async (access: Access, id: string): Promise<Outcome<DisputeView>> => {
    const kept = await readDispute(acting.store, id);
    const version = kept && versionOf(book(), access, kept);
    return version ? accepted(viewOf(book(), access, version, kept)) : noDispute(id);
  };
  const then = async (access: Access, id: string, done: Promise<Outcome<true>>): Promise<Outcome<DisputeView>> => {
    const outcome = await done;
    return outcome.ok ? one(access, id) : outcome;
  };
  return {
    one,
    list: async (access) =>
      (await readDisputes(acting.store)).flatMap((kept) => {
        const version = versionOf(book(), access, kept);
        return version ? [summaryOf(book(), version, kept)] : [];
      }),
    simulate: async (access, id, organization) => {
      const kept = await readDispute(acting.store, id);
      const version = kept && versionOf(book(), access, kept);
      const put = kept && stateOf(kept).readings.find((reading) => reading.organization === organization);
      if (!version || !put) return noDispute(id);
      const speaker = speaksFor({ book: book(), access, version });
      if (!speaker.ok) return speaker;
      const draft = asRead(version.instrument, kept.clause, put.reading);
      const name = `dispute ${id} ${organization} ${put.at.getTime()}`;
      const simulation = { ...simulationOf(acting, draft), inPlace: true } as const;
      return count(access, { name, simulation });
    },
    raise: (access, dispute) => raise(acting, access, dispute),
    read: (access, id, reading) => then(access, id, read(acting, access, id, reading)),
    moveOn: (access, id, reason) => then(access, id, moveOn(acting, access, id, reason)),
    rule: (access, id, ruling) => then(access, id, rule(acting, access, id, ruling)),
    accept: (access, id) => then(access, id, accept(acting, access, id)),
    withdraw: (access, id, reason) => then(access, id, withdraw(acting, access, id, reason)),
  };
}
