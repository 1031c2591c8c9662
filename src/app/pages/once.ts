import type { Once } from '#agreement';

/** What one request asks, by name: whoever asks the same while it runs has the same answer. What failed is asked anew. */
export function onceEach(): Once {
  const asked = new Map<string, Promise<unknown>>();
  return <T>(what: string, ask: () => Promise<T>): Promise<T> => {
    // One name is one question, so that its answer is of one type.
    const known = asked.get(what) as Promise<T> | undefined;
    if (known !== undefined) return known;
    const answer = ask();
    asked.set(what, answer);
    answer.catch(() => asked.delete(what));
    return answer;
  };
}
