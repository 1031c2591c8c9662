import { explain, type ItemFacts, type Verdict } from '../explain.ts';
import type { KeyOf } from '../filter.ts';
import type { Stack } from '../force.ts';
import type { Jurisdiction } from '../jurisdiction.ts';
import { compile } from '../policy.ts';
import { type ChargeAnswer, type ChargeQuestion, whyCharged } from './charged.ts';
import { type DecisionAnswer, type DecisionQuestion, whoDecides } from './decides.ts';
import type { When } from './then.ts';

export type Question =
  | ({ readonly ask: 'sight'; readonly facts: ItemFacts } & Pick<When, 'on'>)
  | ({ readonly ask: 'decision' } & DecisionQuestion)
  | ({ readonly ask: 'charge' } & ChargeQuestion);

export type Answer =
  | ({ readonly ask: 'sight' } & Verdict)
  | ({ readonly ask: 'decision' } & DecisionAnswer)
  | ({ readonly ask: 'charge' } & ChargeAnswer);

export type Known = { readonly stack: Stack; readonly keyOf: KeyOf; readonly law?: Jurisdiction };

/** Who sees and why, who decides, why this charge: for any day, past or to come, with what decided and what it overrode. */
export function answer({ stack, keyOf, law }: Known, question: Question): Answer {
  switch (question.ask) {
    case 'sight':
      return { ask: 'sight', ...explain(compile(stack, question.on, law), question.facts, keyOf) };
    case 'decision':
      return { ask: 'decision', ...whoDecides(stack, question) };
    case 'charge':
      return { ask: 'charge', ...whyCharged(stack, question) };
  }
}
