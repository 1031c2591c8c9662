import type { Right } from '#agreement';
import type { PersonRequest } from '#record/contract';
import type { Tone } from '../../parts/tag.tsx';

/** What a person asks, as they would say it. */
export const ASKS: Readonly<Record<Right, string>> = {
  copy: 'Give me a copy of my record',
  correct: 'Put something right',
  restrict: 'Stop using something for now',
  erase: 'Erase something',
  object: 'Stop sharing what you wrote with others',
};

/** The same in a list, for both sides. */
export const RIGHT_WORDS: Readonly<Record<Right, string>> = {
  copy: 'A copy of the record',
  correct: 'A correction',
  restrict: 'A restriction',
  erase: 'An erasure',
  object: 'An objection to sharing',
};

export const EXPLAINED: Readonly<Record<Right, string>> = {
  copy: 'Everything that they hold about you, for you to read and to take elsewhere, with who looked at it.',
  correct: 'Say what is wrong. What was written first stays in the history; you can put your own view beside it.',
  restrict:
    'They keep it and do not use it, not for your care either, from the moment you ask. Only the law, an emergency or a claim can still use it.',
  erase: 'It is taken away for good, unless the law has it kept. They tell you which.',
  object:
    'Others no longer see what they wrote, from the moment you ask and until it is decided. Who does not grant it has to tell you why. Warnings about allergies and medicines go on, and figures in which nobody can be recognised still count it.',
};

export const STATE_WORDS: Readonly<Record<PersonRequest['state'], readonly [Tone, string]>> = {
  identity: ['wait', 'waits for proof of identity'],
  open: ['wait', 'waits for a decision'],
  working: ['wait', 'being done'],
  done: ['done', 'done'],
  refused: ['concern', 'not granted'],
  withdrawn: ['quiet', 'taken back'],
};

export const WAY_WORDS: Readonly<Record<PersonRequest['way'], string>> = {
  page: 'on this page',
  letter: 'by letter',
  telephone: 'by telephone',
  'in-person': 'in person',
};

export const GIVEN_WORDS = { granted: 'Granted', partly: 'Granted in part', refused: 'Not granted' } as const;
