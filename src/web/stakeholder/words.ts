import type { Gathering, Grade, PledgeStanding, Salience, StakeKind, Stance, Way, Weight } from '#governance/contract';
import type { Option } from '../parts/form.tsx';
import type { Tone } from '../parts/tag.tsx';
import { capital } from '../parts/words.ts';

export const KIND_WORDS: Readonly<Record<StakeKind, string>> = {
  person: 'a person',
  organisation: 'an organisation',
  group: 'a group',
};

export const WEIGHT_WORDS: Readonly<Record<Weight, string>> = {
  power: 'Power: what they can bring about or stop',
  legitimacy: 'Legitimacy: how rightful their claim is',
  urgency: 'Urgency: how much is at stake for them now',
};

export const GRADE_WORDS: Readonly<Record<Grade, string>> = { low: 'low', medium: 'medium', high: 'high' };

export const STANCE_WORDS: Readonly<Record<Stance, readonly [Tone, string]>> = {
  opposed: ['concern', 'opposed'],
  doubtful: ['wait', 'doubtful'],
  neutral: ['quiet', 'neutral'],
  supportive: ['better', 'supportive'],
  champion: ['better', 'champion'],
};

export const WAY_WORDS: Readonly<Record<Way, string>> = {
  met: 'met them',
  called: 'called',
  wrote: 'wrote',
  meeting: 'at a meeting',
  visit: 'visited them',
};

export const PLANNED_WORDS: Readonly<Record<Way, string>> = {
  met: 'a talk',
  called: 'a call',
  wrote: 'a letter',
  meeting: 'a meeting',
  visit: 'a visit',
};

export const SALIENCE_WORDS: Readonly<Record<Salience, string>> = {
  none: 'none of the three',
  dormant: 'dormant: power alone',
  discretionary: 'discretionary: a rightful claim alone',
  demanding: 'demanding: urgency alone',
  dominant: 'dominant: power and a rightful claim',
  dangerous: 'forceful: power and urgency',
  dependent: 'dependent: a rightful and urgent claim, without power',
  definitive: 'definitive: power, and a rightful and urgent claim',
};

export const PLEDGE_WORDS: Readonly<Record<PledgeStanding, readonly [Tone, string]>> = {
  open: ['wait', 'to come'],
  late: ['concern', 'late'],
  done: ['done', 'done'],
  'done-late': ['done', 'done, late'],
};

export const GATHERING_WORDS: Readonly<Record<Gathering, string>> = {
  'locality-meeting': 'Locality meeting',
  board: 'Board',
  newsletter: 'Newsletter',
};

export function choicesOf(words: Readonly<Record<string, string | readonly [Tone, string]>>): readonly Option[] {
  return Object.entries(words).map(([value, one]) => ({
    value,
    words: capital(typeof one === 'string' ? one : one[1]),
  }));
}
