import type { Current } from '../ask.ts';
import { agreeSaving, releaseTranche, showMilestone, slipHump } from './acts.ts';
import type { HumpAnswers } from './contract.ts';
import { hump, humps } from './hump.ts';

export function humpAnswers(current: Current): HumpAnswers {
  return {
    humps: current(humps),
    hump: (access, name, slip) => current(hump)(access, name, slip),
    showMilestone: current(showMilestone),
    releaseTranche: current(releaseTranche),
    slipHump: current(slipHump),
    agreeSaving: current(agreeSaving),
  };
}
