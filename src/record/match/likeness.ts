/** Winkler's bonus for a common beginning, at most four letters long. */
const PREFIX_WEIGHT = 0.1;
const PREFIX_MOST = 4;

/** Jaro-Winkler likeness of two texts, 0 to 1: Winkler 1990, with the bonus on every pair. */
export function likeness(left: string, right: string): number {
  if (left === right) return 1;
  const jaro = jaroLikeness(left, right);
  let prefix = 0;
  while (prefix < PREFIX_MOST && left[prefix] !== undefined && left[prefix] === right[prefix]) prefix += 1;
  return jaro + prefix * PREFIX_WEIGHT * (1 - jaro);
}

/** True where one insertion, deletion, replacement or swap of neighbours makes one text the other. */
export function oneSlip(left: string, right: string): boolean {
  if (Math.abs(left.length - right.length) > 1) return false;
  let start = 0;
  while (start < left.length && start < right.length && left[start] === right[start]) start += 1;
  const restLeft = left.slice(start);
  const restRight = right.slice(start);
  if (restLeft.slice(1) === restRight.slice(1) || restLeft.slice(1) === restRight || restLeft === restRight.slice(1))
    return true;
  const swapped = restLeft[0] === restRight[1] && restLeft[1] === restRight[0];
  return swapped && restLeft.slice(2) === restRight.slice(2);
}

function jaroLikeness(left: string, right: string): number {
  if (left === '' || right === '') return 0;
  const window = Math.max(0, Math.floor(Math.max(left.length, right.length) / 2) - 1);
  const taken: boolean[] = [];
  const fromLeft: string[] = [];
  for (let at = 0; at < left.length; at += 1) {
    const found = matchIn(right, taken, left[at] ?? '', [at - window, at + window]);
    if (found === undefined) continue;
    taken[found] = true;
    fromLeft.push(left[at] ?? '');
  }
  const matches = fromLeft.length;
  if (matches === 0) return 0;
  const fromRight = [...right].filter((_, at) => taken[at]);
  const moved = fromLeft.filter((letter, at) => letter !== fromRight[at]).length / 2;
  return (matches / left.length + matches / right.length + (matches - moved) / matches) / 3;
}

function matchIn(
  text: string,
  taken: readonly boolean[],
  letter: string,
  [from, to]: readonly [number, number],
): number | undefined {
  for (let at = Math.max(0, from); at <= Math.min(text.length - 1, to); at += 1) {
    if (!taken[at] && text[at] === letter) return at;
  }
  return undefined;
}
