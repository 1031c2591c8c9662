/** Splits at a separator that has no backslash before it; the parts keep their escapes. */
export function splitAt(text: string, separator: string): readonly string[] {
  if (!text.includes(separator)) return [text];
  const parts: string[] = [];
  let from = 0;
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === separator) {
      parts.push(text.slice(from, at));
      from = at + 1;
    }
  }
  parts.push(text.slice(from));
  return parts;
}

/** Takes the backslash from \, \| \$ \\; any other backslash stands for itself. */
export function unescape(text: string): string {
  return text.includes('\\') ? text.replace(/\\([,|$\\])/g, '$1') : text;
}

export function escape(text: string): string {
  return text.replace(/[,|$\\]/g, '\\$&');
}
