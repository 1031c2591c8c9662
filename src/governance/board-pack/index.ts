import type { BoardPackAnswers } from './contract.ts';
import { draft, file, one } from './reading.ts';
import { issue } from './issuing.ts';
import { kept } from './kept.ts';
import type { Packing } from './packing.ts';

export { boardPackRoutes } from './routes.ts';
export { type PackFault, type VerifiedPacks, verifyPacks } from './verify.ts';

/** Board reports, as pages and routes ask for them. */
export function boardPackAnswers(packing: Packing): BoardPackAnswers {
  return {
    draft: (access) => draft(packing, access),
    one: (access, month) => one(packing, access, month),
    issue: (access, month) => issue(packing, access, month),
    kept: (access, month) => kept(packing, access, month),
    file: (access, month) => file(packing, access, month),
  };
}
