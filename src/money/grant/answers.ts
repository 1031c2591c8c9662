import type { Asking } from '../ask.ts';
import type { GrantAnswers } from './contract.ts';
import { fileOf } from './export.ts';
import { agreeToLess } from './floor.ts';
import { returnOf, submit } from './returns.ts';
import { together } from './together-view.ts';
import { trace } from './trace.ts';
import { grants } from './views.ts';

type Current = <Asked extends readonly unknown[], Answer>(
  ask: (asking: Asking, ...asked: Asked) => Promise<Answer>,
) => (...asked: Asked) => Promise<Answer>;

/** What is asked about grants: of the agreements and the day as they are now. */
export function grantsIn(current: Current): GrantAnswers {
  return {
    together: current(together),
    agreeToLess: current(agreeToLess),
    grants: current(grants),
    return: current(returnOf),
    submit: current(submit),
    trace: current(trace),
    file: current(fileOf),
  };
}
