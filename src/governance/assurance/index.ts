import type { Acting } from '../acts.ts';
import { accept, fileOf } from './accept.ts';
import type { AssuranceAnswers } from './contract.ts';
import { assuranceView } from './view.ts';

/** The safety and data protection documents of each organisation, as pages ask for them. */
export function assuranceAnswers(acting: Acting): AssuranceAnswers {
  const ask: AssuranceAnswers['ask'] = async (access) => assuranceView(acting.current.book(), access);
  return {
    ask,
    accept: async (access, paper) => {
      const done = await accept(acting, access, paper);
      return done.ok ? ask(access) : done;
    },
    file: (access, id) => fileOf(acting, access, id),
  };
}
