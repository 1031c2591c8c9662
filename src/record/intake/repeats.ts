/** Records remembered at least; at most twice as many. A file that repeats itself does so nearby. */
const REMEMBERED = 250_000;

/**
 * Remembers what a file has said of each record: 'same' where it says it again (a line of CSV repeats its person), 'other'
 * where it says something else, which is not for us to order.
 */
export function repeats(remembered = REMEMBERED): (name: string, print: string) => 'new' | 'same' | 'other' {
  let recent = new Map<string, string>();
  let older = new Map<string, string>();
  return (name, print) => {
    const before = recent.get(name) ?? older.get(name);
    if (before !== undefined) return before === print ? 'same' : 'other';
    recent.set(name, print);
    if (recent.size >= remembered) [older, recent] = [recent, new Map()];
    return 'new';
  };
}
