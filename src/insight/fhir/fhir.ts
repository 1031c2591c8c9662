import { careGaps } from './care-gaps.ts';
import type { MeasureAnswers } from './contract.ts';
import { evaluateMeasure } from './evaluate.ts';
import type { Ground } from './person.ts';

export function measuresOn(ground: Ground): MeasureAnswers {
  return {
    evaluate: (access, question) => evaluateMeasure(ground, access, question),
    careGaps: (access, question) => careGaps(ground, access, question),
  };
}
