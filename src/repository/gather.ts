/** Does what several have asked for in one go; answers each in its place. */
export type Together<Item, Answer> = (items: readonly Item[]) => Promise<readonly Answer[]>;

export type Gathering<Item, Answer> = {
  readonly ask: (item: Item) => Promise<Answer>;
  /** Nobody waits, and nothing is under way. */
  readonly isIdle: () => boolean;
};

/** One go that takes longer than this has met a disk or a line that stands still: what comes then does not wait for it. */
const SLOW_MS = 20;
const LANES = 2;

type Waiting<Item, Answer> = {
  readonly item: Item;
  readonly done: (answer: Answer) => void;
  readonly failed: (error: unknown) => void;
};

/**
 * What is asked for while a go is under way goes together in the next one, at most `most` at a time. One goes at a time: with two, the
 * first of a crowd went alone and all others behind it, so that everybody paid for both; a second begins only where the first is
 * slow. A go begins when the turn of the program is over, so that whoever came in the same breath comes along.
 */
export function gathering<Item, Answer>(together: Together<Item, Answer>, most: number): Gathering<Item, Answer> {
  let waiting: Waiting<Item, Answer>[] = [];
  let lanes = 0;
  let since = 0;
  const drain = async (): Promise<void> => {
    while (waiting.length > 0) {
      since = performance.now();
      const taken = waiting.slice(0, most);
      waiting = waiting.slice(most);
      try {
        const answers = await together(taken.map(({ item }) => item));
        taken.forEach(({ done }, at) => done(answers[at] as Answer));
      } catch (error) {
        for (const { failed } of taken) failed(error);
      }
    }
    lanes -= 1;
  };
  return {
    ask: (item) =>
      new Promise((done, failed) => {
        waiting.push({ item, done, failed });
        if (lanes > 0 && (lanes >= LANES || performance.now() - since < SLOW_MS)) return;
        lanes += 1;
        since = performance.now();
        setImmediate(() => void drain());
      }),
    isIdle: () => lanes === 0,
  };
}
