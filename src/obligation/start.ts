import { actsOf } from './acts.ts';
import { findArrivals } from './arrives.ts';
import { byHandOf } from './by-hand.ts';
import { engineOf } from './engine.ts';
import { findEvidence } from './evidence.ts';
import { feedsOf } from './feed.ts';
import { forget } from './forget.ts';
import { handOver, lookAtHolders, roleChanged } from './hand-over.ts';
import { idUnder } from './keep.queries.ts';
import { fallDue } from './lapse.ts';
import { standing } from './lists.queries.ts';
import { look, lookAt } from './look.ts';
import type { Obligations } from './obligations.ts';
import { open } from './open.ts';
import type { ObligationParts } from './parts.ts';
import { recount } from './recount.ts';

import { countOf, succeed } from './succeed.ts';

/** The engine, opened once a process. It keeps nothing in memory: any number of processes may run it on one database. */
export function openObligations(parts: ObligationParts): Obligations {
  const engine = engineOf(parts);
  const does = {
    ...actsOf(engine),
    open: (transaction, by, obligation) => open(engine, transaction, by, obligation),
    handOver: (transaction, by, id, to) => handOver(engine, transaction, { by, id }, to),
  } satisfies Partial<Obligations>;
  return {
    ...does,
    find: idUnder,
    roleChanged: (transaction, organization, role) => roleChanged(engine, transaction, organization, role),
    succeed: (transaction, succeeded) => succeed(engine, transaction, succeeded),
    standing: async (organization, kinds) =>
      standing(engine.store, await engine.contributors.organizationKey(organization), kinds),
    count: (organization) => countOf(engine, organization),
    owedBy: (access, question) => look(engine, access, 'owed-by', question),
    owedTo: (access, question) => look(engine, access, 'owed-to', question),
    late: (access, question) => look(engine, access, 'late', question),
    commitments: (access, question) => look(engine, access, 'promised', question),
    one: (access, id) => lookAt(engine, access, id),
    fallDue: async () => (await lookAtHolders(engine)) + (await fallDue(engine)),
    recount: () => recount(engine),
    onChanges: async (changes, transaction) => {
      await findEvidence(engine, changes, transaction);
      await findArrivals(engine, changes, transaction);
    },
    forget,
    byHand: byHandOf(engine, does),
    feeds: feedsOf(engine),
  };
}
