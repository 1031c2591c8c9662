import type { Services } from '#joint';
import type { Acting } from '../acts.ts';
import type { StakeholderAnswers } from './contract.ts';
import { influence, kit, kits } from './kit-view.ts';
import type { Tending } from './owe.ts';
import { act, enter } from './stakeholder-acts.ts';
import { tend } from './tend.ts';
import { circle, mine, newsletters, one } from './view.ts';

/** Those who have a stake in a programme, as pages, routes and the job ask for them. */
export function stakeholderAnswers(acting: Acting & Pick<Services, 'ports'>): StakeholderAnswers {
  const { ports } = acting;
  const tending: Tending = { ...acting, viewerOf: (person) => ports.contributors.viewerKey(person) };
  return {
    circle: (access, programme) => circle(tending, access, programme),
    one: (access, programme, id) => one(tending, access, programme, id),
    mine: (access) => mine(tending, access),
    influence: (access, programme) => influence(tending, access, programme),
    kits: (access, programme) => kits(tending, access, programme),
    kit: (access, programme, to) => kit(tending, access, programme, to),
    newsletters: (access) => newsletters(tending, access),
    enter: (access, programme, typed) => enter(tending, access, programme, typed),
    act: (access, programme, done) => act(tending, access, programme, done),
    tend: () => tend(tending),
  };
}
