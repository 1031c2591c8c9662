import type { Acting } from '../acts.ts';
import type { RightAnswers } from './contract.ts';
import { confirm, end, set } from './right-acts.ts';
import { ask, decidesFor } from './view.ts';

/** Who may say yes where, as pages and routes ask for it. */
export function rightAnswers(acting: Acting): RightAnswers {
  return {
    ask: (access, asked) => ask(acting, access, asked),
    set: (access, typed) => set(acting, access, typed),
    confirm: (access, named) => confirm(acting, access, named),
    decides: (access, topic) => decidesFor(acting, access, topic),
    end: (access, named, reason) => end(acting, access, named, reason),
  };
}
