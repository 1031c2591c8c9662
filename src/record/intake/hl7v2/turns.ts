const waiting = new Map<string, Promise<unknown>>();

/**
 * One after another for each name: messages about one person that come at once would only undo each other's work. Between
 * programs nothing waits; there `receive` looks at what came meanwhile.
 */
export function inTurn<T>(name: string, work: () => Promise<T>): Promise<T> {
  const before = waiting.get(name) ?? Promise.resolve();
  const mine = before.then(work, work);
  waiting.set(name, mine);
  const over = (): void => {
    if (waiting.get(name) === mine) waiting.delete(name);
  };
  mine.then(over, over);
  return mine;
}
