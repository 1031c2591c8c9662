import type { Services } from '#joint';
import type { Acting } from '../acts.ts';
import type { DecisionAnswers } from '../decision/contract.ts';
import type { DisputeAnswers } from '../dispute/contract.ts';
import type { ObligationAnswers } from '../obligations.contract.ts';
import type { ProgrammeAnswers } from '../programme/contract.ts';

/** What a report is made from: the answers of every joint, each asked with the Access of who makes it. */
export type Packing = Acting &
  Pick<Services, 'answers' | 'ports'> & {
    readonly own: {
      readonly decisions: DecisionAnswers;
      readonly disputes: DisputeAnswers;
      readonly obligations: ObligationAnswers;
      readonly programmes: ProgrammeAnswers;
    };
  };
