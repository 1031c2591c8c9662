import type { Asking } from '../ask.ts';
import { answer, assess, costs, dispute, keepChecklist, meansForm, one, tryOut } from './assess.ts';
import type { MeansAnswers } from './contract.ts';

/** What people pay for care is nobody's pool: nothing has to be brought up to today before it is shown. */
export function meansOf(asking: Asking): MeansAnswers {
  return {
    form: (access, on) => meansForm(asking, access, on),
    workOut: (access, means) => tryOut(asking, access, means),
    costs: (access, person) => costs(asking, access, person),
    one: (access, id) => one(asking, access, id),
    assess: (access, person, asked) => assess(asking, access, person, asked),
    dispute: (access, id, said) => dispute(asking, access, id, said),
    answer: (access, id, said) => answer(asking, access, id, said),
    keepChecklist: (access, person, levels) => keepChecklist(asking, access, person, levels),
  };
}
