/** Where a string stands: names of members and places in lists, from the top. */
export type TextPath = readonly (string | number)[];

/**
 * The same JSON with some of its strings said otherwise: `change` answers what a string is to say, or undefined to leave it. Everything
 * else, digits and spaces too, stays as it was written. The text is JSON that was read before; keys are never changed.
 */
export function withTexts(json: string, change: (text: string, path: TextPath) => string | undefined): string {
  const path: (string | number)[] = [];
  const isObject: boolean[] = [];
  const parts: string[] = [];
  let [at, kept, atKey] = [0, 0, false];
  for (; at < json.length; at += 1) {
    const letter = json[at];
    if (letter === '{' || letter === '[') {
      isObject.push(letter === '{');
      path.push(letter === '{' ? '' : 0);
      atKey = letter === '{';
    } else if (letter === '}' || letter === ']') {
      isObject.pop();
      path.pop();
    } else if (letter === ',') {
      atKey = isObject.at(-1) === true;
      if (!atKey) path[path.length - 1] = Number(path.at(-1)) + 1;
    } else if (letter === '"') {
      const end = endOfString(json, at);
      const text = JSON.parse(json.slice(at, end)) as string;
      const said = atKey ? undefined : change(text, path);
      if (atKey) path[path.length - 1] = text;
      if (said !== undefined && said !== text) {
        parts.push(json.slice(kept, at), JSON.stringify(said));
        kept = end;
      }
      atKey = false;
      at = end - 1;
    }
  }
  return kept === 0 ? json : parts.join('') + json.slice(kept);
}

/** Behind the closing quote. */
function endOfString(json: string, start: number): number {
  let end = start + 1;
  while (json[end] !== '"') end += json[end] === '\\' ? 2 : 1;
  return end + 1;
}
