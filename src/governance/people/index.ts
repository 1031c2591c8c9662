import type { Access } from '#agreement';
import type { PeopleAnswers } from './contract.ts';
import { leave, type Leaving } from './leave.ts';
import { handOver } from './run.ts';
import { keyPeople, leavingView, mayEnd, packView } from './view.ts';

/** People who come and go, as pages and routes ask for them. */
export function peopleAnswers(leaving: Leaving): PeopleAnswers {
  return {
    leaving: (access, account) => leavingView(leaving, access, account),
    leave: async (access, wish) => {
      const kept = await leave(leaving, access, wish);
      // What ends now is handed over now; what is left of it, should that fail, is done within a minute.
      if (kept.ok) await handOver(leaving);
      return kept;
    },
    mayEnd: (access: Access, seat, ends) => mayEnd(leaving, access, seat, ends),
    pack: (access, id) => packView(leaving, access, id),
    keyPeople: (access) => keyPeople(leaving, access),
  };
}
