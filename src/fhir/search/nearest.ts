/** The names most like one that is not known, at most three. */
export function nearest(name: string, known: readonly string[]): readonly string[] {
  const wanted = name.slice(0, 40).toLowerCase();
  return known
    .map((one) => ({ one, far: distance(wanted, one.toLowerCase()) }))
    .filter(({ one, far }) => far <= Math.max(2, Math.floor(one.length / 3)))
    .sort((a, b) => a.far - b.far || (a.one < b.one ? -1 : 1))
    .slice(0, 3)
    .map(({ one }) => one);
}

/** A name as a refusal quotes it: short, and to be seen where it is blank. */
export function nameShown(name: string): string {
  const start = name.slice(0, 60);
  return start.trim() === '' ? `"${start}"` : start;
}

/** Levenshtein: how many letters to put in, take out or change. */
function distance(a: string, b: string): number {
  let before = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let row = 1; row <= a.length; row++) {
    const now = [row];
    for (let column = 1; column <= b.length; column++) {
      const change = (before[column - 1] ?? 0) + (a[row - 1] === b[column - 1] ? 0 : 1);
      now.push(Math.min((before[column] ?? 0) + 1, (now[column - 1] ?? 0) + 1, change));
    }
    before = now;
  }
  return before[b.length] ?? 0;
}
