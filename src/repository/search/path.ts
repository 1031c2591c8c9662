/** An address and those whose path is a beginning of its own: what `:above` asks for. */
export function pathsAbove(uri: string): readonly string[] {
  const base = withoutSlash(uri);
  const root = /^[a-z][a-z0-9+.-]*:\/\/[^/]*/i.exec(base)?.[0];
  if (root === undefined) return [uri];
  const found = [uri, base];
  for (let at = base.length; at > root.length; ) {
    at = base.lastIndexOf('/', at - 1);
    if (at < root.length) break;
    found.push(base.slice(0, at), base.slice(0, at + 1));
  }
  return found;
}

/** Whether an address is the other or lies within its path: what `:below` asks for. */
export function isBelow(uri: string, above: string): boolean {
  const base = withoutSlash(above);
  return uri === above || uri === base || uri.startsWith(`${base}/`);
}

export function withoutSlash(uri: string): string {
  return uri.endsWith('/') ? uri.slice(0, -1) : uri;
}
