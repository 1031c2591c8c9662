import type { Access } from '#agreement';
import type { Day } from '#base';

/** Something that was said at the time, in the words it was said in. */
export type Remembered = {
  readonly kind: string;
  readonly at: string;
  readonly by: string;
  readonly organization: string;
  readonly words: string;
};

/** A paper, meeting or programme in which the words were found. */
export type MemoryFound = {
  readonly source: 'paper' | 'meeting' | 'programme' | 'case';
  readonly id: string;
  readonly title: string;
  readonly page: string;
  readonly on: Day;
  readonly said: readonly Remembered[];
  /** Of a decision: what came of it, who was against and why, and what rests on it. */
  readonly decision?: {
    readonly outcome: 'agreed' | 'not-agreed';
    readonly words: string;
    readonly body: string;
    readonly by: string;
    readonly dissent: readonly { readonly name: string; readonly reason?: string }[];
    readonly rests: readonly { readonly words: string; readonly page: string }[];
    readonly reviewOn: Day;
  };
};

export type MemoryAnswers = {
  /** What was decided, argued and learned, by the words of a question. */
  readonly remember: (access: Access, asked: string) => Promise<readonly MemoryFound[]>;
};
