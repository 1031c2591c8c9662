/** Lays JSON out over lines without parsing it, so that numbers keep their digits (`_pretty=true`). */
export function pretty(json: string): string {
  const out: string[] = [];
  let depth = 0;
  for (let at = 0; at < json.length; at++) {
    const char = json[at] as string;
    if (char === '"') {
      const end = endOfString(json, at);
      out.push(json.slice(at, end));
      at = end - 1;
    } else if (char === '{' || char === '[') {
      const empty = /^\s*[}\]]/.test(json.slice(at + 1, at + 64));
      depth++;
      out.push(char, empty ? '' : line(depth));
    } else if (char === '}' || char === ']') {
      depth--;
      const opened = /[{[]$/.test(out.findLast((part) => part !== '') ?? '');
      out.push(opened ? '' : line(depth), char);
    } else if (char === ',') out.push(',', line(depth));
    else if (char === ':') out.push(': ');
    else if (!/\s/.test(char)) out.push(char);
  }
  return out.join('');
}

function line(depth: number): string {
  return `\n${'  '.repeat(depth)}`;
}

function endOfString(json: string, start: number): number {
  let at = start + 1;
  while (at < json.length && json[at] !== '"') at += json[at] === '\\' ? 2 : 1;
  return at + 1;
}
